import type { Period, SeriesForecast } from "./series.ts";
import { reachOf } from "./spread.ts";
import { at } from "./statistics.ts";

/** How alike the errors of two steps of one forecast are: measured on M3, where sums of steps missed by this much. */
const ALIKE = 0.55;

type Parts = {
  point: readonly number[];
  /** Usual size of the error of every step, in the series' unit. */
  sizes: readonly number[];
  period: Period;
  floor: number;
  notes: readonly string[];
};

/** Makes the answer: points and intervals held above the floor, sums of steps with the interval of a sum. */
export function forecastFrom({ point, sizes, period, floor, notes }: Parts): SeriesForecast {
  const held = point.map((value) => Math.max(value, floor));
  const stopped = point.some((value) => value < floor);
  const lower = (value: number, reach: number, steps: number) =>
    Math.max(value - reach, floor * steps);
  return {
    point: held,
    notes: stopped
      ? [...notes, `The trend points below ${floor}: the forecast stops there.`]
      : [...notes],
    interval(level) {
      const reach = reachOf(level, period);
      return {
        lower: held.map((value, step) => lower(value, reach * at(sizes, step), 1)),
        upper: held.map((value, step) => value + reach * at(sizes, step)),
      };
    },
    total(level, first = 0, count = held.length - first) {
      const sum = held.slice(first, first + count).reduce((a, b) => a + b, 0);
      const reach = reachOf(level, period) * sizeOfSum(sizes.slice(first, first + count));
      return { point: sum, lower: lower(sum, reach, count), upper: sum + reach };
    },
  };
}

/** The error size of a sum whose parts' errors are alike: variances add up, and so does the covariance of each pair. */
function sizeOfSum(sizes: readonly number[]): number {
  let sum = 0;
  let squares = 0;
  for (const size of sizes) {
    sum += size;
    squares += size * size;
  }
  return Math.sqrt((1 - ALIKE) * squares + ALIKE * sum * sum);
}
