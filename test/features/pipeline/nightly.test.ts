import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bot, startBot } from "../../support/bot.ts";
import { asSuperuser } from "../../support/database.ts";

const HOUR_MS = 3_600_000;

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ admins: ["U0ADA"] });
});
afterAll(() => bot.stop());

const rows = () =>
  asSuperuser(bot.url, async (sql) => [
    ...(await sql`select deal_id as id, valid_from::text as from, valid_to::text as to, amount::int as minor from deal_snapshots order by 1, 2`),
  ]);
const through = () =>
  asSuperuser(bot.url, async (sql) => {
    const [row] = await sql<
      { day: string }[]
    >`select through_day::text as day from snapshot_progress`;
    return row?.day;
  });

test("where there is nothing yet the answer teaches", async () => {
  const seen = await bot.sandbox.as("ada").command("/pipeline");
  expect(seen.text).toContain("No open deals yet.");
  expect(seen.text).toContain("/deal new Acme");
});

test("each night writes the day that is over, and only of what changed on it", async () => {
  const as = bot.sandbox.as("ada");
  const made = await as.command('/deal new "Acme" Rollout 10k close 2027-01-10');
  expect(made.text).toContain("Created Acme · Rollout");
  await bot.timePasses(11 * HOUR_MS);
  expect(await through()).toBe("2026-11-18");
  expect(await rows()).toEqual([{ id: 1, from: "2026-11-18", to: null, minor: 1_000_000 }]);
  await bot.timePasses(24 * HOUR_MS);
  expect(await through()).toBe("2026-11-19");
  expect(await rows()).toHaveLength(1);
  const form = await as.command("/deal edit opp_1");
  await as.submit(form, { amount: "12k" });
  await bot.timePasses(24 * HOUR_MS);
  expect(await through()).toBe("2026-11-20");
  expect(await rows()).toEqual([
    { id: 1, from: "2026-11-18", to: "2026-11-20", minor: 1_000_000 },
    { id: 1, from: "2026-11-20", to: null, minor: 1_200_000 },
  ]);
  const trend = await as.command("/pipeline trend all");
  expect(trend.text).toContain("12k EUR open");
});
