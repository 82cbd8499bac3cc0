import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { listWorkspaceIds, registerWorkspace } from "../../src/db/workspace.ts";
import { defineJob } from "../../src/jobs/define-job.ts";
import { createJobs, type Jobs } from "../../src/jobs/queue.ts";
import { enqueueSlot, type Schedule, schedule } from "../../src/jobs/scheduler.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const log = pino({ level: "silent" });
const slotData = z.object({ workspaceId: z.string(), slot: z.string() });
type SlotData = z.infer<typeof slotData>;

const job = defineJob<SlotData, SlotData[]>({
  title: "A job of a test",
  name: "test.digest",
  data: slotData,
  async run(done, data) {
    done.push(data);
  },
});
const everySecond: Schedule<SlotData> = {
  name: "digest",
  cron: "* * * * * *",
  timeZone: "Europe/Berlin",
  job,
  data: (workspaceId, slot) => ({ workspaceId, slot: slot.toISOString() }),
};

let database: TestDatabase;
let processes: Jobs[];
beforeEach(async () => {
  database = await testDatabase();
  for (const id of ["T1", "T2"])
    await registerWorkspace(database.db, { id, name: id }, new Date(0));
  // Three processes of the bot on one database.
  processes = Array.from({ length: 3 }, () => createJobs({ url: database.url, log }));
});
afterEach(async () => {
  await Promise.all(processes.map((jobs) => jobs.stop()));
  await database.close();
});

const depsOf = (jobs: Jobs) => ({ jobs, log, workspaces: () => listWorkspaceIds(database.db) });

test("a tick in three processes makes one job for each workspace", async () => {
  const slot = new Date("2026-03-02T08:00:00Z");
  await Promise.all(processes.map((jobs) => enqueueSlot(depsOf(jobs), everySecond, slot)));
  const done: SlotData[] = [];
  for (const jobs of processes) await jobs.work([job], done);
  await processes[0]?.idle();
  const at = slot.toISOString();
  expect(done.sort((a, b) => a.workspaceId.localeCompare(b.workspaceId))).toEqual([
    { workspaceId: "T1", slot: at },
    { workspaceId: "T2", slot: at },
  ]);
});

test("the ticks of running clocks are whole seconds, each of them one job", async () => {
  const two = Promise.withResolvers<void>();
  const done: SlotData[] = [];
  const counting = defineJob<SlotData, SlotData[]>({
    title: "A job of a test",
    name: "test.digest",
    data: slotData,
    async run(list, data) {
      list.push(data);
      if (new Set(list.map(({ slot }) => slot)).size >= 2) two.resolve();
    },
  });
  for (const jobs of processes) await jobs.work([counting], done);
  const clocks = processes.map((jobs) => schedule(depsOf(jobs), everySecond));
  await two.promise;
  await Promise.all(clocks.map((clock) => clock.stop()));
  await processes[0]?.idle();
  const keys = done.map(({ workspaceId, slot }) => `${workspaceId} ${slot}`);
  expect(keys).toHaveLength(new Set(keys).size);
  for (const { slot } of done) expect(slot).toMatch(/\.000Z$/);
});
