import { at, correctedAkaike, last, mean } from "./statistics.ts";

const HALF = 0.5;

/**
 * Continues the changes from step to step by an autoregression of up to `maxOrder` steps (Burg, 1967), its order by the corrected
 * Akaike criterion, and keeps only `drift` of the mean growth: growth fades more often than it lasts. For a series without season.
 */
export function autoregression(
  values: readonly number[],
  horizon: number,
  { maxOrder = 4, drift = HALF } = {},
): number[] {
  const changes = values.slice(1).map((value, step) => value - at(values, step));
  const growth = mean(changes) * drift;
  const centred = changes.map((change) => change - growth);
  const coefficients = bestOrder(centred, Math.min(maxOrder, Math.floor(changes.length / 4)));
  const walked = [...centred];
  let level = last(values);
  const point: number[] = [];
  for (let step = 0; step < horizon; step++) {
    const next = predicted(walked, walked.length, coefficients);
    walked.push(next);
    level += next + growth;
    point.push(level);
  }
  return point;
}

function bestOrder(centred: readonly number[], maxOrder: number): number[] {
  const variance = mean(centred.map((value) => value * value)) || 1;
  let best: { criterion: number; coefficients: number[] } | null = null;
  for (let order = 0; order <= maxOrder; order++) {
    const coefficients = burg(centred, order);
    let squares = 0;
    for (let step = maxOrder; step < centred.length; step++)
      squares += (at(centred, step) - predicted(centred, step, coefficients)) ** 2;
    const count = centred.length - maxOrder;
    const deviance = count * Math.log(Math.max(squares / count / variance, 1e-12));
    const criterion = correctedAkaike(deviance, count, order + 2);
    if (!best || criterion < best.criterion) best = { criterion, coefficients };
  }
  return best?.coefficients ?? [];
}

function predicted(values: readonly number[], step: number, coefficients: readonly number[]) {
  let sum = 0;
  coefficients.forEach((coefficient, lag) => {
    sum += coefficient * at(values, step - 1 - lag);
  });
  return sum;
}

/** Burg's recursion: coefficients of a stationary autoregression, so that a forecast can't run away. */
function burg(values: readonly number[], order: number): number[] {
  let forward = values.slice(1);
  let backward = values.slice(0, -1);
  let coefficients: number[] = [];
  for (let lag = 0; lag < order; lag++) {
    let together = 0;
    let power = 0;
    forward.forEach((ahead, step) => {
      const behind = at(backward, step);
      together += ahead * behind;
      power += ahead * ahead + behind * behind;
    });
    const reflection = power > 0 ? (2 * together) / power : 0;
    const before = coefficients;
    coefficients = [
      ...before.map((value, k) => value - reflection * at(before, lag - 1 - k)),
      reflection,
    ];
    const [f, b] = [forward, backward];
    forward = f.map((value, step) => value - reflection * at(b, step)).slice(1);
    backward = b.map((value, step) => value - reflection * at(f, step)).slice(0, -1);
  }
  return coefficients;
}
