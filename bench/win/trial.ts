import { monitorEventLoopDelay } from "node:perf_hooks";
import type { LearnerChoice } from "../../src/features/forecast/domain/model/learn.ts";
import { predict } from "../../src/features/forecast/domain/model/predict.ts";
import { trainRequest } from "../../src/features/forecast/domain/model/train.ts";
import type { WinModel } from "../../src/features/forecast/domain/model/win-model.ts";
import { trainInWorker } from "../../src/features/forecast/train/train-in-worker.ts";
import type { Deals } from "./data.ts";

/** A model trained on some deals, what it said of others, and what that cost. */
export type Trial = {
  readonly model: WinModel;
  readonly probabilities: Float64Array;
  readonly outcomes: Uint8Array;
  readonly seconds: number;
  /** Longest the main thread was kept from its other work meanwhile, in milliseconds. */
  readonly blockedMs: number;
};

/** Trains in a worker on the rows `train` of some deals, and asks about the rows `test` of the same or others. */
export async function trial(
  learner: LearnerChoice,
  deals: Deals,
  train: Int32Array,
  asked: Deals,
  test: Int32Array,
): Promise<Trial> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const request = trainRequest(of(deals.rows, train), of(deals.won, train), {
    schema: deals.schema,
    groups: of(deals.deals, train),
    learner,
  });
  const model = await trainInWorker(request);
  const seconds = (performance.now() - start) / 1000;
  delay.disable();
  return {
    model,
    probabilities: predict(model, of(asked.rows, test)),
    outcomes: Uint8Array.from(test, (row) => (asked.won[row] ? 1 : 0)),
    seconds,
    blockedMs: delay.max / 1e6,
  };
}

/** Median milliseconds to predict `count` deals, from rows to probabilities, over nine times after two to warm up. */
export function predictionMs(model: WinModel, deals: Deals, count: number): number {
  const rows = Array.from({ length: count }, (_, at) => deals.rows[at % deals.rows.length] ?? {});
  const times = Array.from({ length: 11 }, () => {
    const start = performance.now();
    predict(model, rows);
    return performance.now() - start;
  });
  return times.slice(2).sort((a, b) => a - b)[4] ?? 0;
}

function of<T>(list: readonly T[], rows: Int32Array): T[] {
  return Array.from(rows, (row) => list[row] as T);
}
