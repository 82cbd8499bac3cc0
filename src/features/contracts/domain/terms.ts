import { addDays, addMonths, type Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Payment, Sla, Support, Template, Terms } from "./contract.ts";
import { agreedPoints, type Point } from "./point.ts";
import { paymentName, slaName, supportName, templateName } from "./words.ts";

/** What each template says where nobody says otherwise. */
export const TEMPLATE_TERMS: Readonly<
  Record<Template, { payment: Payment; support: Support; sla: Sla }>
> = {
  standard_sla: { payment: "net_30", support: "standard", sla: "99.5" },
  enterprise_sla: { payment: "net_30", support: "enterprise", sla: "99.9" },
  custom_sla: { payment: "net_30", support: "premium", sla: "99.9" },
};

/** Longest text of the contract's own terms, in characters. */
export const LONGEST_TERMS = 2000;
const LONGEST_TERM_MONTHS = 120;

/** When a contract begins unless somebody says otherwise: the first of the month after the deal is to close. */
export function usualStart(closeDate: Day | null, today: Day): Day {
  const from = closeDate && closeDate > today ? closeDate : today;
  const next = addMonths(from, 1);
  return addDays(next, 1 - Number(next.slice(8)));
}

/** The last day of the term: twelve months from 1 January end on 31 December. */
export function lastDay({ startsOn, termMonths }: Pick<Terms, "startsOn" | "termMonths">): Day {
  return addDays(addMonths(startsOn, termMonths), -1);
}

/**
 * Why legal has to read a contract before it is sent, in words; empty for the standard paper with nothing changed. Enterprise and custom
 * papers are always read, and so is whatever says something else than its template.
 */
export function reviewReasons(
  terms: Pick<Terms, "template" | "payment" | "support" | "sla" | "customTerms">,
  points: readonly Point[],
): string[] {
  const { template, payment, support, sla, customTerms } = terms;
  const usual = TEMPLATE_TERMS[template];
  const agreed = agreedPoints(points).length;
  return [
    template === "standard_sla" ? null : `it is ${article(templateName(template))}`,
    payment === usual.payment ? null : `payment is ${lower(paymentName(payment))}`,
    support === usual.support ? null : `support is ${lower(supportName(support))}`,
    sla === usual.sla ? null : `availability is ${slaName(sla)}`,
    customTerms ? "it has terms of its own" : null,
    agreed > 0
      ? `${agreed === 1 ? "a negotiated point is" : "negotiated points are"} agreed`
      : null,
  ].filter((reason) => reason !== null);
}

/**
 * The terms as they are kept.
 * @throws AppError bad_input for a value below zero, a term out of range, or terms too long
 */
export function cleanTerms(terms: Terms): Terms {
  if (terms.value.minor < 0)
    throw new AppError("bad_input", "A contract's value can't be below zero.");
  if (
    !Number.isInteger(terms.termMonths) ||
    terms.termMonths < 1 ||
    terms.termMonths > LONGEST_TERM_MONTHS
  )
    throw new AppError(
      "bad_input",
      `A term has 1 to ${LONGEST_TERM_MONTHS} months.`,
      "Write a whole number of months, like 24.",
    );
  const customTerms = terms.customTerms?.replaceAll(/\r\n?/g, "\n").trim() || null;
  if (customTerms && customTerms.length > LONGEST_TERMS)
    throw new AppError(
      "bad_input",
      `These terms have ${customTerms.length} characters; ${LONGEST_TERMS} fit.`,
      "Keep the rest in a document of its own and name it here.",
    );
  return { ...terms, customTerms };
}

/** The names of the terms, as a sentence lists what was changed. */
const TERM_NAMES: Readonly<Record<keyof Terms, string>> = {
  template: "template",
  payment: "payment",
  support: "support",
  sla: "availability",
  value: "value",
  startsOn: "start",
  termMonths: "term",
  customTerms: "own terms",
};

/** Which terms differ, in the order they are read. */
export function changedTerms(before: Terms, after: Terms): string[] {
  return (Object.keys(TERM_NAMES) as (keyof Terms)[])
    .filter((key) =>
      key === "value"
        ? before.value.minor !== after.value.minor || before.value.currency !== after.value.currency
        : before[key] !== after[key],
    )
    .map((key) => TERM_NAMES[key]);
}

/** Only the terms of something that has more. */
export function termsOf(one: Terms): Terms {
  const { template, payment, support, sla, value, startsOn, termMonths, customTerms } = one;
  return { template, payment, support, sla, value, startsOn, termMonths, customTerms };
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
const article = (name: string) => `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
