import { expectedSum, treeContributions } from "./attribution.ts";
import { encode, type Matrix } from "./encoding.ts";
import { type DealRow, tableOf } from "./features.ts";
import { logisticContributions } from "./logistic.ts";
import { probabilityOf } from "./predict.ts";
import { type Learner, marginsOf, type WinModel } from "./win-model.ts";

/** A fact that moved a deal's probability. */
export type Reason = {
  readonly feature: string;
  /** What the deal says; null when it is not known, which may be a reason too. */
  readonly value: number | string | null;
  /** Percentage points the probability would lose without this fact; negative when it would gain. */
  readonly effect: number;
};

/** Why a deal got its probability. */
export type Explanation = {
  readonly probability: number;
  /** The log-odds of the deal before calibration, and of a deal of which nothing is known. */
  readonly margin: number;
  readonly base: number;
  /** What each feature adds to the log-odds: with `base` they sum to `margin`. */
  readonly contributions: readonly { readonly feature: string; readonly margin: number }[];
  /** The features that moved the probability most, the strongest first. */
  readonly reasons: readonly Reason[];
};

/** Effects under this many percentage points are not worth a line. */
const NOTICEABLE = 0.05;

/**
 * Explains one deal by the fair share of each of its features (Shapley): what columns derived from the same feature add counts
 * as that feature. An effect is the probability as it is less the probability with that feature's share taken out, so effects
 * stay within ±100 and are exact for one fact at a time; they need not sum. At most `most` reasons (default 3).
 */
export function explain(model: WinModel, row: DealRow, most = 3): Explanation {
  const matrix = encode(model.encodings, tableOf(model.schema, [row]));
  const margin = marginsOf(model.learner, matrix)[0] ?? model.learner.base;
  const columns = contributionsOf(model.learner, matrix);
  const contributions = model.schema.map(({ name }) => ({
    feature: name,
    margin: model.encodings.reduce(
      (sum, { feature }, at) => sum + (feature === name ? (columns[at] ?? 0) : 0),
      0,
    ),
  }));
  const probability = probabilityOf(model, margin);
  const reasons = contributions
    .map(({ feature, margin: share }) => ({
      feature,
      value: row[feature] ?? null,
      effect: 100 * (probability - probabilityOf(model, margin - share)),
    }))
    .filter(({ effect }) => Math.abs(effect) >= NOTICEABLE)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, most);
  return { probability, margin, base: baseOf(model.learner), contributions, reasons };
}

function contributionsOf(learner: Learner, matrix: Matrix): Float64Array {
  if (learner.kind === "trees") return treeContributions(learner.trees, matrix);
  if (learner.kind === "logistic") return logisticContributions(learner, matrix);
  return new Float64Array(matrix.columns.length);
}

function baseOf(learner: Learner): number {
  return learner.kind === "trees" ? learner.base + expectedSum(learner.trees) : learner.base;
}
