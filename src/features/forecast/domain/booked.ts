import { addDays, type Day, daysBetween, type Period, periodOf } from "../../../kernel/dates.ts";

/** What was won on a day, in minor units of one currency. */
export type BookedDay = { day: Day; amount: number };

/** What was won from the first to the last day of a period. */
export function bookedIn(booked: readonly BookedDay[], { from, to }: Period): number {
  return booked.reduce((sum, { day, amount }) => sum + (day >= from && day <= to ? amount : 0), 0);
}

/** The step of a booked-revenue series. */
export type Grain = "month" | "quarter";

/** Whole months or quarters and what was won in each, oldest first; what is not over yet is not in it. */
export type BookedSeries = { periods: Period[]; values: number[] };

/** The series from the first win to the last month or quarter that is over when a day is. */
export function seriesThrough(
  booked: readonly BookedDay[],
  through: Day,
  grain: Grain,
): BookedSeries {
  const first = booked.reduce<Day | null>(
    (least, { day }) => (least === null || day < least ? day : least),
    null,
  );
  const periods: Period[] = [];
  if (first !== null)
    for (let one = periodOf(grain, first); one.to <= through; one = after(one, grain))
      periods.push(one);
  const values = new Map(periods.map((one) => [one.from, 0]));
  for (const { day, amount } of booked) {
    const start = periodOf(grain, day).from;
    const sum = values.get(start);
    if (sum !== undefined) values.set(start, sum + amount);
  }
  return { periods, values: [...values.values()] };
}

/** The month or quarter after another. */
export function after(period: Period, grain: Grain): Period {
  return periodOf(grain, addDays(period.to, 1));
}

const MOST_PERIODS = 12;
/** An even flow counts as much as this many average periods. */
const EVEN_PERIODS = 2;

/**
 * Which share of a month or quarter's bookings usually comes after as much of it is over as on that day: months are often won at
 * their end. Learned from the last 12 whole ones, leaning on an even flow; 1 before it begins, 0 when it is over.
 */
export function shareAhead(
  booked: readonly BookedDay[],
  past: readonly Period[],
  current: Period,
  through: Day,
): number {
  const gone = daysBetween(current.from, through) + 1;
  const length = daysBetween(current.from, current.to) + 1;
  if (gone <= 0) return 1;
  if (gone >= length) return 0;
  let all = 0;
  let late = 0;
  const known = past.slice(-MOST_PERIODS);
  for (const period of known) {
    const same = Math.round((gone / length) * (daysBetween(period.from, period.to) + 1));
    all += bookedIn(booked, period);
    late += bookedIn(booked, { from: addDays(period.from, same), to: period.to });
  }
  const even = known.length > 0 ? (EVEN_PERIODS * all) / known.length : 0;
  const linear = 1 - gone / length;
  return all + even > 0 ? (late + even * linear) / (all + even) : linear;
}
