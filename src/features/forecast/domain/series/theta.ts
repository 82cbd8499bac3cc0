import { smooth } from "./exponential-smoothing.ts";
import { findMinimum } from "./simplex-search.ts";
import { at, lineThrough, meanAbsolute, sequence } from "./statistics.ts";

/**
 * The Theta method (Assimakopoulos and Nikolopoulos, 2000), winner of the M3 competition, in the form of Hyndman and Billah
 * (2003): simple smoothing plus half of the line's slope. For a series without season.
 */
export function theta(values: readonly number[], horizon: number): number[] {
  const { slope } = lineThrough(values);
  const { point, alpha } = smooth(values, horizon, "none");
  const lag = (1 - (1 - alpha) ** values.length) / alpha;
  return point.map((level, step) => level + (slope / 2) * (step + lag));
}

type Parameters = { alpha: number; theta: number; level: number };

/**
 * The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, 2016): the weight of the line is
 * estimated, and the line is fitted again at each step. For a series without season.
 */
export function dynamicTheta(values: readonly number[], horizon: number): number[] {
  const unit = meanAbsolute(values) || 1;
  const scaled = values.map((value) => value / unit);
  const parameters = ([alpha = 0.5, level = 0, weight = 2]: readonly number[]): Parameters => ({
    alpha,
    theta: weight,
    level,
  });
  const { values: fitted } = findMinimum(
    (tried) => walk(scaled, parameters(tried), 0).squares,
    [
      { start: 0.5, step: 0.3, low: 0.05, high: 0.99 },
      { start: at(scaled, 0) / 2, step: 0.2 },
      { start: 2, step: 1, low: 1, high: 20 },
    ],
  );
  return walk(scaled, parameters(fitted), horizon).point.map((value) => value * unit);
}

/** Runs the state equations (7)–(12) of the paper over the past, then on over their own forecasts. */
function walk(scaled: readonly number[], { alpha, theta, level }: Parameters, horizon: number) {
  const pull = 1 - 1 / theta;
  let smoothed = level;
  let intercept = 0;
  let slope = 0;
  let average = 0;
  let squares = 0;
  let remaining = 1;
  const total = scaled.length + horizon;
  const point = sequence(horizon, () => 0);
  for (let time = 1; time <= total; time++) {
    const line = remaining * intercept + ((1 - remaining * (1 - alpha)) / alpha) * slope;
    const known = time <= scaled.length;
    const expected = time === 1 ? at(scaled, 0) : smoothed + pull * line;
    const value = known ? at(scaled, time - 1) : expected;
    if (!known) point[time - scaled.length - 1] = expected;
    else if (time > 2) squares += (value - expected) ** 2;
    smoothed = alpha * value + (1 - alpha) * smoothed;
    slope = time === 1 ? 0 : ((time - 2) * slope + (6 / time) * (value - average)) / (time + 1);
    average = ((time - 1) * average + value) / time;
    intercept = average - ((time + 1) / 2) * slope;
    remaining *= 1 - alpha;
  }
  return { squares, point };
}
