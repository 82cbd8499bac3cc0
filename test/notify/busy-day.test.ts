import { and, eq, ne } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../src/db/workspace.ts";
import { dealChanged } from "../../src/features/deals/notifications.ts";
import { demoReminder } from "../../src/features/demos/notifications.ts";
import { notify } from "../../src/notify/notify.ts";
import { notifications } from "../../src/notify/schema.ts";
import { loadDemoData } from "../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../support/bot.ts";

const MINUTE = 60_000;

let bot: Bot;
let told = 0;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});

const BEA = "U0BEA00001";
const messages = () =>
  bot.sandbox
    .as("bea")
    .inbox()
    .filter((message) => !message.isEphemeral);
/** Pings: messages that were posted, not edited. */
const pings = () => messages().length;
/** Somebody changes deals of Bea's in one transaction. */
const change = (actorName: string, ids: readonly number[], what: string) =>
  inWorkspace(bot.db, bot.workspaceId, async (tx) => {
    for (const id of ids) {
      told += 1;
      await notify(bot.app.deps, tx, dealChanged, {
        workspaceId: bot.workspaceId,
        to: BEA,
        data: { id, title: `Deal ${id}`, accountName: null, actorName, what: [what] },
        dedupeKey: `busy ${told}`,
      });
    }
  });
/** Everything that was told is out. */
const isOut = () =>
  bot.sandbox.until(async () => {
    const rows = await inWorkspace(bot.db, bot.workspaceId, (tx) =>
      tx
        .select({ state: notifications.state })
        .from(notifications)
        .where(and(eq(notifications.recipient, BEA), ne(notifications.state, "sent"))),
    );
    return rows.length === 0;
  }, "all of Bea's messages to be out");
const deals = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

// One afternoon of Bea's, from three on by her clock; each test goes on where the one before it ended.
describe("a busy day", () => {
  test("an import of 50 of her deals is one message", async () => {
    for (let part = 0; part < 5; part++)
      await change("Import", deals(1000 + 10 * part, 10), "changed the amount to 10k EUR");
    await bot.sandbox.until(
      () => messages().some((each) => each.words.includes("Import changed 50 of your deals")),
      "Bea to read of 50 deals",
    );
    expect(pings()).toBe(1);
  });

  test("300 edits of those deals, over an hour and a half, are lines of that message", async () => {
    for (let round = 0; round < 10; round++) {
      for (const part of [1, 2, 3])
        await change("Dan Manager", deals(1000, 10), `wrote note ${round}.${part}`);
      await isOut();
      await bot.timePasses(9 * MINUTE);
    }
    expect(pings()).toBe(1);
    expect(messages()[0]?.words).toContain("Import and Dan Manager changed 50 of your deals");
  });

  test("twenty moves of other deals in twenty minutes are eight messages", async () => {
    for (const id of deals(2000, 20)) {
      await change("Dan Manager", [id], "moved it to Proposal");
      await isOut();
      await bot.timePasses(MINUTE);
    }
    expect(pings()).toBe(9);
    expect(messages().at(-1)?.words).toMatch(/^Dan Manager changed \d of your deals/);
  });

  test("her own acts are none", async () => {
    for (let n = 0; n < 5; n++)
      await bot.sandbox.as("bea").command(`/deal note globex My own thought ${n}`);
    await bot.app.deps.jobs.idle();
    expect(pings()).toBe(9);
  });

  test("what needs her now comes, in the evening too; what doesn't comes with her morning message", async () => {
    const now = bot.sandbox.clock.now();
    await bot.timePasses(Date.parse("2026-11-18T20:30:00Z") - now.getTime());
    await change("Dan Manager", deals(3000, 6), "moved it to Negotiation");
    await inWorkspace(bot.db, bot.workspaceId, (tx) =>
      notify(bot.app.deps, tx, demoReminder, {
        workspaceId: bot.workspaceId,
        to: BEA,
        data: {
          id: 1,
          title: "Late demo",
          dealTitle: "Platform",
          accountName: "Acme",
          at: "2026-11-18T20:30:00Z",
          startsAt: "2026-11-18T20:45:00Z",
          which: "soon",
          seName: "Cat",
          scriptUrl: null,
          features: [],
        },
        dedupeKey: "late demo",
      }),
    );
    await bot.sandbox.until(() => pings() === 10, "Bea to be reminded");
    expect(messages().at(-1)?.words).toContain("Demo in 15 minutes, at 21:45");
    await bot.timePasses(Date.parse("2026-11-19T06:59:00Z") - bot.sandbox.clock.now().getTime());
    expect(pings()).toBe(10);
    await bot.timePasses(32 * MINUTE);
    await bot.sandbox.until(() => pings() === 11, "Bea to read of the night");
    const morning = messages().at(-1)?.words ?? "";
    expect(morning).toMatch(/^Good morning, Bea\..*While you were away/s);
    expect(morning.match(/Dan Manager on Deal 300\d: moved it to Negotiation/g)).toHaveLength(6);
    // Quiet hours ended half an hour before: the day has begun with one message, not with two.
    await bot.timePasses(10 * MINUTE);
    expect(pings()).toBe(11);
  });
});
