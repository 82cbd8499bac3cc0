import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { inWorkspace } from "../../src/db/workspace.ts";
import { defineJob } from "../../src/jobs/define-job.ts";
import { createJobs, type Jobs } from "../../src/jobs/queue.ts";
import type { Schedule } from "../../src/jobs/scheduler.ts";
import { slotFollower } from "../../src/jobs/slots.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { type SandboxClock, sandboxClock } from "../../src/sandbox/clock.ts";
import { asSuperuser, type TestDatabase, testDatabase } from "../support/database.ts";

const log = pino({ level: "silent" });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const data = z.object({ workspaceId: z.string(), what: z.string() });
type Data = z.infer<typeof data>;
type Done = { what: string; at: string }[];
type Diary = { done: Done; clock: SandboxClock };

const job = defineJob<Data, Diary>({
  title: "A job of a test",
  name: "test.diary",
  data,
  async run({ done, clock }, { what }) {
    done.push({ what, at: clock.now().toISOString().slice(0, 16) });
  },
});
/** Ten in the morning in Berlin, Mondays. */
const weekly: Schedule<Data> = {
  name: "weekly",
  cron: "0 10 * * 1",
  timeZone: "Europe/Berlin",
  job,
  data: (workspaceId, slot) => ({ workspaceId, what: `slot ${slot.toISOString().slice(0, 16)}` }),
};

let database: TestDatabase;
let jobs: Jobs;
let clock: SandboxClock;
let done: Done;
beforeEach(async () => {
  database = await testDatabase();
  // A Saturday noon that stands still, far from the machine's own time.
  clock = sandboxClock({ now: () => new Date("2026-11-21T12:00:00Z") });
  jobs = createJobs({ url: database.url, log, clock });
  done = [];
  await jobs.work([job], { done, clock });
});
afterEach(async () => {
  await jobs.stop();
  await database.close();
});

test("a job for tomorrow is done when the clock is moved to tomorrow, and not before", async () => {
  clock.follow(slotFollower({ jobs, log, workspaces: async () => ["T1"] }, []));
  const startAfter = new Date(clock.now().getTime() + DAY);
  await jobs.enqueueNow(job, { workspaceId: "T1", what: "tomorrow" }, { startAfter });
  await clock.forward(DAY - HOUR);
  expect(done).toEqual([]);
  await clock.forward(HOUR);
  expect(done).toEqual([{ what: "tomorrow", at: "2026-11-22T12:00" }]);
});

test("so is one that a transaction of the product asked for, in so many seconds", async () => {
  await inWorkspace(database.db, "T1", (tx) =>
    jobs.enqueue(tx, job, { workspaceId: "T1", what: "later" }, { startAfter: DAY / 1000 }),
  );
  await jobs.idle();
  expect(done).toEqual([]);
  await clock.forward(DAY + HOUR);
  await jobs.idle();
  expect(done.map((each) => each.what)).toEqual(["later"]);
});

test("a job on the way is done at its own time, and so is what it asks for", async () => {
  clock.follow(slotFollower({ jobs, log, workspaces: async () => ["T1"] }, [weekly]));
  const at = (hours: number) => new Date(clock.now().getTime() + hours * HOUR);
  for (const hours of [5, 2])
    await jobs.enqueueNow(
      job,
      { workspaceId: "T1", what: `in ${hours}` },
      { startAfter: at(hours) },
    );
  await clock.forward(DAY);
  expect(done).toEqual([
    { what: "in 2", at: "2026-11-21T14:00" },
    { what: "in 5", at: "2026-11-21T17:00" },
  ]);
});

test("schedules come round at each of their times on the way", async () => {
  clock.follow(slotFollower({ jobs, log, workspaces: async () => ["T1"] }, [weekly]));
  await clock.setTo(new Date("2026-12-02T00:00:00Z"));
  expect(done).toEqual([
    { what: "slot 2026-11-23T09:00", at: "2026-11-23T09:00" },
    { what: "slot 2026-11-30T09:00", at: "2026-11-30T09:00" },
  ]);
  expect(clock.now().toISOString()).toBe("2026-12-02T00:00:00.000Z");
});

test("a schedule that ticks every minute makes its last ticks, not thousands", async () => {
  const minutely = { ...weekly, name: "minutely", cron: "* * * * *" };
  clock.follow(slotFollower({ jobs, log, workspaces: async () => ["T1"] }, [minutely]));
  await clock.forward(2 * DAY);
  expect(done.length).toBeGreaterThan(1);
  expect(done.length).toBeLessThan(60);
  expect(done.at(-1)?.what).toBe("slot 2026-11-23T12:00");
});

test("after the queue has stopped, and after a process was killed, the database tells its own time", async () => {
  const behind = () =>
    asSuperuser(database.url, async (sql) => {
      const [row] = await sql<{ ms: number }[]>`
        select abs(extract(epoch from pgboss.job_now() - now()) * 1000)::float as ms`;
      return row?.ms ?? Number.NaN;
    });
  await clock.forward(30 * DAY);
  await jobs.idle();
  expect(await behind()).toBeGreaterThan(20 * DAY);
  const body = await asSuperuser(database.url, async (sql) => {
    const [row] = await sql<{ body: string }[]>`
      select pg_get_functiondef('pgboss.job_now'::regproc) as body`;
    return row?.body ?? "";
  });
  await jobs.stop();
  expect(await behind()).toBe(0);
  await asSuperuser(database.url, (sql) => sql.unsafe(body));
  const next = createJobs({ url: database.url, log });
  await next.start();
  expect(await behind()).toBe(0);
  await next.stop();
});

test("a clock only goes forward by hand, and two moves take turns", async () => {
  await expect(clock.setTo(new Date("2026-11-21T11:59:59Z"))).rejects.toThrow(RangeError);
  await expect(clock.setTo(new Date("never"))).rejects.toThrow(RangeError);
  const seen: string[] = [];
  clock.follow({ arrive: (at) => void seen.push(at.toISOString().slice(11, 16)) });
  await Promise.all([clock.forward(HOUR), clock.forward(HOUR)]);
  expect(seen).toEqual(["13:00", "14:00"]);
  expect(systemClock.now().getTime() - clock.now().getTime()).not.toBe(0);
});

test("what is asked for now is done, though our clock stood still while the machine's went on", async () => {
  // The queue's clock goes on with the machine's until it is brought up to ours: here by twenty seconds, as in a slow act.
  await asSuperuser(database.url, (sql) =>
    sql.unsafe(`create or replace function pgboss.job_now() returns timestamp with time zone as
      $$ select '2026-11-21T12:00:20Z'::timestamptz; $$ language sql stable`),
  );
  await jobs.enqueueNow(job, { workspaceId: "T1", what: "at once" });
  await clock.forward(1000);
  await jobs.idle();
  expect(done.map(({ what }) => what)).toEqual(["at once"]);
});
