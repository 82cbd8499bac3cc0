import { AppError } from "../../../../kernel/errors.ts";
import { beatsBaseline, rateOf, stageRates } from "./baseline.ts";
import { type DealRow, type FeatureSchema, tableOf, takeFeatures, takeRows } from "./features.ts";
import { groupCodes, type RowTimes, splitAt, timeOrderedSplit } from "./folds.ts";
import {
  canLearn,
  type Learned,
  type LearnerChoice,
  type Lesson,
  learn,
  rateLearner,
} from "./learn.ts";
import { predictTable } from "./predict.ts";
import { rangesOf, refusals } from "./refusal.ts";
import { scoresOf } from "./scores.ts";
import type { HeldOutScores, WinModel } from "./win-model.ts";

/** Everything a training needs, as plain data and typed arrays: it can go to another thread. */
export type TrainRequest = Lesson & {
  readonly seed: number;
  readonly learner: LearnerChoice;
  /** When rows were true and outcomes known; then the model is also tested on what followed its past. */
  readonly times: RowTimes | null;
  /** The stage of each row, for the stage rates the model must beat; null where there are no stages. */
  readonly stages: readonly (string | null)[] | null;
};

/** How to train. Each list has one entry per row. */
export type TrainOptions = {
  readonly schema: FeatureSchema;
  /** The deal or account of each row; default: each row is a deal of its own. */
  readonly groups?: readonly (string | number)[] | undefined;
  /** Moments in any one growing unit. */
  readonly times?:
    | { readonly asOf: readonly number[]; readonly known: readonly number[] }
    | undefined;
  readonly stages?: readonly (string | null)[] | undefined;
  /** Default `best`. */
  readonly learner?: LearnerChoice | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
};

/** The share of the past that trains the model tested on what followed. */
const PAST = 0.75;

/** The rows and options as a request. Throws `bad_input` when a list isn't as long as the rows, or there are no rows. */
export function trainRequest(
  rows: readonly DealRow[],
  outcomes: readonly boolean[],
  options: TrainOptions,
): TrainRequest {
  const { groups, times, stages } = options;
  for (const [name, list] of Object.entries({ outcomes, groups, stages, ...times }))
    if (list && list.length !== rows.length)
      throw new AppError(
        "bad_input",
        `There are ${rows.length} rows, but ${list.length} entries in “${name}”.`,
        "Give one for each row.",
      );
  return {
    table: tableOf(options.schema, rows),
    outcomes: Uint8Array.from(outcomes, Number),
    groups: groups ? groupCodes(groups) : Int32Array.from(rows, (_, row) => row),
    seed: options.seed ?? 1,
    learner: options.learner ?? "best",
    times: times
      ? { asOf: Float64Array.from(times.asOf), known: Float64Array.from(times.known) }
      : null,
    stages: stages ?? null,
  };
}

/**
 * Trains a win-probability model on closed deals (`outcomes`: true is won). The same rows, options and seed give the same
 * model. It takes seconds for tens of thousands of rows: in the bot, use the thread of `train/train-in-worker.ts`.
 */
export function trainWinModel(
  rows: readonly DealRow[],
  outcomes: readonly boolean[],
  options: TrainOptions,
): WinModel {
  return trainOn(trainRequest(rows, outcomes, options));
}

/** Trains as {@link trainWinModel}, on a request already made. */
export function trainOn(request: TrainRequest): WinModel {
  const { outcomes, groups, seed, times } = request;
  if (outcomes.length === 0)
    throw new AppError(
      "bad_input",
      "There is no closed deal to learn from.",
      "Train once deals have been won and lost.",
    );
  const refused = refusals(request.table, groups);
  const out = new Set(refused.map(({ feature }) => feature));
  const names = request.table.schema.map(({ name }) => name).filter((name) => !out.has(name));
  const table = takeFeatures(request.table, new Set(names));
  const known = times?.known;
  const start: WinModel = {
    format: "dealdesk-win-model",
    version: 1,
    seed,
    schema: table.schema,
    refused,
    ranges: rangesOf(table),
    trained: {
      rows: outcomes.length,
      deals: new Set(groups).size,
      wonRows: outcomes.reduce((sum, outcome) => sum + outcome, 0),
      from: known?.reduce((least, at) => Math.min(least, at)) ?? null,
      to: known?.reduce((most, at) => Math.max(most, at)) ?? null,
    },
    encodings: [],
    learner: rateLearner(outcomes),
    calibration: { kind: "none" },
    heldOut: [],
  };
  if (table.schema.length === 0 || !canLearn(request)) return start;
  const learned = learn({ ...request, table }, request.learner, seed);
  const { encodings, learner, calibration } = learned;
  const later = times && testedLater(request, times);
  const heldOut = [...(later ? [later] : []), testedOnFolds(request, learned)];
  return { ...start, encodings, learner, calibration, heldOut };
}

function testedOnFolds(request: TrainRequest, learned: Learned): HeldOutScores {
  const { outcomes, groups, stages } = request;
  const baseline = new Float64Array(outcomes.length);
  for (const fold of new Set(learned.folds)) {
    const { train, test } = splitAt(learned.folds, fold);
    for (const [at, rate] of stageRatesFor(outcomes, stages, train, test).entries())
      baseline[test[at] ?? 0] = rate;
  }
  return {
    how: "folds",
    model: scoresOf(learned.heldOut, outcomes),
    logistic: scoresOf(learned.logisticHeldOut, outcomes),
    stageRates: scoresOf(baseline, outcomes),
    verdict: beatsBaseline({ probabilities: learned.heldOut, outcomes, groups }, baseline),
  };
}

/** Null when the past before the cut is too small to learn from, or nothing followed it. */
function testedLater(request: TrainRequest, times: RowTimes): HeldOutScores | null {
  const { train, test } = timeOrderedSplit(times, request.groups, PAST);
  // A young company's first deals may all have ended after the cut.
  if (train.length === 0 || test.length === 0) return null;
  const past = trainOn({
    ...request,
    table: takeRows(request.table, train),
    outcomes: Uint8Array.from(train, (row) => request.outcomes[row] ?? 0),
    groups: Int32Array.from(train, (row) => request.groups[row] ?? 0),
    times: null,
    stages: null,
  });
  if (past.learner.kind === "rate") return null;
  const probabilities = predictTable(past, takeRows(request.table, test));
  const outcomes = Uint8Array.from(test, (row) => request.outcomes[row] ?? 0);
  const groups = Int32Array.from(test, (row) => request.groups[row] ?? 0);
  const baseline = stageRatesFor(request.outcomes, request.stages, train, test);
  return {
    how: "later",
    model: scoresOf(probabilities, outcomes),
    logistic: null,
    stageRates: scoresOf(baseline, outcomes),
    verdict: beatsBaseline({ probabilities, outcomes, groups }, baseline),
  };
}

/** The rates of the training rows' stages, told of the test rows. */
function stageRatesFor(
  outcomes: Uint8Array,
  stages: readonly (string | null)[] | null,
  train: Int32Array,
  test: Int32Array,
): Float64Array {
  const stageOf = (row: number) => stages?.[row] ?? null;
  const rates = stageRates(
    [...train].map(stageOf),
    Uint8Array.from(train, (row) => outcomes[row] ?? 0),
  );
  return Float64Array.from(test, (row) => rateOf(rates, stageOf(row)));
}
