import { AppError } from "../../../../kernel/errors.ts";
import type { Verdict } from "./baseline.ts";
import { type TreeLearner, treeMargins } from "./booster.ts";
import type { Calibration } from "./calibration.ts";
import type { ColumnEncoding, Matrix } from "./encoding.ts";
import type { FeatureSchema } from "./features.ts";
import { type LogisticLearner, logisticMargins } from "./logistic.ts";
import type { FeatureRange, Refusal } from "./refusal.ts";
import type { Scores } from "./scores.ts";

/** What turns encoded rows into log-odds; `rate` says the same of every deal, when the past is too small to learn from. */
export type Learner =
  | TreeLearner
  | LogisticLearner
  | { readonly kind: "rate"; readonly base: number };

/** Scores on deals the model had not learned from, beside simpler answers to the same question. */
export type HeldOutScores = {
  /** `folds`: deals held out at random, four folds. `later`: trained on the past, tested on what followed. */
  readonly how: "folds" | "later";
  readonly model: Scores;
  /** The explainable model beside it; the same scores when it is the one in use. Null when tested on what followed. */
  readonly logistic: Scores | null;
  readonly stageRates: Scores;
  /** Whether to use the model or to fall back on the stage rates. */
  readonly verdict: Verdict;
};

/** A trained win-probability model: plain data that survives JSON, to be stored and read back. */
export type WinModel = {
  readonly format: "dealdesk-win-model";
  readonly version: 1;
  readonly seed: number;
  /** The features it uses. */
  readonly schema: FeatureSchema;
  /** The features it was offered and doesn't use, and why. */
  readonly refused: readonly Refusal[];
  /** What values each used feature had in training: beyond them the model guesses. */
  readonly ranges: readonly FeatureRange[];
  /** How much past it saw. `from` and `to` are the first and last moment outcomes became known, null when not told. */
  readonly trained: {
    readonly rows: number;
    readonly deals: number;
    readonly wonRows: number;
    readonly from: number | null;
    readonly to: number | null;
  };
  readonly encodings: readonly ColumnEncoding[];
  readonly learner: Learner;
  readonly calibration: Calibration;
  /** Empty when the past is too small to hold any of it out: then the stage rates are the better answer. */
  readonly heldOut: readonly HeldOutScores[];
};

/** The log-odds of each row of an encoded matrix, before calibration. */
export function marginsOf(learner: Learner, matrix: Matrix): Float64Array {
  if (learner.kind === "trees") return treeMargins(learner, matrix);
  if (learner.kind === "logistic") return logisticMargins(learner, matrix);
  return new Float64Array(matrix.rows).fill(learner.base);
}

/** Whether the model may be used: it beat the stage rates on what followed its past, or on held-out folds without times. */
export function isTrusted(model: WinModel): boolean {
  const judged = model.heldOut.find(({ how }) => how === "later") ?? model.heldOut[0];
  return judged?.verdict.better ?? false;
}

/** A model read back from storage. Throws `conflict` when it isn't one, or was written by another version. */
export function readWinModel(stored: unknown): WinModel {
  if (!isWinModel(stored))
    throw new AppError(
      "conflict",
      "The stored win model was made by another version of Dealdesk.",
      "Train it again.",
    );
  return stored;
}

function isWinModel(stored: unknown): stored is WinModel {
  return (
    typeof stored === "object" &&
    stored !== null &&
    "format" in stored &&
    stored.format === "dealdesk-win-model" &&
    "version" in stored &&
    stored.version === 1
  );
}
