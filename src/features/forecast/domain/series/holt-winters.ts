import { type SeasonKind, seasonalIndices } from "./season.ts";
import { findMinimum } from "./simplex-search.ts";
import { at, lineThrough, sequence } from "./statistics.ts";

type Parameters = {
  alpha: number;
  gamma: number;
  beta: number;
  damping: number;
  level: number;
  slope: number;
};

/** Cost of parameters under which a multiplicative forecast is not positive: worse than any real fit. */
const IMPOSSIBLE = 1e9;

/**
 * Holt–Winters' smoothing with a damped trend and a season that moves (Winters, 1960; as the state-space models M,Ad,M and A,Ad,A
 * of Hyndman et al., 2002), by maximum likelihood; first seasons from classical decomposition. Needs two seasons, and for factors
 * values above zero.
 */
export function holtWinters(
  values: readonly number[],
  horizon: number,
  period: number,
  kind: SeasonKind,
): number[] {
  const indices = seasonalIndices(values, period, kind, { shrunk: false });
  const adjusted = values.map((value, step) => {
    const index = at(indices, step % period);
    return kind === "factors" ? value / index : value - index;
  });
  const line = lineThrough(adjusted.slice(0, Math.max(10, period)));
  const parameters = ([
    alpha = 0,
    seasonShare = 0,
    slopeShare = 0,
    damping = 1,
    level = 0,
    slope = 0,
  ]: readonly number[]): Parameters => ({
    alpha,
    gamma: seasonShare * (1 - alpha),
    beta: slopeShare * alpha,
    damping,
    level,
    slope,
  });
  const run = kind === "factors" ? runFactors : runOffsets;
  const { values: fitted } = findMinimum(
    (tried) => run(values, indices, parameters(tried)).deviance,
    [
      { start: 0.3, step: 0.3, low: 0.001, high: 0.999 },
      { start: 0.1, step: 0.1, low: 0.0001, high: 0.6 },
      { start: 0.1, step: 0.2, low: 0.0001, high: 0.999 },
      { start: 0.95, step: -0.08, low: 0.8, high: 0.98 },
      { start: line.intercept - line.slope, step: 0.1 },
      { start: line.slope, step: 0.01 },
    ],
    { rounds: 300, tolerance: 1e-6 },
  );
  const { damping } = parameters(fitted);
  const ended = run(values, indices, parameters(fitted));
  let growth = 0;
  let kept = 1;
  return sequence(horizon, (step) => {
    kept *= damping;
    growth += kept * ended.slope;
    const index = at(ended.season, (values.length + step) % period);
    const base = ended.level + growth;
    return kind === "factors" ? Math.max(base, 0) * index : base + index;
  });
}

function runFactors(values: readonly number[], indices: readonly number[], from: Parameters) {
  const { alpha, beta, gamma, damping } = from;
  let { level, slope } = from;
  const season = [...indices];
  let squares = 0;
  let logs = 0;
  for (const [step, value] of values.entries()) {
    const base = level + damping * slope;
    const index = at(season, step % season.length);
    const expected = base * index;
    if (!(expected > 1e-6)) return { level, slope, season, deviance: IMPOSSIBLE };
    const error = (value - expected) / expected;
    squares += error * error;
    logs += Math.log(expected);
    level = base * (1 + alpha * error);
    slope = damping * slope + beta * base * error;
    season[step % season.length] = index * (1 + gamma * error);
  }
  return { level, slope, season, deviance: deviance(values.length, squares) + 2 * logs };
}

function runOffsets(values: readonly number[], indices: readonly number[], from: Parameters) {
  const { alpha, beta, gamma, damping } = from;
  let { level, slope } = from;
  const season = [...indices];
  let squares = 0;
  for (const [step, value] of values.entries()) {
    const base = level + damping * slope;
    const index = at(season, step % season.length);
    const error = value - base - index;
    squares += error * error;
    level = base + alpha * error;
    slope = damping * slope + beta * error;
    season[step % season.length] = index + gamma * error;
  }
  return { level, slope, season, deviance: deviance(values.length, squares) };
}

/** −2 log likelihood of normal errors, up to a constant. */
function deviance(count: number, squares: number): number {
  return count * Math.log(Math.max(squares / count, 1e-12));
}
