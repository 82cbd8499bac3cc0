import { logOddsOf } from "./booster.ts";
import type { ColumnEncoding, Matrix } from "./encoding.ts";

/** One term of the sum: a column on a comparable scale, times its weight. */
export type Term = {
  readonly column: number;
  /** How the column is read: as log-odds (rates), on a signed logarithm (numbers), or only whether it is missing. */
  readonly scale: "log-odds" | "log" | "missing";
  readonly mean: number;
  readonly spread: number;
  readonly weight: number;
};

/** Log-odds as a weighted sum: less sharp than trees, but each weight can be read. */
export type LogisticLearner = {
  readonly kind: "logistic";
  readonly base: number;
  readonly terms: readonly Term[];
};

/** Pulls weights to zero, as so many rows of curvature 1. */
const RIDGE = 1;
const MOST_STEPS = 25;

/**
 * Logistic regression by Newton's steps with a small ridge. Numbers enter as signed logarithms, rates as log-odds, all with
 * mean 0 and spread 1; a missing value is the mean, and a term of its own says that it was missing.
 */
export function fitLogistic(
  encodings: readonly ColumnEncoding[],
  matrix: Matrix,
  outcomes: Uint8Array,
): LogisticLearner {
  const base = logOddsOf(outcomes);
  const terms = encodings.flatMap((encoding, column) => termsOf(encoding, column, matrix));
  const inputs = terms.map((term) => inputOf(term, matrix));
  const weights = new Float64Array(terms.length + 1);
  weights[terms.length] = base;
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(inputs, outcomes, weights);
    let largest = 0;
    for (const [at, by] of change.entries()) {
      weights[at] = (weights[at] ?? 0) + by;
      largest = Math.max(largest, Math.abs(by));
    }
    if (largest < 1e-6) break;
  }
  return {
    kind: "logistic",
    base: weights[terms.length] ?? base,
    terms: terms.map((term, at) => ({ ...term, weight: weights[at] ?? 0 })),
  };
}

/** The log-odds of each row. */
export function logisticMargins({ base, terms }: LogisticLearner, matrix: Matrix): Float64Array {
  const margins = new Float64Array(matrix.rows).fill(base);
  for (const term of terms) {
    const input = inputOf(term, matrix);
    for (let row = 0; row < margins.length; row++)
      margins[row] = (margins[row] as number) + term.weight * (input[row] as number);
  }
  return margins;
}

/** What each column adds to the base in a matrix of one row; with the base they sum to its log-odds. */
export function logisticContributions({ terms }: LogisticLearner, matrix: Matrix): Float64Array {
  const sums = new Float64Array(matrix.columns.length);
  for (const term of terms)
    sums[term.column] =
      (sums[term.column] ?? 0) + term.weight * (inputOf(term, matrix)[0] as number);
  return sums;
}

function termsOf({ as }: ColumnEncoding, column: number, matrix: Matrix): Term[] {
  const scales = [as === "rate" ? ("log-odds" as const) : ("log" as const), "missing" as const];
  return scales.flatMap((scale) => {
    const raw = (matrix.columns[column] ?? new Float64Array()).map((value) => scaled(value, scale));
    const known = raw.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
    const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const spread = Math.sqrt(square / Math.max(1, known.length));
    // A column that is the same everywhere says nothing; its weight would be noise.
    return spread > 1e-9 ? [{ column, scale, mean, spread, weight: 0 }] : [];
  });
}

function inputOf({ column, scale, mean, spread }: Term, matrix: Matrix): Float64Array {
  const values = matrix.columns[column] ?? new Float64Array(matrix.rows).fill(NaN);
  return values.map((value) => {
    const known = scaled(value, scale);
    return Number.isNaN(known) ? 0 : (known - mean) / spread;
  });
}

function scaled(value: number, scale: Term["scale"]): number {
  if (scale === "missing") return Number.isNaN(value) ? 1 : 0;
  if (scale === "log") return Math.sign(value) * Math.log1p(Math.abs(value));
  const kept = Math.min(0.999, Math.max(0.001, value));
  return Math.log(kept / (1 - kept));
}

/** One step of Newton's method; the last weight is the base, which the ridge leaves alone. */
function newtonStep(
  inputs: readonly Float64Array[],
  outcomes: Uint8Array,
  weights: Float64Array,
): Float64Array {
  const size = inputs.length + 1;
  const slope = new Float64Array(size);
  const curve = new Float64Array(size * size);
  const at = new Float64Array(size).fill(1);
  for (let row = 0; row < outcomes.length; row++) {
    let margin = 0;
    for (let i = 0; i < size; i++) {
      if (i < size - 1) at[i] = inputs[i]?.[row] as number;
      margin += (at[i] as number) * (weights[i] as number);
    }
    const probability = 1 / (1 + Math.exp(-margin));
    const error = (outcomes[row] as number) - probability;
    const bend = Math.max(1e-6, probability * (1 - probability));
    for (let i = 0; i < size; i++) {
      slope[i] = (slope[i] as number) + error * (at[i] as number);
      const scaledInput = bend * (at[i] as number);
      for (let j = 0; j <= i; j++)
        curve[i * size + j] = (curve[i * size + j] as number) + scaledInput * (at[j] as number);
    }
  }
  for (let i = 0; i < size - 1; i++) {
    slope[i] = (slope[i] as number) - RIDGE * (weights[i] as number);
    curve[i * size + i] = (curve[i * size + i] as number) + RIDGE;
  }
  return solve(curve, slope, size);
}

/** Solves the symmetric system by Cholesky's factors; only the lower triangle of `curve` is read. */
function solve(curve: Float64Array, right: Float64Array, size: number): Float64Array {
  const factor = curve.slice();
  const answer = right.slice();
  const of = (i: number, j: number) => factor[i * size + j] as number;
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = of(i, j);
      for (let k = 0; k < j; k++) sum -= of(i, k) * of(j, k);
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(1e-9, sum)) : sum / of(j, j);
    }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++)
      answer[i] = (answer[i] as number) - of(i, k) * (answer[k] as number);
    answer[i] = (answer[i] as number) / of(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++)
      answer[i] = (answer[i] as number) - of(k, i) * (answer[k] as number);
    answer[i] = (answer[i] as number) / of(i, i);
  }
  return answer;
}
