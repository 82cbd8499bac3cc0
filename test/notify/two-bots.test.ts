import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, buildApp } from "../../src/app.ts";
import { type Db, openDatabase } from "../../src/db/client.ts";
import { inWorkspace } from "../../src/db/workspace.ts";
import { dealChanged } from "../../src/features/deals/notifications.ts";
import { createJobs } from "../../src/jobs/queue.ts";
import { listFailedNotifications, notify } from "../../src/notify/notify.ts";
import { notifications } from "../../src/notify/schema.ts";
import { loadDemoData } from "../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../support/bot.ts";

let bot: Bot;
let second: { app: App; db: Db };
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // The same program once more: same Slack, same database, nothing else in common.
  const db = await openDatabase(bot.url, { max: 5 });
  const log = pino({ level: "silent" });
  const app = await buildApp({
    config: bot.app.deps.config,
    slack: {
      mode: "socket",
      botToken: bot.sandbox.botToken,
      appToken: bot.sandbox.appToken,
      apiUrl: bot.sandbox.apiUrl,
    },
    port: null,
    db,
    jobs: createJobs({ url: bot.url, log, clock: bot.sandbox.clock }),
    clock: bot.sandbox.clock,
    log,
    ticks: "by hand",
  });
  await app.start();
  second = { app, db };
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await second.app.stop();
  await second.db.close();
  await bot.stop();
  expect(violations).toEqual([]);
});

const as = (handle: string) => bot.sandbox.as(handle);
const DANS = "U0DAN00001";
const inbox = () =>
  as("dan")
    .inbox()
    .filter((message) => !message.isEphemeral);
const words = () => inbox().map((message) => message.words);
let told = 0;
const tell = (app: App, id: number, what: string) =>
  inWorkspace(app.deps.db, bot.workspaceId, (tx) => {
    told += 1;
    return notify(app.deps, tx, dealChanged, {
      workspaceId: bot.workspaceId,
      to: DANS,
      data: { id, title: `Deal ${id}`, accountName: null, actorName: "Ada Admin", what: [what] },
      dedupeKey: `two bots ${told}`,
    });
  });
const states = async () => {
  const rows = await inWorkspace(bot.db, bot.workspaceId, (tx) => tx.select().from(notifications));
  return rows.filter((row) => row.dedupeKey.startsWith("two bots")).map((row) => row.state);
};
const allSent = () =>
  bot.sandbox.until(
    async () => (await states()).every((state) => state === "sent" || state === "skipped"),
    "all sent",
  );

describe("two bots on one database", () => {
  test("what one is told about a person's wishes, the other knows", async () => {
    // Slack hands requests to whichever socket it likes.
    for (let n = 0; n < 4; n++)
      await as("dan").command(`/notify ${n % 2 === 0 ? "off" : "on"} deal changes`);
    await as("dan").command("/notify off deal changes");
    await tell(bot.app, 1, "nobody reads this");
    await tell(second.app, 1, "nor this");
    await allSent();
    expect(inbox()).toEqual([]);
    expect(await states()).toEqual(["skipped", "skipped"]);
    await as("dan").command("/notify on deal changes");
    told = 100;
  });

  test("changes of one deal told by both are one message with every line once", async () => {
    const about = Array.from({ length: 16 }, (_, n) =>
      tell(n % 2 === 0 ? bot.app : second.app, 7, `did thing ${n};`),
    );
    await Promise.all(about);
    await allSent();
    expect(inbox()).toHaveLength(1);
    expect(words()[0]).toContain("… and 8 more before");
  });

  test("with a Slack that fails in every way, each message still comes once", async () => {
    await as("dan").command("/notify quiet off");
    bot.sandbox.fault({ kind: "status", method: "chat.postMessage", status: 500, times: 2 });
    bot.sandbox.fault({ kind: "lost", method: "chat.postMessage" });
    bot.sandbox.fault({ kind: "ratelimited", method: "chat.postMessage", retryAfter: 1 });
    bot.sandbox.fault({ kind: "lost", method: "chat.update" });
    bot.sandbox.fault({ kind: "ratelimited", method: "chat.update", retryAfter: 1 });
    bot.sandbox.fault({ kind: "slow", method: "chat.postMessage", ms: 300 });
    const before = inbox().length;
    for (const id of [21, 22, 23]) {
      await tell(second.app, id, "first change");
      await tell(bot.app, id, "second change");
    }
    await tell(bot.app, 7, "last thing");
    for (let n = 0; n < 12; n++) await bot.timePasses(60_000);
    await allSent();
    const texts = words().slice(before);
    expect(texts.filter((text) => text.includes("Deal 21"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("Deal 22"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("Deal 23"))).toHaveLength(1);
    const failed = await inWorkspace(bot.db, bot.workspaceId, (tx) =>
      listFailedNotifications(tx, bot.workspaceId),
    );
    expect(failed).toEqual([]);
  });

  test("when one stops in the middle, the other ends the work", async () => {
    const before = inbox().length;
    for (let n = 0; n < 8; n++) await tell(second.app, 40 + n, "moved");
    await second.app.stop();
    for (let n = 0; n < 3; n++) await bot.timePasses(120_000);
    await allSent();
    const about = words().slice(before);
    expect(about.length).toBeLessThanOrEqual(4);
    for (let n = 0; n < 8; n++)
      expect(about.filter((text) => text.includes(`Deal ${40 + n}`))).toHaveLength(1);
  });
});
