import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  nextPeriod,
  type Period,
  periodLabel,
  periodOf,
} from "../../../kernel/dates.ts";

/** What a forecast is made for. */
export const FORECAST_PERIODS = ["month", "quarter", "year"] as const;
export type ForecastKind = (typeof FORECAST_PERIODS)[number];

/** A whole month, quarter or year that is forecast. */
export type ForecastPeriod = Period & { kind: ForecastKind };

/** The month, quarter or year a day lies in. */
export function forecastPeriod(kind: ForecastKind, day: Day): ForecastPeriod {
  return { kind, ...periodOf(kind, day) };
}

/** "Q4 2026", "November 2026", "2026": the period as people read it. */
export function forecastLabel({ kind, from }: Pick<ForecastPeriod, "kind" | "from">): string {
  return periodLabel(kind, from);
}

/** The periods of that kind that begin in a span of days, oldest first. */
export function periodsBetween(kind: ForecastKind, from: Day, to: Day): ForecastPeriod[] {
  const periods: ForecastPeriod[] = [];
  for (let period = periodOf(kind, from); period.from <= to; period = nextPeriod(kind, period.from))
    if (period.from >= from) periods.push({ kind, ...period });
  return periods;
}

/**
 * What of a period is still ahead when a day is over: deals that close more than `after` and at most `upTo` days after it count.
 * Null when the period is over as well.
 */
export type Ahead = { after: number; upTo: number };

/** The days of a period that come after a day. */
export function aheadOf(period: Period, day: Day): Ahead | null {
  const upTo = daysBetween(day, period.to);
  if (upTo <= 0) return null;
  return { after: Math.max(0, daysBetween(day, period.from) - 1), upTo };
}

const MOST_ORIGINS = 12;

/**
 * Past days that stood as this day stands: the same day of earlier months, whose own days ahead are all over by now, and not before
 * the history begins. What happened after them is what chances are learned from.
 */
export function originsBefore(day: Day, { upTo }: Ahead, first: Day): Day[] {
  const origins: Day[] = [];
  for (let months = 1; origins.length < MOST_ORIGINS; months++) {
    const origin = addMonths(day, -months);
    if (origin < first) break;
    if (addDays(origin, upTo) <= day) origins.push(origin);
  }
  return origins;
}

/** Where a close date lies, seen from a day: within the days ahead, before or after them, or nowhere. */
export const DUES = ["in_time", "early", "later", "none"] as const;
export type Due = (typeof DUES)[number];

/** The due of a close date, seen from a day. */
export function dueOn(day: Day, closeDate: Day | null, { after, upTo }: Ahead): Due {
  if (closeDate === null) return "none";
  const days = daysBetween(day, closeDate);
  if (days <= after) return "early";
  return days <= upTo ? "in_time" : "later";
}

/** How much of a period is over: where a forecast was made, and where accuracy is measured. */
export const PHASES = ["ahead", "start", "third", "two_thirds"] as const;
export type Phase = (typeof PHASES)[number];

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  ahead: "one period ahead",
  start: "at its start",
  third: "a third in",
  two_thirds: "two thirds in",
};

/** The phase in words that finish "a forecast made …". */
export function phaseWords(phase: Phase): string {
  return PHASE_WORDS[phase];
}

/** The phase a period is in when a day is over; whatever lies before its start by more than a period counts as ahead. */
export function phaseOn(period: Period, day: Day): Phase {
  const length = daysBetween(period.from, period.to) + 1;
  const gone = daysBetween(period.from, day) + 1;
  if (gone <= -length / 2) return "ahead";
  const share = gone / length;
  if (share < 1 / 6) return "start";
  return share < 1 / 2 ? "third" : "two_thirds";
}

/** The last day that was over when a forecast of a phase is made. */
export function dayOfPhase(period: ForecastPeriod, phase: Phase): Day {
  const before = addDays(period.from, -1);
  if (phase === "ahead") return addDays(periodOf(period.kind, before).from, -1);
  const length = daysBetween(period.from, period.to) + 1;
  const share = phase === "start" ? 0 : phase === "third" ? 1 / 3 : 2 / 3;
  return addDays(before, Math.round(length * share));
}
