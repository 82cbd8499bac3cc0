import {
  addDays,
  addMonths,
  type Day,
  type Period,
  periodLabel,
  periodOf,
} from "../../../kernel/dates.ts";

/** What a quota is set for. */
export const QUOTA_PERIODS = ["month", "quarter", "year"] as const;
export type QuotaPeriod = (typeof QUOTA_PERIODS)[number];

/** A quota as somebody set it, of one person or one team. */
export type Quota = {
  personId: number | null;
  teamId: number | null;
  kind: QuotaPeriod;
  startsOn: Day;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
};

/** Whose quota is asked for; `everyone` is the whole workspace. */
export type QuotaOwner = { personId: number } | { teamId: number } | "everyone";

/** A quota that holds: how much, and whether somebody set just this one or it follows from others. */
export type HeldQuota = { minor: number; currency: string; derived: boolean };

/** A person as quotas see them. */
export type QuotaPerson = { id: number; teamId: number | null };

/** "Q4 2026": the period of a quota as people read it. */
export function quotaPeriodLabel(kind: QuotaPeriod, startsOn: Day): string {
  return periodLabel(kind, startsOn);
}

/**
 * The kind of quota that answers for a span of days: that of exactly a month, a quarter or a year; null for any other span,
 * for which nobody has a quota.
 */
export function quotaPeriodOf({ from, to }: Period): QuotaPeriod | null {
  return (
    QUOTA_PERIODS.find((kind) => {
      const period = periodOf(kind, from);
      return period.from === from && period.to === to;
    }) ?? null
  );
}

/**
 * The quota of a person, a team or everyone for a period, in one currency; null when none follows from what is set.
 * One that is set for just that period holds. Else it is the sum of those set for its quarters or months, else its part of a
 * longer one: a quarter is a fourth of the year, a month a third of its quarter. A team without quotas of its own has the sum of
 * its people's; everyone is all teams and the people without one.
 */
export function heldQuota(
  all: readonly Quota[],
  people: readonly QuotaPerson[],
  owner: QuotaOwner,
  kind: QuotaPeriod,
  day: Day,
  currency: string,
): HeldQuota | null {
  const inCurrency = all.filter((quota) => quota.currency === currency);
  const minorAndHow = resolve(inCurrency, people, owner, kind, periodOf(kind, day).from);
  return minorAndHow && { ...minorAndHow, currency };
}

type Amount = { minor: number; derived: boolean };

function resolve(
  all: readonly Quota[],
  people: readonly QuotaPerson[],
  owner: QuotaOwner,
  kind: QuotaPeriod,
  startsOn: Day,
): Amount | null {
  if (owner === "everyone") {
    const teams = [...new Set([...people, ...all].map((one) => one.teamId))];
    return sum([
      ...teams
        .filter((teamId) => teamId !== null)
        .map((teamId) => resolve(all, people, { teamId }, kind, startsOn)),
      ...people
        .filter((person) => person.teamId === null)
        .map(({ id }) => resolve(all, people, { personId: id }, kind, startsOn)),
    ]);
  }
  const own = all.filter((quota) =>
    "personId" in owner ? quota.personId === owner.personId : quota.teamId === owner.teamId,
  );
  const ofOwn = inPeriod(own, kind, startsOn);
  if (ofOwn || "personId" in owner) return ofOwn;
  return sum(
    people
      .filter((person) => person.teamId === owner.teamId)
      .map(({ id }) => resolve(all, people, { personId: id }, kind, startsOn)),
  );
}

/** What somebody's own quotas say of a period: set, the sum of its parts, or a part of a longer one. */
function inPeriod(own: readonly Quota[], kind: QuotaPeriod, startsOn: Day): Amount | null {
  return (
    setFor(own, kind, startsOn) ?? ofParts(own, kind, startsOn) ?? ofLonger(own, kind, startsOn)
  );
}

function setFor(own: readonly Quota[], kind: QuotaPeriod, startsOn: Day): Amount | null {
  const quota = own.find((one) => one.kind === kind && one.startsOn === startsOn);
  return quota ? { minor: quota.amount, derived: false } : null;
}

function ofParts(own: readonly Quota[], kind: QuotaPeriod, startsOn: Day): Amount | null {
  const part = kind === "year" ? "quarter" : kind === "quarter" ? "month" : null;
  if (!part) return null;
  const { to } = periodOf(kind, startsOn);
  const amounts: (Amount | null)[] = [];
  for (let day = startsOn; day <= to; day = addDays(periodOf(part, day).to, 1))
    amounts.push(setFor(own, part, day) ?? ofParts(own, part, day));
  return sum(amounts);
}

function ofLonger(own: readonly Quota[], kind: QuotaPeriod, startsOn: Day): Amount | null {
  if (kind === "year") return null;
  const longer = kind === "month" ? "quarter" : "year";
  const start = periodOf(longer, startsOn).from;
  const whole = setFor(own, longer, start) ?? ofLonger(own, longer, start);
  if (!whole) return null;
  const parts = longer === "year" ? 4 : 3;
  // What does not divide evenly falls to the first parts, so that the parts add up to the whole.
  const base = Math.floor(whole.minor / parts);
  const at = monthsBetween(start, startsOn) / (longer === "year" ? 3 : 1);
  return { minor: base + (at < whole.minor - base * parts ? 1 : 0), derived: true };
}

function sum(amounts: readonly (Amount | null)[]): Amount | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return null;
  return { minor: known.reduce((total, { minor }) => total + minor, 0), derived: true };
}

function monthsBetween(from: Day, to: Day): number {
  let months = 0;
  while (addMonths(from, months) < to) months++;
  return months;
}
