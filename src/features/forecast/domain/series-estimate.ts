import type { Day } from "../../../kernel/dates.ts";
import {
  after,
  type BookedDay,
  bookedIn,
  type Grain,
  seriesThrough,
  shareAhead,
} from "./booked.ts";
import type { Answer } from "./method.ts";
import type { ForecastPeriod } from "./period.ts";
import { seasonal, trend } from "./series/methods.ts";
import { isTooShort } from "./series/series.ts";

/** How series are read: what the workspace's settings say. */
export type SeriesSettings = {
  /** Periods of history a series must have at least. */
  minPeriods: number;
  /** A season's length: 12 months, or 4 quarters. */
  seasonalPeriod: 4 | 12;
};

const LEVEL = 0.8;
/** Half of an 80 % interval in standard deviations of a normal distribution. */
const HALF = 1.2816;

/**
 * Continues what was booked to the end of a period: won so far + what the series expects of the months (or quarters) that are not
 * over. Of one that has begun only the share counts that usually comes in the days it has left.
 */
export function seriesEstimate(
  name: "trend" | "seasonal",
  booked: readonly BookedDay[],
  period: ForecastPeriod,
  through: Day,
  { minPeriods, seasonalPeriod }: SeriesSettings,
): Answer {
  const grain: Grain = seasonalPeriod === 4 && period.kind !== "month" ? "quarter" : "month";
  const { periods, values } = seriesThrough(booked, through, grain);
  const last = periods.at(-1);
  const method = name === "trend" ? trend : seasonal;
  const season = grain === "month" ? 12 : 4;
  const minLength = Math.max(minPeriods, method.minLength(season));
  if (!last || periods.length < minLength)
    return {
      silent: `${name} needs ${minLength} whole ${grain}s of bookings, and there ${periods.length === 1 ? "is 1" : `are ${periods.length}`}`,
    };
  const steps = [];
  for (let one = after(last, grain); one.from <= period.to; one = after(one, grain))
    steps.push(one);
  const won = bookedIn(booked, period);
  const first = steps.findIndex((one) => one.to >= period.from);
  if (first < 0) return { total: won, spread: 0, notes: [] };
  const ahead = method.forecast({ values, period: season }, steps.length, { floor: 0, minLength });
  if (isTooShort(ahead)) return { silent: ahead.tooShort };
  let counted = 0;
  let whole = 0;
  steps.forEach((one, step) => {
    if (step < first) return;
    const value = Math.max(0, ahead.point[step] ?? 0);
    whole += value;
    counted += value * shareAhead(booked, periods, one, through);
  });
  const sum = ahead.total(LEVEL, first, steps.length - first);
  const share = whole > 0 ? counted / whole : 1;
  return {
    total: won + counted,
    // Of a part of a month the miss shrinks slower than the part: as the root of it.
    spread: ((sum.upper - sum.lower) / 2 / HALF) * Math.sqrt(share),
    notes: ahead.notes,
  };
}
