import { subscribe } from "node:diagnostics_channel";
import { Worker } from "node:worker_threads";
import { beforeEach, describe, expect, test } from "vitest";
import {
  timeRequest,
  trainTime,
} from "../../../../src/features/forecast/domain/model/time-model.ts";
import {
  type TrainRequest,
  trainOn,
  trainRequest,
} from "../../../../src/features/forecast/domain/model/train.ts";
import {
  trainInWorker,
  trainTimeInWorker,
} from "../../../../src/features/forecast/train/train-in-worker.ts";
import { madeUpDeals, SCHEMA } from "./made-up-deals.ts";

function request(count: number): TrainRequest {
  const { rows, won } = madeUpDeals(count);
  return trainRequest(rows, won, { schema: SCHEMA });
}

/** The threads started so far; one that has ended has no number any more. */
const started: Worker[] = [];
subscribe("worker_threads", (message) => {
  if (typeof message === "object" && message && "worker" in message)
    if (message.worker instanceof Worker) started.push(message.worker);
});

/** How many threads were started since the last call; fails when one of them still runs. */
function ended(): number {
  for (const { threadId } of started) expect(threadId).toBe(-1);
  return started.splice(0).length;
}

beforeEach(() => void started.splice(0));

describe("training in a thread of its own", () => {
  test("gives the same model, while this thread goes on working", async () => {
    const asked = request(3000);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const model = await trainInWorker(asked);
    clearInterval(timer);
    expect(model).toEqual(trainOn(asked));
    expect(turns).toBeGreaterThan(20);
    expect(ended()).toBe(1);
  });

  test("gives a model of the time to close as well", async () => {
    const { rows } = madeUpDeals(60);
    const outcomes = rows.map((_, row) => ({ days: row, closed: row % 3 > 0 }));
    const asked = timeRequest(rows, outcomes, { schema: SCHEMA });
    expect(await trainTimeInWorker(asked)).toEqual(trainTime(asked));
  });

  test("ends at once when it is called off, with the caller's reason", async () => {
    const caller = new AbortController();
    const training = trainInWorker(request(20_000), { signal: caller.signal });
    setImmediate(() => caller.abort(new Error("The bot is stopping.")));
    await expect(training).rejects.toThrow("The bot is stopping.");
    await expect(trainInWorker(request(10), { signal: caller.signal })).rejects.toThrow("stopping");
    expect(ended()).toBe(1);
  });

  test("hands on what the training refused, in words", async () => {
    const none = trainRequest([], [], { schema: SCHEMA });
    await expect(trainInWorker(none)).rejects.toMatchObject({
      name: "AppError",
      code: "bad_input",
      message: "There is no closed deal to learn from.",
      hint: "Train once deals have been won and lost.",
    });
  });

  test("hands on a bug as it is", async () => {
    const asked = request(100);
    const broken = { ...asked, table: { ...asked.table, length: -1 } };
    await expect(trainInWorker(broken)).rejects.toThrow(RangeError);
  });

  test("ends, and says so, when it needs more memory than it may have", async () => {
    const training = trainInWorker(request(20_000), { memoryMb: 4 });
    await expect(training).rejects.toMatchObject({ code: "ERR_WORKER_OUT_OF_MEMORY" });
    expect(ended()).toBe(1);
  });

  test("refuses more rows than it has memory for", async () => {
    const asked = request(10);
    const huge = { ...asked, table: { ...asked.table, length: 20_000_000 } };
    await expect(trainInWorker(huge)).rejects.toMatchObject({
      code: "bad_input",
      hint: "With 3 features, give the newest 3333333.",
    });
  });
});
