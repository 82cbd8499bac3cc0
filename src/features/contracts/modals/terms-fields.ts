import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { joinWords } from "../../../kernel/text.ts";
import {
  amountField,
  choiceField,
  dayField,
  numberField,
  optionalField,
  type Raw,
  textField,
} from "../../../slack/field.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import {
  PAYMENTS,
  type Payment,
  SLAS,
  type Sla,
  SUPPORTS,
  type Support,
  TEMPLATES,
  type Template,
  type Terms,
} from "../domain/contract.ts";
import type { Point } from "../domain/point.ts";
import { LONGEST_TERMS, reviewReasons, TEMPLATE_TERMS } from "../domain/terms.ts";
import { paymentName, slaName, supportName, templateName } from "../domain/words.ts";

/** The terms as a form asks for them. */
export const termsFields = {
  template: choiceField({
    label: "Template",
    choices: TEMPLATES.map((value) => ({ value, label: templateName(value) })),
  }),
  payment: choiceField({
    label: "Payment",
    choices: PAYMENTS.map((value) => ({ value, label: paymentName(value) })),
  }),
  support: choiceField({
    label: "Support",
    choices: SUPPORTS.map((value) => ({ value, label: supportName(value) })),
  }),
  sla: choiceField({
    label: "Availability",
    choices: SLAS.map((value) => ({ value, label: slaName(value) })),
  }),
  value: amountField({ label: "Value of the whole term", hint: "Without tax" }),
  starts: dayField({ label: "Starts" }),
  months: numberField({ label: "Term in months", min: 1, max: 120 }),
};

/** What differs from the template; not every form has room for it. */
export const customField = optionalField(
  textField({
    label: "Own terms",
    example: "Data stays in the EU; price fixed for the first renewal",
    hint: "What differs from the template, in the words of the contract.",
    lines: "many",
    max: LONGEST_TERMS,
  }),
);

/** Fields whose choice decides whether legal has to read the contract. */
export const LIVE_TERMS = ["template", "payment", "support", "sla"] as const;

type Values = {
  template: Template;
  payment: Payment;
  support: Support;
  sla: Sla;
  value: Money;
  starts: Day;
  months: number;
};

/** What was filled in, as terms. */
export function readTerms(
  { starts, months, ...values }: Values,
  customTerms: string | null,
): Terms {
  const { template, payment, support, sla, value } = values;
  return {
    template,
    payment,
    support,
    sla,
    value,
    startsOn: starts,
    termMonths: months,
    customTerms,
  };
}

/** The terms as they stand in the form when it opens. */
export function fillTerms(terms: Terms): Record<keyof typeof termsFields | "custom", Raw> {
  return {
    template: chosen(terms.template, templateName(terms.template)),
    payment: chosen(terms.payment, paymentName(terms.payment)),
    support: chosen(terms.support, supportName(terms.support)),
    sla: chosen(terms.sla, slaName(terms.sla)),
    value: { value: terms.value.minor > 0 ? formatMoney(terms.value, "plain") : "" },
    starts: { value: terms.startsOn },
    months: { value: String(terms.termMonths) },
    custom: { value: terms.customTerms ?? "" },
  };
}

/** What a template brings along, when somebody chooses it. */
export function fillTemplate(raw: Raw | undefined) {
  const template = TEMPLATES.find((one) => one === raw?.value);
  if (!template) return {};
  const { payment, support, sla } = TEMPLATE_TERMS[template];
  return {
    payment: chosen(payment, paymentName(payment)),
    support: chosen(support, supportName(support)),
    sla: chosen(sla, slaName(sla)),
  };
}

/** Says, while somebody chooses, whether legal has to read it. */
export function reviewNote(
  raw: Partial<Record<(typeof LIVE_TERMS)[number] | "custom", Raw>>,
  points: readonly Point[] = [],
): Mrkdwn | null {
  const template = TEMPLATES.find((one) => one === raw.template?.value);
  const payment = PAYMENTS.find((one) => one === raw.payment?.value);
  const support = SUPPORTS.find((one) => one === raw.support?.value);
  const sla = SLAS.find((one) => one === raw.sla?.value);
  if (!template || !payment || !support || !sla) return null;
  const reasons = reviewReasons(
    { template, payment, support, sla, customTerms: raw.custom?.value?.trim() || null },
    points,
  );
  return reasons.length > 0
    ? md`Legal reads it before it is sent: ${joinWords(reasons, "and")}.`
    : md`The standard paper: it can be sent without a review, as long as it has no terms of its own.`;
}

const chosen = (value: string, label: string): Raw => ({ value, label });
