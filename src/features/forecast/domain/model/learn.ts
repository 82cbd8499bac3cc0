import { boost, boosterOptions, logOddsOf, treeMargins } from "./booster.ts";
import { type Calibration, chooseCalibration } from "./calibration.ts";
import { type ColumnEncoding, encode, fitEncoding, type Matrix } from "./encoding.ts";
import { type FeatureTable, takeRows } from "./features.ts";
import { groupedFolds, splitAt } from "./folds.ts";
import { fitLogistic, logisticMargins } from "./logistic.ts";
import { logLoss } from "./scores.ts";
import type { Learner } from "./win-model.ts";

/** Which learner to use; `best` takes trees when they were better on held-out deals, else the logistic regression. */
export type LearnerChoice = "trees" | "logistic" | "best";

/** Rows to learn from: outcomes are 1 won, 0 lost, groups number the deals or accounts that must stay together. */
export type Lesson = {
  readonly table: FeatureTable;
  readonly outcomes: Uint8Array;
  readonly groups: Int32Array;
};

/** What was learned, and what each row was given by models that had not seen its group. */
export type Learned = {
  readonly encodings: readonly ColumnEncoding[];
  readonly learner: Learner;
  readonly calibration: Calibration;
  readonly folds: Int32Array;
  readonly heldOut: Float64Array;
  readonly logisticHeldOut: Float64Array;
};

/** Folds that choose the number of trees, the learner and the calibration. */
const FOLDS = 4;
/** Trees without improvement before a fold stops. */
const PATIENCE = 40;
/** Fewest deals, and fewest deals of each outcome; below them there is only chance to learn. */
const FEWEST = { groups: 30, ofEach: 8 };

/** Whether there is enough past: 30 deals, at least 8 of them won and 8 lost. */
export function canLearn({ outcomes, groups }: Lesson): boolean {
  const sides = [new Set<number>(), new Set<number>()];
  for (const [row, outcome] of outcomes.entries()) sides[outcome]?.add(groups[row] ?? 0);
  return new Set(groups).size >= FEWEST.groups && sides.every(({ size }) => size >= FEWEST.ofEach);
}

/**
 * Learns with everything chosen on held-out folds: the number of trees, the learner, the calibration. Then fits all rows.
 * Encodings are learned anew in each fold, from its training rows only.
 */
export function learn(lesson: Lesson, choice: LearnerChoice, seed: number): Learned {
  const { outcomes, groups } = lesson;
  const folds = groupedFolds(groups, outcomes, FOLDS, seed);
  const trials = Array.from({ length: FOLDS }, (_, fold) => trialOf(lesson, folds, fold, seed));
  const straight = trials.map(({ encodings, train, trained, test }) =>
    logisticMargins(fitLogistic(encodings, train, trained), test),
  );
  const logistic = chooseCalibration(gather(trials, straight), outcomes, folds);
  const boosted = choice === "logistic" ? null : boostTrials(trials, seed);
  const trees = boosted && chooseCalibration(gather(trials, boosted.margins), outcomes, folds);
  const useTrees =
    trees &&
    (choice === "trees" || logLoss(trees.heldOut, outcomes) < logLoss(logistic.heldOut, outcomes));

  const { encodings, matrix } = fitEncoding(lesson.table, outcomes, groups, seed);
  const options = { ...boosterOptions(matrix.rows, seed), rounds: boosted?.rounds ?? 0 };
  const learner = useTrees
    ? boost(matrix, outcomes, options).learner
    : fitLogistic(encodings, matrix, outcomes);
  const { calibration, heldOut } = useTrees ? trees : logistic;
  return { encodings, learner, calibration, folds, heldOut, logisticHeldOut: logistic.heldOut };
}

/** The answer to too small a past: the smoothed win rate for every deal. */
export function rateLearner(outcomes: Uint8Array): Learner {
  return { kind: "rate", base: logOddsOf(outcomes) };
}

/** One fold held out, encoded by what the other folds say. */
type Trial = {
  readonly encodings: readonly ColumnEncoding[];
  readonly train: Matrix;
  readonly trained: Uint8Array;
  readonly test: Matrix;
  readonly tested: Uint8Array;
  /** Where the test rows stand among all rows. */
  readonly rows: Int32Array;
};

function trialOf(
  { table, outcomes, groups }: Lesson,
  folds: Int32Array,
  fold: number,
  seed: number,
): Trial {
  const { train, test } = splitAt(folds, fold);
  const trained = Uint8Array.from(train, (row) => outcomes[row] ?? 0);
  const trainGroups = Int32Array.from(train, (row) => groups[row] ?? 0);
  const { encodings, matrix } = fitEncoding(takeRows(table, train), trained, trainGroups, seed);
  return {
    encodings,
    train: matrix,
    trained,
    test: encode(encodings, takeRows(table, test)),
    tested: Uint8Array.from(test, (row) => outcomes[row] ?? 0),
    rows: test,
  };
}

/** Boosts each trial, finds the number of trees that is best for all of them together, and gives the margins at it. */
function boostTrials(
  trials: readonly Trial[],
  seed: number,
): { rounds: number; margins: Float64Array[] } {
  const boosted = trials.map(({ train, trained, test, tested }) =>
    boost(train, trained, boosterOptions(train.rows, seed), {
      matrix: test,
      outcomes: tested,
      patience: PATIENCE,
    }),
  );
  const rounds = bestRound(boosted.map(({ curve }) => curve)) + 1;
  const margins = trials.map(({ test }, at) => {
    const { base = 0, trees = [] } = boosted[at]?.learner ?? {};
    return treeMargins({ kind: "trees", base, trees: trees.slice(0, rounds) }, test);
  });
  return { rounds, margins };
}

/** The round with the least mean log loss, among those every fold came to. */
function bestRound(curves: readonly (readonly number[])[]): number {
  const length = Math.min(...curves.map((curve) => curve.length));
  const sums = Array.from({ length }, (_, round) =>
    curves.reduce((sum, curve) => sum + (curve[round] ?? 0), 0),
  );
  return sums.indexOf(Math.min(...sums));
}

/** What each trial gave its test rows, in the order of all rows. */
function gather(trials: readonly Trial[], given: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(trials.reduce((sum, { rows }) => sum + rows.length, 0));
  for (const [at, { rows }] of trials.entries())
    for (const [place, row] of rows.entries()) all[row] = given[at]?.[place] ?? 0;
  return all;
}
