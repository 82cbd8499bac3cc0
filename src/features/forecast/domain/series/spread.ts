import { smooth } from "./exponential-smoothing.ts";
import { takesLogarithms } from "./logarithms.ts";
import { withoutSeason } from "./season.ts";
import { at, clamp, mean, meanAbsolute, sequence } from "./statistics.ts";

const WARM_UP = 4;
/** The next month is missed by a tenth more than the views say: a combination follows the newest value less closely than they do. */
const NEXT_MONTH = 0.1;

/**
 * The usual size of a forecast's error for every step ahead, from the series' own past: the geometric mean of three views, since each
 * is noisy alone: errors of simple smoothing at every past origin, the same in per cent of the forecast, and the one-step error of
 * damped smoothing grown as its level would. A short past widens it.
 */
export function errorSizes(
  values: readonly number[],
  period: number,
  point: readonly number[],
): number[] {
  const { adjusted, restore } = withoutSeason(values, period);
  const horizon = point.length;
  const flattery = 1 + learnedFrom(values.length, period) / values.length;
  const { alpha } = smooth(adjusted, 1, "none");
  const damped = smooth(adjusted, 1, "damped");
  const oneStep = meanAbsolute(damped.errors);
  const follow = Math.max(0.1, damped.alpha);
  const views = [
    rollingErrors(adjusted, alpha, horizon),
    sequence(horizon, (step) => oneStep * Math.sqrt(1 + step * follow ** 2)),
  ];
  if (takesLogarithms(adjusted)) {
    const relative = rollingErrors(adjusted.map(Math.log), alpha, horizon);
    const seasons = restore(sequence(horizon, () => 1));
    views.push(relative.map((size, step) => size * Math.abs(at(point, step) / at(seasons, step))));
  }
  return sequence(horizon, (step) => {
    const logs = views.map((view) => Math.log(Math.max(at(view, step), 1e-9)));
    const near = period === 12 ? 1 + NEXT_MONTH / (step + 1) : 1;
    return flattery * near * Math.exp(mean(logs));
  });
}

/**
 * How many values' worth of the past went into fitting, so that errors on it flatter: measured by cutting long histories short.
 * The season is the greatest part of it, where there is enough history to take it out.
 */
function learnedFrom(length: number, period: number): number {
  if (period === 1 || length < 2 * period) return 5;
  return period === 12 ? 13 : 8;
}

/** Mean absolute error of simple smoothing at every distance, over all past origins, made never to fall. */
function rollingErrors(values: readonly number[], alpha: number, horizon: number): number[] {
  const sums = sequence(horizon, () => 0);
  const counts = sequence(horizon, () => 0);
  let level = at(values, 0);
  values.forEach((value, origin) => {
    level += alpha * (value - level);
    if (origin < WARM_UP) return;
    for (let step = 0; step < horizon && origin + 1 + step < values.length; step++) {
      sums[step] = at(sums, step) + Math.abs(at(values, origin + 1 + step) - level);
      counts[step] = at(counts, step) + 1;
    }
  });
  const sizes: number[] = [];
  for (let step = 0; step < horizon; step++) {
    const before = sizes.at(-1) ?? 0;
    const grown = before * Math.sqrt((step + 1) / Math.max(1, step));
    const count = at(counts, step);
    sizes.push(count > 0 ? Math.max(before, at(sums, step) / count) : grown);
  }
  return sizes;
}

/**
 * Levels and, for months and for quarters, the multiple of the usual error size within which that share of the errors lay on the M3
 * series of the bench, full and cut to 12 to 60 months (a conformal quantile over many series, where one has too few).
 */
const QUANTILES: readonly { level: number; months: number; quarters: number }[] = [
  { level: 0, months: 0, quarters: 0 },
  { level: 0.5, months: 0.7, quarters: 0.69 },
  { level: 0.8, months: 1.44, quarters: 1.53 },
  { level: 0.9, months: 1.97, quarters: 2.13 },
  { level: 0.95, months: 2.49, quarters: 2.68 },
  { level: 0.98, months: 3.3, quarters: 3.7 },
  { level: 0.99, months: 4, quarters: 4.8 },
];

/** How many usual error sizes an interval of this level reaches to each side; levels are held between 0 and 0.99. */
export function reachOf(level: number, period: number): number {
  const asked = clamp(level, 0, 0.99);
  const column = period === 12 ? "months" : "quarters";
  const above = QUANTILES.findIndex((each) => each.level >= asked);
  const high = QUANTILES[Math.max(1, above)];
  const low = QUANTILES[Math.max(1, above) - 1];
  if (!high || !low) return Number.NaN;
  const share = (asked - low.level) / (high.level - low.level);
  return low[column] + share * (high[column] - low[column]);
}
