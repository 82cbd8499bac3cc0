import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { listFailedJobs } from "../../src/jobs/failed-jobs.ts";
import { createJobs, type Jobs } from "../../src/jobs/queue.ts";
import { defineNotification, type Reader } from "../../src/notify/define-notification.ts";
import { deliveryJob } from "../../src/notify/delivery.ts";
import { listFailedNotifications, notify } from "../../src/notify/notify.ts";
import { notifications } from "../../src/notify/schema.ts";
import { asSuperuser, type TestDatabase, testDatabase } from "../support/database.ts";
import { type SmallSlack, smallSlack } from "./small-slack.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const log = pino({ level: "silent" });
const NEVER_LAST = { number: 1, isLast: false, signal: new AbortController().signal };

const dealMoved = defineNotification({
  kind: "deals.moved",
  data: z.object({ deal: z.string(), at: z.string() }),
  render: ({ deal, at }, reader) => ({
    text: `${reader.name}, ${deal} moved at ${new Date(at).toLocaleTimeString("en-GB", { timeZone: reader.timeZone, timeStyle: "short" })}`,
    blocks: [{ type: "section", text: { type: "mrkdwn", text: `*${deal}* moved` } }],
  }),
});

const readers: Record<string, Reader> = {
  U1: { slackUserId: "U1", name: "Ada", timeZone: "Asia/Tokyo" },
  U2: { slackUserId: "U2", name: "Bo", timeZone: "America/New_York" },
};

type Delivery = ReturnType<typeof deliveryJob>;
let delivery: Delivery;
let database: TestDatabase;
let jobs: Jobs;
let slack: SmallSlack;
let deps: Parameters<Delivery["perform"]>[0];

beforeEach(async () => {
  database = await testDatabase();
  jobs = createJobs({ url: database.url, log });
  slack = await smallSlack();
  delivery = deliveryJob({
    notifications: [dealMoved],
    findReader: async (_db, _workspaceId, recipient) => readers[recipient] ?? null,
  });
  deps = {
    db: database.db,
    jobs,
    log,
    clock: { now: () => NOW },
    slack: { client: async () => slack.client },
  };
  await registerWorkspace(database.db, { id: "T1", name: "One" }, NOW);
});
afterEach(async () => {
  await jobs.stop();
  await slack.close();
  await database.close();
});

const tell = (dedupeKey: string, to = "U1") =>
  inWorkspace(database.db, "T1", (tx) =>
    notify(deps, tx, dealMoved, {
      workspaceId: "T1",
      to,
      data: { deal: "Acme", at: NOW.toISOString() },
      dedupeKey,
    }),
  );
/** One try of the job, by hand: the queue's waits between two tries are not what is tested here. */
const attempt = (dedupeKey: string, isLast = false) =>
  delivery.perform(deps, { workspaceId: "T1", dedupeKey }, { ...NEVER_LAST, isLast });
const row = async (dedupeKey: string) =>
  (await inWorkspace(database.db, "T1", (tx) => tx.select().from(notifications))).find(
    (found) => found.dedupeKey === dedupeKey,
  );

describe("a notification", () => {
  test("is worded for its reader's own clock, and its place in Slack is kept", async () => {
    await jobs.work([delivery], deps);
    await tell("a", "U1");
    await tell("b", "U2");
    await jobs.idle();
    expect(
      slack.messages
        .map(({ channel, text }) => ({ channel, text }))
        .sort((a, b) => a.channel.localeCompare(b.channel)),
    ).toEqual([
      { channel: "D1", text: "Ada, Acme moved at 18:00" },
      { channel: "D2", text: "Bo, Acme moved at 04:00" },
    ]);
    const sent = slack.messages.find(({ channel }) => channel === "D1");
    expect(await row("a")).toMatchObject({
      state: "sent",
      attempts: 1,
      channelId: "D1",
      messageTs: sent?.ts,
      sentAt: NOW,
    });
  });

  test("told twice is sent once, also when the second time is later", async () => {
    await jobs.work([delivery], deps);
    expect(await Promise.all([tell("same"), tell("same")])).toEqual(
      expect.arrayContaining([true, false]),
    );
    await jobs.idle();
    expect(await tell("same")).toBe(false);
    await jobs.idle();
    expect(slack.messages).toHaveLength(1);
  });

  test("is not sent when the change it is about was rolled back", async () => {
    await jobs.work([delivery], deps);
    const change = inWorkspace(database.db, "T1", async (tx) => {
      await notify(deps, tx, dealMoved, {
        workspaceId: "T1",
        to: "U1",
        data: { deal: "Acme", at: NOW.toISOString() },
        dedupeKey: "never",
      });
      throw new Error("a rule was broken");
    });
    await expect(change).rejects.toThrow("a rule was broken");
    await jobs.idle();
    expect(slack.calls).toEqual([]);
  });

  test("for somebody the bot doesn't write to is skipped", async () => {
    await tell("gone", "U9");
    await attempt("gone");
    expect(await row("gone")).toMatchObject({ state: "skipped" });
    expect(slack.calls).toEqual([]);
  });
});

