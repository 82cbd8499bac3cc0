import { findMinimum, type Unknown } from "./simplex-search.ts";
import { correctedAkaike, lineThrough, mean, meanAbsolute } from "./statistics.ts";

/** No trend (simple smoothing), Holt's linear trend, or Gardner and McKenzie's damped trend. */
export type Trend = "none" | "linear" | "damped";

/** A fitted smoothing without season. */
export type Smoothing = {
  point: number[];
  /** How far the level follows each new value, 0 to 1. */
  alpha: number;
  /** One-step errors on the past. */
  errors: number[];
  /** Corrected Akaike criterion: smaller is better. */
  criterion: number;
};

const ALPHA: Unknown = { start: 0.3, step: 0.3, low: 0.001, high: 0.999 };
const BETA: Unknown = { start: 0.1, step: 0.2, low: 0.0001, high: 0.999 };
const DAMPING: Unknown = { start: 0.95, step: -0.08, low: 0.8, high: 0.98 };

/**
 * Exponential smoothing with additive errors, parameters and first states by least squares (Hyndman, Koehler, Snyder and Grose,
 * 2002; damped trend: Gardner and McKenzie, 1985). For a series without season.
 */
export function smooth(values: readonly number[], horizon: number, trend: Trend): Smoothing {
  const unit = meanAbsolute(values) || 1;
  const scaled = values.map((value) => value / unit);
  const model = modelOf(scaled, trend);
  const cost = (tried: readonly number[]) => run(scaled, model.states(tried)).squares;
  const first = findMinimum(cost, model.unknowns);
  // A second start from a quick level: the cost often has one valley with slow and one with quick smoothing.
  const quick = model.unknowns.map((unknown) =>
    unknown === ALPHA ? { ...ALPHA, start: 0.8, step: -0.2 } : unknown,
  );
  const second = findMinimum(cost, quick);
  const { values: fitted } = second.cost < first.cost ? second : first;
  const states = model.states(fitted);
  const errors: number[] = [];
  const ended = run(scaled, states, errors);
  const point: number[] = [];
  let growth = 0;
  let damping = 1;
  for (let step = 0; step < horizon; step++) {
    damping *= states.damping;
    growth += damping * ended.slope;
    point.push(unit * (ended.level + growth));
  }
  const count = values.length;
  const deviance = count * Math.log(Math.max(ended.squares / count, 1e-12));
  return {
    point,
    alpha: states.alpha,
    errors: errors.map((error) => error * unit),
    criterion: correctedAkaike(deviance, count, fitted.length + 1),
  };
}

/** The best of the three trends by the corrected Akaike criterion. */
export function bestSmoothing(values: readonly number[], horizon: number): Smoothing {
  const all = (["none", "linear", "damped"] as const).map((trend) =>
    smooth(values, horizon, trend),
  );
  return all.reduce((best, each) => (each.criterion < best.criterion ? each : best));
}

type States = { alpha: number; beta: number; damping: number; level: number; slope: number };
type Model = { unknowns: Unknown[]; states(tried: readonly number[]): States };

function modelOf(scaled: readonly number[], trend: Trend): Model {
  const line = lineThrough(scaled.slice(0, 10));
  const start = line.intercept - line.slope;
  const level = { start, step: 0.1 };
  const slope = { start: line.slope, step: 0.02 };
  switch (trend) {
    case "none":
      return {
        unknowns: [ALPHA, { start: mean(scaled.slice(0, 4)), step: 0.1 }],
        states: ([alpha = 0, level = 0]) => ({ alpha, beta: 0, damping: 1, level, slope: 0 }),
      };
    case "linear":
      return {
        unknowns: [ALPHA, BETA, level, slope],
        states: ([alpha = 0, share = 0, level = 0, slope = 0]) => ({
          alpha,
          beta: share * alpha,
          damping: 1,
          level,
          slope,
        }),
      };
    case "damped":
      return {
        unknowns: [ALPHA, BETA, DAMPING, level, slope],
        states: ([alpha = 0, share = 0, damping = 1, level = 0, slope = 0]) => ({
          alpha,
          beta: share * alpha,
          damping,
          level,
          slope,
        }),
      };
  }
}

/** Walks over the past. `errors` takes the one-step errors where they are wanted: the search, which runs this often, does not. */
function run(scaled: readonly number[], from: States, errors?: number[]) {
  const { alpha, beta, damping } = from;
  let { level, slope } = from;
  let squares = 0;
  for (const value of scaled) {
    const expected = level + damping * slope;
    const error = value - expected;
    squares += error * error;
    errors?.push(error);
    level = expected + alpha * error;
    slope = damping * slope + beta * error;
  }
  return { level, slope, squares };
}
