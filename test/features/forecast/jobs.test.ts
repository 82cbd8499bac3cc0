import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWorkspace } from "../../../src/db/workspace.ts";
import { learnJob, snapshotJob } from "../../../src/features/forecast/jobs.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";

const DAY = 86_400_000;
let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
}, 60_000);
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const kept = () =>
  readWorkspace(bot.db, bot.workspaceId, (tx) =>
    tx.execute<{ day: string; scope: string; kind: string; total: string }>(
      sql`select day::text, scope, kind, total from forecast_snapshots order by day, scope, kind`,
    ),
  );
const moved = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => message.words.includes("the forecast "));

async function run(job: typeof snapshotJob | typeof learnJob, key: string): Promise<void> {
  await bot.app.deps.jobs.enqueueNow(job, { workspaceId: bot.workspaceId }, { key });
  await bot.app.deps.jobs.idle(30_000);
}

test("on Monday the forecast is kept for everyone, each team and each seller, once", async () => {
  // From Wednesday afternoon to Monday morning.
  await bot.timePasses(4.8 * DAY);
  const first = await kept();
  expect(new Set(first.map((row) => row.day))).toEqual(new Set(["2026-11-23"]));
  expect(new Set(first.map((row) => row.kind))).toEqual(new Set(["month", "quarter", "year"]));
  expect(first.map((row) => row.scope)).toContain("all");
  expect(first.some((row) => row.scope.startsWith("team:"))).toBe(true);
  expect(first.some((row) => row.scope.startsWith("person:"))).toBe(true);
  await as("bea").command("/deal new Late Platform 900k close 2026-12-01");
  await run(snapshotJob, "again");
  expect(await kept()).toEqual(first);
}, 60_000);

test("a manager hears once that the quarter moved far, with the deals that moved it", async () => {
  expect(moved("dan")).toEqual([]);
  // Into Monday's working hours: at five in the morning nobody is written to.
  bot.clock.forward(7.2 * DAY);
  await run(snapshotJob, "the week after");
  const [news, ...others] = moved("dan");
  expect(others).toEqual([]);
  expect(news?.words).toMatch(
    /Q4 2026, EMEA: the forecast rose by \d+ % to [\d.]+k EUR since 23 Nov/,
  );
  expect(news?.words).toContain("Late · Platform, 900k EUR");
  expect(news?.words).toContain("An admin changes that, or switches it off");
  await run(snapshotJob, "once more");
  expect(moved("dan")).toHaveLength(1);
  // Nothing moved at the other team.
  expect(moved("mia")).toEqual([]);
}, 60_000);

test("what was said stays to be looked at", async () => {
  const seen = await as("dan").command("/forecast history");
  expect(seen.text).toMatch(/on 23 Nov the forecast said [\d.]+k EUR; it says [\d.]+(k|M) EUR now/);
  expect(seen.text).toContain("What the forecast said");
  expect((await as("bea").command("/forecast history")).text).toMatch(/Q4 2026, you: on 23 Nov/);
});

test("a young workspace learns nothing and says so, and the job does not fail", async () => {
  await run(learnJob, "young");
  const seen = await as("dan").command("/forecast accuracy");
  expect(seen.text).toContain("is not measured yet");
});

test("a look back can be asked for; who asked is told when it is over, and two who ask share one", async () => {
  const seen = await as("dan").command("/forecast backtest");
  expect(seen.text).toContain("Looking back over the last 12 months.");
  await as("mia").command("/forecast backtest");
  await bot.sandbox.until(
    () =>
      as("dan")
        .inbox()
        .some((message) => message.words.includes("The look back is over")),
    "Dan to be told",
  );
  await bot.sandbox.until(
    () =>
      as("mia")
        .inbox()
        .some((message) => message.words.includes("The look back is over")),
    "Mia to be told",
  );
  const [made] = await readWorkspace(bot.db, bot.workspaceId, (tx) =>
    tx.execute<{ count: number }>(sql`select count(*)::int as count from forecast_backtests`),
  );
  expect(made?.count).toBe(1);
}, 60_000);
