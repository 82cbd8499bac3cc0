import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { AppError } from "../../../kernel/errors.ts";
import type { TimeModel, TimeRequest } from "../domain/model/time-model.ts";
import type { TrainRequest } from "../domain/model/train.ts";
import type { WinModel } from "../domain/model/win-model.ts";
import type { Answer, Training } from "./messages.ts";

/** How a training is carried out. */
export type WorkerOptions = {
  /** Ends the thread at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Most megabytes of JavaScript objects in the thread; default 512. Beyond, it ends and the promise rejects. */
  readonly memoryMb?: number | undefined;
};

/** Most rows × features of one training: about 0.5 GB of columns and their copies, which `memoryMb` does not count. */
const MOST_CELLS = 10_000_000;

/**
 * Trains a win model in a thread of its own, so that the bot goes on answering. Rejects with what the training threw
 * (`bad_input` when there are too many rows). The thread has ended when the promise settles.
 */
export async function trainInWorker(
  request: TrainRequest,
  options: WorkerOptions = {},
): Promise<WinModel> {
  const model = await inThread({ kind: "win", ...request }, request, options);
  if (model.format !== "dealdesk-win-model") throw new Error("The thread trained another model.");
  return model;
}

/** Trains a model of the time to close as {@link trainInWorker} does. */
export async function trainTimeInWorker(
  request: TimeRequest,
  options: WorkerOptions = {},
): Promise<TimeModel> {
  const model = await inThread(request, request.lesson, options);
  if (model.format !== "dealdesk-time-model") throw new Error("The thread trained another model.");
  return model;
}

async function inThread(
  training: Training,
  { table }: TrainRequest,
  { signal, memoryMb = 512 }: WorkerOptions,
): Promise<WinModel | TimeModel> {
  signal?.throwIfAborted();
  const rows = Math.floor(MOST_CELLS / Math.max(1, table.schema.length));
  if (table.length > rows)
    throw new AppError(
      "bad_input",
      `${table.length} rows are more than one training takes.`,
      `With ${table.schema.length} features, give the newest ${rows}.`,
    );
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: training,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  // A thread that fails while it is being ended would otherwise end the process.
  worker.on("error", () => undefined);
  const over = new AbortController();
  const stop = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  try {
    // `once` rejects when the thread emits an error: it threw while starting, or ran out of memory.
    const [answer] = await Promise.race([
      once(worker, "message", { signal: stop }) as Promise<[Answer]>,
      once(worker, "exit", { signal: stop }).then(([code]) => {
        throw new Error(`The training thread ended without an answer (exit code ${code}).`);
      }),
    ]);
    return modelOf(answer);
  } catch (error) {
    // The signal's own reason, not the wrapper `once` puts around it.
    signal?.throwIfAborted();
    throw error;
  } finally {
    over.abort();
    await worker.terminate();
  }
}

function modelOf(answer: Answer): WinModel | TimeModel {
  if (answer.ok) return answer.model;
  if (!answer.refusal) throw answer.error;
  const { code, message, hint } = answer.refusal;
  throw new AppError(code, message, hint);
}
