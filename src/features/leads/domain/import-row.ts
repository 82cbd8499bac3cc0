import { AppError } from "../../../kernel/errors.ts";
import { parseMoney } from "../../../kernel/money.ts";
import { factsOf, type NewFacts } from "./facts.ts";
import { AUTHORITIES, type Authority, SOURCES, type Source, TIMINGS, type Timing } from "./lead.ts";

/** What a column of a file of leads can mean. */
export const LEAD_COLUMNS = {
  company: [
    "company",
    "account",
    "account name",
    "company name",
    "organization",
    "organisation",
    "firm",
  ],
  contactName: ["contact", "contact name", "full name", "name", "person", "lead name"],
  firstName: ["first name", "given name"],
  lastName: ["last name", "surname", "family name"],
  contactEmail: ["email", "e-mail", "email address", "contact email", "work email"],
  contactTitle: ["title", "job title", "position", "contact title", "role"],
  source: ["source", "lead source", "original source", "channel", "campaign"],
  segment: ["segment", "tier", "company size"],
  employees: ["employees", "number of employees", "no of employees", "headcount"],
  industry: ["industry", "sector", "branch"],
  country: ["country", "country region", "region"],
  budget: ["budget", "amount", "value", "deal value"],
  authority: ["authority", "decision maker"],
  need: ["need", "needs", "pain", "requirement", "interest"],
  timing: ["timing", "timeline", "timeframe", "purchase timeframe"],
  note: ["note", "notes", "description", "comment", "comments", "message"],
} as const;
export type LeadColumn = keyof typeof LEAD_COLUMNS;
/** Where each column is, counted from 0. */
export type Columns = ReadonlyMap<LeadColumn, number>;

/** Words other systems write for a source. */
const SOURCE_WORDS: Readonly<Record<string, Source>> = {
  web: "inbound",
  website: "inbound",
  "web form": "inbound",
  form: "inbound",
  phone: "inbound",
  "phone inquiry": "inbound",
  "organic search": "inbound",
  organic: "inbound",
  "direct traffic": "inbound",
  "cold call": "outbound",
  "cold email": "outbound",
  "purchased list": "outbound",
  prospecting: "outbound",
  "trade show": "event",
  webinar: "event",
  conference: "event",
  "word of mouth": "referral",
  recommendation: "referral",
  "customer referral": "referral",
  "employee referral": "referral",
  reseller: "partner",
  "partner referral": "partner",
  campaign: "marketing",
  advertisement: "marketing",
  ads: "marketing",
  "paid search": "marketing",
  "paid social": "marketing",
  "email marketing": "marketing",
};
/** What a source counts as that nobody named, or that we don't know. */
export const UNKNOWN_SOURCE: Source = "marketing";

/** Finds the columns of a header by the names people and other systems give them. */
export function columnsOf(header: readonly string[]): Columns {
  const labels = header.map(labelKey);
  const taken = new Set<number>();
  const columns = new Map<LeadColumn, number>();
  for (const [column, names] of Object.entries(LEAD_COLUMNS) as [LeadColumn, readonly string[]][]) {
    const place = names
      .map((name) => labels.indexOf(labelKey(name)))
      .find((at) => at >= 0 && !taken.has(at));
    if (place === undefined) continue;
    taken.add(place);
    columns.set(column, place);
  }
  return columns;
}

/** Whether a line of a file may be its header: it names the company and something else. */
export function isHeader(cells: readonly string[]): boolean {
  const columns = columnsOf(cells);
  return columns.has("company") && columns.size >= 2;
}

/** A row that can become a lead, with what of it was not understood. */
export type ReadRow = {
  lead: NewFacts & { note?: string | undefined };
  unknownSource: string | null;
};

/**
 * One row as a new lead. What it writes about authority or timing in words of its own goes into the note.
 * @throws AppError bad_input saying what of it is wrong
 */
export function readRow(cells: readonly string[], columns: Columns, currency: string): ReadRow {
  const cell = (column: LeadColumn): string | null => {
    const place = columns.get(column);
    return (place === undefined ? "" : (cells[place] ?? "")).replaceAll(/\s+/g, " ").trim() || null;
  };
  const company = cell("company");
  if (!company) throw new AppError("bad_input", "It has no company.");
  const names = [cell("firstName"), cell("lastName")].filter(Boolean).join(" ");
  const written = cell("source");
  const source = sourceNamed(written);
  const authority = authorityNamed(cell("authority"));
  const timing = timingNamed(cell("timing"));
  const budget = cell("budget");
  const need = cell("need");
  const note = [
    cell("note"),
    cell("authority") && authority === null ? `Authority: ${cell("authority")}` : null,
    cell("timing") && timing === null ? `Timing: ${cell("timing")}` : null,
    need && need.length > MAX_NEED ? `Need: ${need}` : null,
  ]
    .filter(Boolean)
    .join("\n");
  const lead: NewFacts = {
    company,
    contactName: cell("contactName") ?? (names || null),
    contactEmail: cell("contactEmail"),
    contactTitle: cell("contactTitle"),
    source: source ?? UNKNOWN_SOURCE,
    segment: cell("segment"),
    employees: employeesIn(cell("employees")),
    industry: cell("industry"),
    country: cell("country"),
    budget: budget === null ? null : parseMoney(budget, currency),
    authority,
    need: need && need.length > MAX_NEED ? null : need,
    timing,
  };
  factsOf(lead);
  return { lead: { ...lead, note: note || undefined }, unknownSource: source ? null : written };
}

const MAX_NEED = 500;

/** "1,200", "1.200", "50-100" (50), "200+"; @throws AppError for what holds no number */
function employeesIn(text: string | null): number | null {
  if (text === null) return null;
  const match = /^[^\d]*(\d{1,3}(?:[.,'’ ]\d{3})+|\d+)/.exec(text);
  if (!match?.[1]) throw new AppError("bad_input", `“${text}” is no number of employees.`);
  return Number(match[1].replaceAll(/\D/g, ""));
}

function sourceNamed(text: string | null): Source | null {
  const word = (text ?? "").toLowerCase().replaceAll(/[_-]+/g, " ");
  return SOURCES.find((one) => one === word) ?? SOURCE_WORDS[word] ?? null;
}

function authorityNamed(text: string | null): Authority | null {
  const word = (text ?? "").toLowerCase();
  if (/^(yes|true|decision maker|decides|economic buyer)$/.test(word)) return "decides";
  if (/^(influencer|influences|champion|recommends)$/.test(word)) return "influences";
  return (
    AUTHORITIES.find((one) => one === word) ?? (/^(user|end user)$/.test(word) ? "uses" : null)
  );
}

function timingNamed(text: string | null): Timing | null {
  const word = (text ?? "").toLowerCase().replaceAll(/[\s-]+/g, "_");
  if (/^(immediate|now|asap)$/.test(word)) return "this_quarter";
  return TIMINGS.find((one) => one === word) ?? null;
}

function labelKey(label: string): string {
  return label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
