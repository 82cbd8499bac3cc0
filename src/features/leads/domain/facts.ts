import { AppError } from "../../../kernel/errors.ts";
import { cut, nameKey } from "../../../kernel/text.ts";
import type { LeadFacts } from "./lead.ts";

const LONGEST = {
  company: 120,
  contactName: 120,
  contactEmail: 200,
  contactTitle: 120,
  segment: 60,
  industry: 80,
  country: 60,
  need: 500,
} as const;
/** More people than any company has. */
export const MAX_EMPLOYEES = 10_000_000;

/** What is written down when a lead is made: the company and where it came from, and what else is known. */
export type NewFacts = Pick<LeadFacts, "company" | "source"> & {
  [K in keyof LeadFacts]?: LeadFacts[K] | undefined;
};

/** What is known of a lead of which only that much was written down, tidied and checked. */
export function factsOf(written: NewFacts): LeadFacts {
  const nothing: LeadFacts = {
    company: "",
    contactName: null,
    contactEmail: null,
    contactTitle: null,
    source: written.source,
    segment: null,
    employees: null,
    industry: null,
    country: null,
    budget: null,
    authority: null,
    need: null,
    timing: null,
  };
  return tidied(withFacts(nothing, written));
}

/** The facts with some written over; null takes one away, and what is left out stays. */
export function withFacts(
  facts: LeadFacts,
  written: { [K in keyof LeadFacts]?: LeadFacts[K] | undefined },
): LeadFacts {
  const next = { ...facts };
  for (const key of Object.keys(next) as (keyof LeadFacts)[])
    if (written[key] !== undefined) Object.assign(next, { [key]: written[key] });
  return tidied(next);
}

/** "SMB" under 100 employees, "Mid-market" under 1,000, else "Enterprise"; null when nobody knows. */
export function segmentOf(employees: number | null): string | null {
  if (employees === null) return null;
  if (employees < 100) return "SMB";
  return employees < 1000 ? "Mid-market" : "Enterprise";
}

function tidied(facts: LeadFacts): LeadFacts {
  const company = text("company", facts.company);
  if (!company || !nameKey(company))
    throw new AppError("bad_input", "A lead needs a company.", "Write its name, like Acme.");
  const { employees } = facts;
  if (
    employees !== null &&
    !(Number.isInteger(employees) && employees >= 0 && employees <= MAX_EMPLOYEES)
  )
    throw new AppError(
      "bad_input",
      `${employees} is no number of employees.`,
      "Write a whole number, like 250.",
    );
  return {
    ...facts,
    company,
    contactName: text("contactName", facts.contactName),
    contactEmail: email(facts.contactEmail),
    contactTitle: text("contactTitle", facts.contactTitle),
    segment: text("segment", facts.segment) ?? segmentOf(employees),
    industry: text("industry", facts.industry),
    country: text("country", facts.country),
    need: text("need", facts.need),
  };
}

function text(field: keyof typeof LONGEST, value: string | null): string | null {
  const tidy = (value ?? "").replaceAll(/\s+/g, " ").trim();
  const max = LONGEST[field];
  if (tidy.length > max)
    throw new AppError(
      "bad_input",
      `“${cut(tidy, 40)}” has ${tidy.length} characters; ${max} fit.`,
      "Put the rest into a note.",
    );
  return tidy || null;
}

/**
 * An e-mail address in lower case; Slack's own way to write one (`<mailto:…|…>`) is read too.
 * @throws AppError bad_input for anything else
 */
export function email(value: string | null): string | null {
  const written = (value ?? "").trim();
  const address = (/^<mailto:([^|>]+)(?:\|[^>]*)?>$/i.exec(written)?.[1] ?? written).toLowerCase();
  if (!address) return null;
  if (
    address.length > LONGEST.contactEmail ||
    !/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(address)
  )
    throw new AppError(
      "bad_input",
      `“${cut(written, 60)}” is no e-mail address.`,
      "Write one like jane@acme.com.",
    );
  return address;
}
