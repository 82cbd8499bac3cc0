import { at } from "./statistics.ts";

/** A past value and what each method had expected; a method without an answer is absent. */
export type Judged = {
  actual: number;
  forecasts: Readonly<Record<string, { point: number }>>;
};

/** Shares by method's name: none negative, the sum 1. */
export type MethodWeights = Readonly<Record<string, number>>;

/** With this many judged values the learned weights count as much as the defaults. */
const TRUST_AT = 24;
const FIRST_MOVE = 0.1;
const LAST_MOVE = 0.0125;

/**
 * Learns how much each method should count, from a backtest: the weights with the smallest sum of absolute errors, drawn towards the
 * defaults as long as there is little to learn from (shrinkage: n / (n + 24) of the learned ones). Only methods named in the defaults
 * count; values some method had no forecast for are judged with the others' weights renormalised.
 */
export function learnWeights(judged: readonly Judged[], defaults: MethodWeights): MethodWeights {
  const names = Object.keys(defaults);
  const start = normalised(names.map((name) => Math.max(0, defaults[name] ?? 0)));
  const rows = judged.flatMap(({ actual, forecasts }) => {
    const points = names.map((name) => forecasts[name]?.point ?? Number.NaN);
    return Number.isFinite(actual) && points.some(Number.isFinite) ? [{ actual, points }] : [];
  });
  const learned = rows.length > 0 ? smallestError(rows, start) : start;
  const trust = rows.length / (rows.length + TRUST_AT);
  const mixed = start.map((weight, k) => (1 - trust) * weight + trust * at(learned, k));
  return Object.fromEntries(normalised(mixed).map((weight, k) => [names[k] ?? "", weight]));
}

type Row = { actual: number; points: readonly number[] };

/** Moves weight from one method to another as long as that helps, in smaller and smaller moves. */
function smallestError(rows: readonly Row[], start: readonly number[]): number[] {
  let weights = [...start];
  let error = errorOf(rows, weights);
  for (let move = FIRST_MOVE; move >= LAST_MOVE; move /= 2) {
    for (let better = true; better; ) {
      better = false;
      for (const [to] of weights.entries()) {
        for (const [from] of weights.entries()) {
          const amount = Math.min(move, at(weights, from));
          if (to === from || amount <= 0) continue;
          const tried = [...weights];
          tried[to] = at(weights, to) + amount;
          tried[from] = at(weights, from) - amount;
          const triedError = errorOf(rows, tried);
          // A relative margin, so that rounding can't move weight back and forth for ever.
          if (triedError >= error * (1 - 1e-9)) continue;
          weights = tried;
          error = triedError;
          better = true;
        }
      }
    }
  }
  return weights;
}

function errorOf(rows: readonly Row[], weights: readonly number[]): number {
  let error = 0;
  for (const { actual, points } of rows) {
    let sum = 0;
    let total = 0;
    weights.forEach((weight, k) => {
      const point = at(points, k);
      if (!Number.isFinite(point)) return;
      sum += weight * point;
      total += weight;
    });
    // Nobody with a weight answered: as bad as a forecast of nothing.
    error += Math.abs(actual - (total > 0 ? sum / total : 0));
  }
  return error;
}

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  if (total <= 0) return weights.map(() => 1 / weights.length);
  return weights.map((weight) => weight / total);
}
