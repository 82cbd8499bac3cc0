import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { defineJob, type JobOptions, PermanentFailure } from "../../src/jobs/define-job.ts";
import { listFailedJobs } from "../../src/jobs/failed-jobs.ts";
import { createJobs, type Jobs } from "../../src/jobs/queue.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const log = pino({ level: "silent" });
let database: TestDatabase;
let jobs: Jobs;

beforeEach(async () => {
  database = await testDatabase();
  jobs = createJobs({ url: database.url, log });
  await registerWorkspace(database.db, { id: "T1", name: "One" }, new Date(0));
});
afterEach(async () => {
  await jobs.stop();
  await database.close();
});

/** A job that writes down what it was given, and does `deed` besides. */
function noting(
  deed: (done: string[]) => void | Promise<void> = () => {},
  options: Partial<JobOptions> = {},
) {
  return defineJob<{ workspaceId: string; what: string }, string[]>({
    title: "A job of a test",
    name: "test.note",
    data: z.object({ workspaceId: z.string(), what: z.string() }),
    retryDelay: 0,
    ...options,
    async run(done, { what }) {
      done.push(what);
      await deed(done);
    },
  });
}
const data = (what: string) => ({ workspaceId: "T1", what });
const failed = () => inWorkspace(database.db, "T1", (tx) => listFailedJobs(tx, "T1"));

describe("a job put in the queue inside a transaction", () => {
  test("is done after the commit", async () => {
    const done: string[] = [];
    const job = noting();
    await jobs.work([job], done);
    await inWorkspace(database.db, "T1", async (tx) => {
      await jobs.enqueue(tx, job, data("card"));
      expect(done).toEqual([]);
    });
    await jobs.idle();
    expect(done).toEqual(["card"]);
  });

  test("does not exist when the transaction is rolled back", async () => {
    const done: string[] = [];
    const job = noting();
    await jobs.work([job], done);
    const work = inWorkspace(database.db, "T1", async (tx) => {
      await jobs.enqueue(tx, job, data("card"));
      throw new Error("a rule was broken");
    });
    await expect(work).rejects.toThrow("a rule was broken");
    await jobs.idle();
    expect(done).toEqual([]);
  });

  test("is started by the commit, not by the next look at the queue", async () => {
    const started = Promise.withResolvers<void>();
    const job = noting(() => started.resolve(), { pollSeconds: 3_600 });
    await jobs.work([job], []);
    await jobs.idle();
    await inWorkspace(database.db, "T1", (tx) => jobs.enqueue(tx, job, data("at once")));
    await started.promise;
  });
});

test("a backlog is worked off without waiting for a look at the queue between two jobs", async () => {
  const done: string[] = [];
  const job = noting(() => {}, { pollSeconds: 3_600 });
  for (let n = 0; n < 30; n++) await jobs.enqueueNow(job, data(String(n)));
  await jobs.work([job], done);
  await jobs.idle();
  expect(done).toHaveLength(30);
});

test("a key makes one job of many, in its workspace", async () => {
  await registerWorkspace(database.db, { id: "T2", name: "Two" }, new Date(0));
  const done: string[] = [];
  const job = noting();
  for (const what of ["first", "second"]) await jobs.enqueueNow(job, data(what), { key: "Monday" });
  await jobs.enqueueNow(job, { workspaceId: "T2", what: "elsewhere" }, { key: "Monday" });
  await jobs.enqueueNow(job, data("other"), { key: "Tuesday" });
  await jobs.work([job], done);
  await jobs.idle();
  await jobs.enqueueNow(job, data("third"), { key: "Monday" });
  await jobs.idle();
  expect(done.sort()).toEqual(["elsewhere", "first", "other"]);
});

test("a job for later is not done now", async () => {
  const done: string[] = [];
  const job = noting();
  await jobs.work([job], done);
  await jobs.enqueueNow(job, data("in an hour"), { startAfter: 3_600 });
  await jobs.idle();
  expect(done).toEqual([]);
});

test("data that does not fit the job is refused before it is stored", async () => {
  const wrong = { workspaceId: "T1", what: 5 };
  // @ts-expect-error the declared data has a text there
  await expect(jobs.enqueueNow(noting(), wrong)).rejects.toThrow(/expected string/);
});

test("a job defined twice stops the start", async () => {
  await expect(jobs.work([noting(), noting()], [])).rejects.toThrow(/test\.note is defined twice/);
});

describe("a job that fails", () => {
  test("is tried again until it succeeds", async () => {
    const done: string[] = [];
    const job = noting((tries) => {
      if (tries.length < 3) throw new Error("not yet");
    });
    await jobs.work([job], done);
    await jobs.enqueueNow(job, data("x"));
    await jobs.idle();
    expect(done).toEqual(["x", "x", "x"]);
    expect(await failed()).toEqual([]);
  });

  test("stays visible, with its reason, after its last try; and can be tried once more", async () => {
    const done: string[] = [];
    let broken = true;
    const job = noting(
      () => {
        if (broken) throw new Error("the file is gone");
      },
      { retryLimit: 2 },
    );
    await jobs.work([job], done);
    await jobs.enqueueNow(job, data("report"));
    await jobs.idle();
    expect(done).toHaveLength(3);
    const [left, ...others] = await failed();
    expect(others).toEqual([]);
    expect(left).toMatchObject({
      name: "test.note",
      data: data("report"),
      error: "the file is gone",
      failedAt: expect.any(Date),
    });
    broken = false;
    expect(await jobs.retryFailed("T2", left?.id ?? "")).toBe(false);
    expect(await jobs.retryFailed("T1", left?.id ?? "")).toBe(true);
    await jobs.idle();
    expect(done).toHaveLength(4);
    expect(await failed()).toEqual([]);
  });

  test("for good is not tried again", async () => {
    const done: string[] = [];
    const job = noting(() => {
      throw new PermanentFailure("the user is gone");
    });
    await jobs.work([job], done);
    await jobs.enqueueNow(job, data("x"));
    await jobs.idle();
    expect(done).toEqual(["x"]);
    expect(await failed()).toMatchObject([{ error: "the user is gone" }]);
  });

  test("is shown to its own workspace only", async () => {
    await registerWorkspace(database.db, { id: "T2", name: "Two" }, new Date(0));
    const job = noting(() => {
      throw new PermanentFailure("no");
    });
    await jobs.work([job], []);
    await jobs.enqueueNow(job, data("secret"));
    await jobs.idle();
    expect(await inWorkspace(database.db, "T2", (tx) => listFailedJobs(tx, "T2"))).toEqual([]);
  });
});

describe("stopping", () => {
  test("waits for the job that runs", async () => {
    const started = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let ended = false;
    const job = noting(async () => {
      started.resolve();
      await goOn.promise;
      ended = true;
    });
    await jobs.work([job], []);
    await jobs.enqueueNow(job, data("x"));
    await started.promise;
    const stopped = jobs.stop();
    goOn.resolve();
    await stopped;
    expect(ended).toBe(true);
  });

  test("leaves what has not begun to the next process", async () => {
    const job = noting();
    await jobs.enqueueNow(job, data("left over"));
    await jobs.stop();
    const done: string[] = [];
    const next = createJobs({ url: database.url, log });
    await next.work([job], done);
    await next.idle();
    await next.stop();
    expect(done).toEqual(["left over"]);
  });
});
