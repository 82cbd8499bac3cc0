import { AppError } from "../../../../kernel/errors.ts";
import { rateOf, stageRates } from "./baseline.ts";
import { type DealRow, type FeatureTable, tableOf, takeRows } from "./features.ts";
import { predictTable } from "./predict.ts";
import { type TrainOptions, type TrainRequest, trainOn, trainRequest } from "./train.ts";
import { isTrusted, type WinModel } from "./win-model.ts";

/** What became of a deal after a row was true: it closed after so many days, or is still open after so many. */
export type TimeOutcome = { readonly days: number; readonly closed: boolean };

/** A trained model of when deals close: plain data that survives JSON. */
export type TimeModel = {
  readonly format: "dealdesk-time-model";
  readonly version: 1;
  /** The last day of each period, counted from the day the row was true. What closes later counts as beyond the horizon. */
  readonly periods: readonly number[];
  /** Share of deals open at a period's start that closed in it: the answer without features (a life table). */
  readonly lifeTable: readonly number[];
  /** The same share by the deal's features; its held-out scores are beside the life table. */
  readonly hazard: WinModel;
};

/** The chance that the deal has closed by the end of each period, never falling. */
export type TimeForecast = readonly number[];

/** What {@link trainTime} needs: it can go to another thread. */
export type TimeRequest = {
  readonly kind: "time";
  readonly periods: readonly number[];
  readonly lesson: TrainRequest;
};

/** A week, two, a month, two, a quarter, two, a year. */
const PERIODS = [7, 14, 30, 60, 90, 180, 365] as const;
/** The feature that says which period a row asks about; no feature of a deal may have this name. */
const PERIOD = "period of close";

/** How to train: as a win model, but stages play no part. */
export type TimeOptions = Omit<TrainOptions, "stages" | "times"> & {
  /** The day each row was true, as a number of days since any day; then the model is also tested on what followed its past. */
  readonly asOf?: readonly number[] | undefined;
  /** Growing last days of the periods; default 7, 14, 30, 60, 90, 180, 365. */
  readonly periods?: readonly number[] | undefined;
};

/**
 * The rows as a request: each deal once for each period it was open at the start of, asking whether it closed in it (Allison
 * 1982, discrete-time hazard). A deal still open counts in the periods it has lived through, so slow deals aren't left out.
 */
export function timeRequest(
  rows: readonly DealRow[],
  outcomes: readonly TimeOutcome[],
  { periods = PERIODS, asOf, ...options }: TimeOptions,
): TimeRequest {
  if (periods.length === 0 || periods.some((end, at) => end <= (periods[at - 1] ?? 0)))
    throw new AppError(
      "bad_input",
      `The periods end on days ${periods.join(", ")}, which don't grow.`,
      "Give growing numbers of days above 0, such as 7, 30, 90.",
    );
  const request = trainRequest(
    rows,
    outcomes.map(({ closed }) => closed),
    options,
  );
  const at: number[] = [];
  const period: number[] = [];
  const closed: number[] = [];
  const known: number[] = [];
  for (const [row, outcome] of outcomes.entries())
    for (const [which, answer] of answersOf(outcome, periods).entries()) {
      at.push(row);
      period.push(which);
      closed.push(answer);
      known.push((asOf?.[row] ?? 0) + (answer ? outcome.days : (periods[which] ?? 0)));
    }
  const picked = Int32Array.from(at);
  const lesson: TrainRequest = {
    ...request,
    table: withPeriod(takeRows(request.table, picked), Float64Array.from(period)),
    outcomes: Uint8Array.from(closed),
    groups: Int32Array.from(picked, (row) => request.groups[row] ?? 0),
    times: asOf
      ? {
          asOf: Float64Array.from(picked, (row) => asOf[row] ?? 0),
          known: Float64Array.from(known),
        }
      : null,
    stages: period.map(String),
  };
  return { kind: "time", periods, lesson };
}

/** Trains on a request already made. */
export function trainTime({ periods, lesson }: TimeRequest): TimeModel {
  const hazard = trainOn(lesson);
  const rates = stageRates(lesson.stages ?? [], lesson.outcomes);
  const lifeTable = periods.map((_, at) => rateOf(rates, String(at)));
  return { format: "dealdesk-time-model", version: 1, periods, lifeTable, hazard };
}

/**
 * Trains a model of the days until deals close. For the chance of being *won* in a period, either train on won deals only, or
 * on all closed and open ones, and multiply by the win probability; the second way does not favour quick deals.
 */
export function trainTimeModel(
  rows: readonly DealRow[],
  outcomes: readonly TimeOutcome[],
  options: TimeOptions,
): TimeModel {
  return trainTime(timeRequest(rows, outcomes, options));
}

/** When each deal closes; by the life table when the features did not beat it on held-out deals. */
export function predictTime(model: TimeModel, rows: readonly DealRow[]): TimeForecast[] {
  const byFeatures = isTrusted(model.hazard) ? hazardsOf(model, rows) : null;
  return rows.map((_, row) => {
    let open = 1;
    return model.periods.map((_, at) => {
      open *= 1 - (byFeatures?.[at]?.[row] ?? model.lifeTable[at] ?? 0);
      return 1 - open;
    });
  });
}

/** The chance of closing within so many days: straight between the ends of periods, level beyond the last. */
export function chanceBy({ periods }: TimeModel, forecast: TimeForecast, days: number): number {
  const at = periods.findIndex((end) => end >= days);
  if (at < 0) return forecast.at(-1) ?? 0;
  const [from, to] = [periods[at - 1] ?? 0, periods[at] ?? 0];
  const [low, high] = [forecast[at - 1] ?? 0, forecast[at] ?? 0];
  return low + ((high - low) * (Math.max(0, days) - from)) / (to - from);
}

/** The days within which the deal closes with the given chance (0.5 is the median), or null beyond the horizon. */
export function daysUntil(
  { periods }: TimeModel,
  forecast: TimeForecast,
  chance: number,
): number | null {
  const at = forecast.findIndex((each) => each >= chance);
  if (at < 0) return null;
  const [from, to] = [periods[at - 1] ?? 0, periods[at] ?? 0];
  const [low, high] = [forecast[at - 1] ?? 0, forecast[at] ?? 0];
  return high > low ? from + ((to - from) * (chance - low)) / (high - low) : from;
}

/** For each period the deal was open at the start of and seen to the end of: 1 when it closed in it. */
function answersOf({ days, closed }: TimeOutcome, periods: readonly number[]): number[] {
  const answers: number[] = [];
  for (const end of periods) {
    if (closed && days <= end) return [...answers, 1];
    if (days < end) break;
    answers.push(0);
  }
  return answers;
}

function hazardsOf(model: TimeModel, rows: readonly DealRow[]): Float64Array[] {
  const features = model.hazard.schema.filter(({ name }) => name !== PERIOD);
  const table = tableOf(features, rows);
  return model.periods.map((_, at) =>
    predictTable(model.hazard, withPeriod(table, new Float64Array(rows.length).fill(at))),
  );
}

function withPeriod(table: FeatureTable, values: Float64Array): FeatureTable {
  return {
    schema: [...table.schema, { name: PERIOD, kind: "number" }],
    length: table.length,
    columns: [...table.columns, { kind: "number", values }],
  };
}
