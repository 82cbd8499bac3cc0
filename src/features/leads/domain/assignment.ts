import type { Role } from "../../../kernel/access.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { joinWords, nameKey, plural } from "../../../kernel/text.ts";
import type { LeadFacts } from "./lead.ts";

/** Where a kind of lead goes. */
export type AssignmentRule = Settings["lead"]["assignment"][number];

/** Somebody who might get a lead, with what they carry. */
export type Candidate = {
  personId: number;
  name: string;
  teamId: number | null;
  roles: readonly Role[];
  isActive: boolean;
  isAway: boolean;
  openDeals: number;
  openLeads: number;
  /** When they last got a lead by the rules: a number that grows; 0 for never. */
  lastTurn: number;
};

/** Who gets the lead and why, or why nobody does. */
export type Assignment =
  | { personId: number; name: string; why: string; isAgain: boolean }
  | { personId: null; why: string };

/** Roles that answer leads; whoever has none of them never gets one. */
const SELLING: readonly Role[] = ["sdr", "ae", "manager"];

/** Whether somebody works with leads at all. */
export function sells(person: Pick<Candidate, "roles">): boolean {
  return person.roles.some((role) => SELLING.includes(role));
}

/** The first rule that fits the lead: a condition that is empty fits all. Null when none does. */
export function ruleFor(
  lead: Pick<LeadFacts, "segment" | "country" | "industry">,
  rules: readonly AssignmentRule[],
): AssignmentRule | null {
  const fits = (allowed: readonly string[], value: string | null) =>
    allowed.length === 0 ||
    (value !== null && allowed.some((one) => nameKey(one) === nameKey(value)));
  return (
    rules.find(
      (rule) =>
        fits(rule.segments, lead.segment) &&
        fits(rule.countries, lead.country) &&
        fits(rule.industries, lead.industry),
    ) ?? null
  );
}

/**
 * Gives a lead to somebody by the rules: the first rule that fits names who may get it (all account executives where none
 * does); of those who are here, in sales and under their capacity, whoever carries the fewest open deals and leads gets it,
 * and among equals whoever got one longest ago. `avoid` are people who let this lead lapse or passed it on: they get it
 * again only when there is nobody else.
 */
export function chooseOwner(
  lead: Pick<LeadFacts, "segment" | "country" | "industry">,
  world: {
    rules: readonly AssignmentRule[];
    capacity: number;
    candidates: readonly Candidate[];
    avoid?: ReadonlySet<number> | undefined;
  },
): Assignment {
  const { capacity, candidates, avoid = new Set() } = world;
  const rule = ruleFor(lead, world.rules);
  const pool = candidates.filter((one) => isMeant(one, rule));
  const free = pool.filter((one) => obstacle(one, capacity) === null);
  const others = free.filter((one) => !avoid.has(one.personId));
  const [best] = (others.length > 0 ? others : free).toSorted(
    (a, b) => load(a) - load(b) || a.lastTurn - b.lastTurn || a.personId - b.personId,
  );
  if (best)
    return {
      personId: best.personId,
      name: best.name,
      why: `${rule?.name ?? "any account executive"}, ${carries(best)}, capacity ${capacity}`,
      isAgain: others.length === 0,
    };
  return { personId: null, why: nobodyWords(rule, pool, capacity) };
}

/** How many open deals and leads somebody carries. */
export function load(one: Pick<Candidate, "openDeals" | "openLeads">): number {
  return one.openDeals + one.openLeads;
}

function isMeant(one: Candidate, rule: AssignmentRule | null): boolean {
  if (rule?.teamId != null && one.teamId !== rule.teamId) return false;
  return rule && rule.personIds.length > 0
    ? rule.personIds.includes(one.personId)
    : one.roles.includes("ae");
}

function obstacle(one: Candidate, capacity: number): string | null {
  if (!one.isActive) return "has left";
  if (!sells(one)) return "is not in sales";
  if (one.isAway) return "is away";
  return load(one) >= capacity ? `carries ${load(one)} of ${capacity}` : null;
}

function carries({ openDeals, openLeads }: Candidate): string {
  const deals = plural(openDeals, "open deal");
  return openLeads > 0 ? `${deals} and ${plural(openLeads, "lead")}` : deals;
}

const MOST_NAMED = 5;

function nobodyWords(
  rule: AssignmentRule | null,
  pool: readonly Candidate[],
  capacity: number,
): string {
  const who = rule ? `“${rule.name}”` : "all account executives";
  if (pool.length === 0) return `nobody is meant by ${who}`;
  const named = pool.slice(0, MOST_NAMED).map((one) => `${one.name} ${obstacle(one, capacity)}`);
  const more = pool.length - named.length;
  return `of ${who} nobody is free: ${joinWords([...named, ...(more > 0 ? [`${more} more are not free`] : [])], "and")}`;
}
