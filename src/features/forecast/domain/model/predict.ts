import { calibrated } from "./calibration.ts";
import { encode } from "./encoding.ts";
import { type DealRow, type FeatureTable, tableOf } from "./features.ts";
import { marginsOf, type WinModel } from "./win-model.ts";

/**
 * The win probability of each row, above 0 and below 1. Features the model doesn't know are ignored, absent ones are missing,
 * unseen categories count as missing; a row's answer never depends on the other rows. Throws `bad_input` for text in a number.
 */
export function predict(model: WinModel, rows: readonly DealRow[]): Float64Array {
  return predictTable(model, tableOf(model.schema, rows));
}

/** The win probability of each row of a table. */
export function predictTable(model: WinModel, table: FeatureTable): Float64Array {
  const margins = marginsOf(model.learner, encode(model.encodings, table));
  return margins.map((margin) => probabilityOf(model, margin));
}

/**
 * The calibrated probability of log-odds. It stays as far from 0 and 1 as one more deal of the other outcome in the whole
 * past would put it: nobody is told that a deal can't be lost.
 */
export function probabilityOf({ calibration, trained }: WinModel, margin: number): number {
  const least = 1 / (trained.deals + 2);
  return Math.min(1 - least, Math.max(least, calibrated(calibration, margin)));
}
