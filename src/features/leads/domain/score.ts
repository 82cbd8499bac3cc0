import { plural } from "../../../kernel/text.ts";
import type { Authority, LeadFacts, Source, Timing } from "./lead.ts";
import { authorityName, sourceName, timingName } from "./words.ts";

/** One line of a score: what was looked at, how many points of how many it gave, and why. */
export type ScoreLine = { name: string; points: number; of: number; why: string };
/** A score from 0 to 100 with the lines it adds up from. */
export type Score = { total: number; lines: ScoreLine[] };

/** Points for each source: a recommendation closes more often than a call out of the blue. */
export const SOURCE_POINTS: Record<Source, number> = {
  referral: 15,
  partner: 12,
  inbound: 10,
  event: 8,
  marketing: 5,
  outbound: 0,
};
/** Points from that many employees on. */
export const SIZE_POINTS = [
  { from: 1000, points: 15 },
  { from: 100, points: 10 },
  { from: 10, points: 5 },
] as const;
/** Points for what the contact has to say. */
export const AUTHORITY_POINTS: Record<Authority, number> = { decides: 15, influences: 8, uses: 3 };
/** Points for when they want to buy. */
export const TIMING_POINTS: Record<Timing, number> = {
  this_quarter: 15,
  next_quarter: 10,
  this_year: 5,
  later: 0,
};
const SIZE = 15;
const NAME = 5;
const MAIL = 5;
const TITLE = 5;
const BUDGET = 15;
const NEED = 10;

const FREE_MAIL =
  /@(gmail|googlemail|outlook|hotmail|live|yahoo|gmx|web|icloud|proton|protonmail|aol|mail)\.[a-z.]+$/;
const LEADS_OTHERS =
  /\b(c[a-z]o|chief|founder|owner|president|vp|vice president|head|director|managing|partner|geschäftsführer(?:in)?|leiter(?:in)?)\b/i;

/**
 * How promising a lead is, from what is known of it: fit (size, source, contact) and BANT (budget, authority, need, timing).
 * Each line has its own most; together they are 100. What nobody knows gives nothing. Our own table, see docs/leads.md.
 */
export function scoreOf(facts: LeadFacts): Score {
  const lines = [
    sizeLine(facts.employees),
    line(
      "Source",
      SOURCE_POINTS[facts.source],
      SOURCE_POINTS.referral,
      sourceName(facts.source).toLowerCase(),
    ),
    contactLine(facts),
    titleLine(facts.contactTitle),
    facts.budget
      ? line(
          "Budget",
          facts.budget.minor > 0 ? BUDGET : 0,
          BUDGET,
          facts.budget.minor > 0 ? "named" : "none",
        )
      : unknown("Budget", BUDGET),
    facts.authority
      ? line(
          "Authority",
          AUTHORITY_POINTS[facts.authority],
          AUTHORITY_POINTS.decides,
          authorityName(facts.authority).toLowerCase(),
        )
      : unknown("Authority", AUTHORITY_POINTS.decides),
    facts.need ? line("Need", NEED, NEED, "known") : unknown("Need", NEED),
    facts.timing
      ? line(
          "Timing",
          TIMING_POINTS[facts.timing],
          TIMING_POINTS.this_quarter,
          timingName(facts.timing).toLowerCase(),
        )
      : unknown("Timing", TIMING_POINTS.this_quarter),
  ];
  return { total: lines.reduce((sum, one) => sum + one.points, 0), lines };
}

function sizeLine(employees: number | null): ScoreLine {
  if (employees === null) return unknown("Size", SIZE);
  const band = SIZE_POINTS.find(({ from }) => employees >= from);
  return line("Size", band?.points ?? 0, SIZE, plural(employees, "employee"));
}

function contactLine({ contactName, contactEmail }: LeadFacts): ScoreLine {
  const of = NAME + MAIL;
  if (!contactName && !contactEmail) return unknown("Contact", of);
  const isFree = contactEmail !== null && FREE_MAIL.test(contactEmail.toLowerCase());
  const points = (contactName ? NAME : 0) + (contactEmail && !isFree ? MAIL : 0);
  const why = [
    contactName ? "name" : null,
    contactEmail ? (isFree ? "a private e-mail" : "a company e-mail") : null,
  ];
  return line("Contact", points, of, why.filter(Boolean).join(" and "));
}

function titleLine(title: string | null): ScoreLine {
  if (title === null) return unknown("Title", TITLE);
  const leads = LEADS_OTHERS.test(title);
  return line("Title", leads ? TITLE : 0, TITLE, leads ? "leads others" : "does not lead others");
}

function line(name: string, points: number, of: number, why: string): ScoreLine {
  return { name, points, of, why };
}

function unknown(name: string, of: number): ScoreLine {
  return { name, points: 0, of, why: "not known" };
}