describe("when Slack's answer is lost", () => {
  test("the message it took is found by its key, and not posted again", async () => {
    await tell("lost");
    slack.mishaps.push("lost answer");
    await expect(attempt("lost")).rejects.toThrow();
    expect(await row("lost")).toMatchObject({ state: "sending" });
    await attempt("lost");
    expect(slack.messages).toHaveLength(1);
    expect(await row("lost")).toMatchObject({
      state: "sent",
      channelId: "D1",
      messageTs: "1.000100",
      lastError: null,
    });
  });

  test("the message it did not take is posted", async () => {
    await tell("other");
    await attempt("other");
    await tell("refused");
    slack.mishaps.push({ error: "internal_error" });
    await expect(attempt("refused")).rejects.toThrow(/internal_error/);
    await attempt("refused");
    expect(slack.messages).toHaveLength(2);
    expect(await row("refused")).toMatchObject({ state: "sent", attempts: 2 });
  });
});

describe("when Slack asks to wait", () => {
  test("the message waits in the queue that long, and no try is lost", async () => {
    await tell("limited");
    slack.mishaps.push({ retryAfter: 30 });
    await attempt("limited", true);
    expect(await row("limited")).toMatchObject({ state: "pending", attempts: 0, lastError: null });
    const waiting = await asSuperuser(
      database.url,
      (sql) => sql`
        select round(extract(epoch from start_after - created_on))::int as seconds, retry_count::int as tries
        from pgboss.job where name = 'notifications.deliver' and start_after > created_on`,
    );
    expect([...waiting]).toEqual([{ seconds: 30, tries: 0 }]);
  });

  test("it is delivered afterwards by the queue itself", async () => {
    await jobs.work([delivery], deps);
    slack.mishaps.push({ retryAfter: 1 });
    const sent = async () => (await row("soon"))?.state === "sent";
    await tell("soon");
    while (!(await sent())) await jobs.idle();
    expect(slack.messages).toHaveLength(1);
    expect(await row("soon")).toMatchObject({ attempts: 1 });
  });
});

describe("when Slack refuses", () => {
  test("for a reason that won't go away, admins see it after one try", async () => {
    await jobs.work([delivery], deps);
    slack.mishaps.push({ error: "user_not_found" });
    await tell("refused");
    await jobs.idle();
    expect(slack.calls).toEqual(["chat.postMessage"]);
    const seen = await inWorkspace(database.db, "T1", async (tx) => ({
      notifications: await listFailedNotifications(tx, "T1"),
      jobs: await listFailedJobs(tx, "T1"),
    }));
    expect(seen.notifications).toMatchObject([
      { dedupeKey: "refused", recipient: "U1", lastError: "user_not_found" },
    ]);
    expect(seen.jobs).toMatchObject([{ name: "notifications.deliver", error: "user_not_found" }]);
  });

  test("the blocks, the text alone is sent", async () => {
    await tell("ugly");
    slack.mishaps.push({ error: "invalid_blocks" });
    await attempt("ugly");
    expect(slack.messages).toHaveLength(1);
    expect(slack.messages[0]?.blocks).toBeUndefined();
    expect(await row("ugly")).toMatchObject({ state: "sent", lastError: "invalid_blocks" });
  });

  test("at every try, the last one is visible as failed", async () => {
    await tell("down");
    slack.mishaps.push({ error: "fatal_error" }, { error: "fatal_error" });
    await expect(attempt("down")).rejects.toThrow(/fatal_error/);
    expect(await row("down")).toMatchObject({ state: "sending" });
    await expect(attempt("down", true)).rejects.toThrow(/fatal_error/);
    const failed = await inWorkspace(database.db, "T1", (tx) => listFailedNotifications(tx, "T1"));
    expect(failed).toMatchObject([{ dedupeKey: "down", attempts: 2 }]);
    expect(failed[0]?.lastError).toContain("fatal_error");
  });
});

test("two notifications of the same kind stop the start", () => {
  expect(() =>
    deliveryJob({ notifications: [dealMoved, dealMoved], findReader: async () => null }),
  ).toThrow(/same kind/);
});
