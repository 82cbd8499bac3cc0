import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inWorkspace } from "../../src/db/workspace.ts";
import { defineNotification } from "../../src/notify/define-notification.ts";
import { deliveryJob, sweepJob } from "../../src/notify/delivery.ts";
import { MOST_ATTEMPTS } from "../../src/notify/note-outcome.ts";
import { listFailedNotifications, notify, retryNotification } from "../../src/notify/notify.ts";
import { asSuperuser } from "../support/database.ts";
import { dealNews, newsData, type Office, openOffice, reminder, withThread } from "./office.ts";

let office: Office;
const undelivered: string[] = [];
beforeEach(async () => {
  undelivered.length = 0;
  office = await openOffice({
    onUndeliverable: async (_tx, failed) => {
      undelivered.push(`${failed.kind} ${failed.recipient} ${failed.reason}`);
    },
  });
});
afterEach(() => office.close());

const failed = () =>
  inWorkspace(office.database.db, "T1", (tx) => listFailedNotifications(tx, "T1"));
const again = (key: string) =>
  inWorkspace(office.database.db, "T1", (tx) => retryNotification(office.deps, tx, "T1", key));
const texts = () => office.slack.messages.map((message) => message.text);
/** Jobs that wait for their time, in seconds from when they were asked for. */
const waiting = () =>
  asSuperuser(
    office.database.url,
    (sql) => sql`
      select round(extract(epoch from start_after - created_on))::int as seconds
      from pgboss.job where name = 'notifications.deliver' and start_after > created_on`,
  );

describe("a notification", () => {
  test("is worded for its reader, and its place in Slack is kept", async () => {
    await office.jobs.work([office.delivery], office.deps);
    await office.tell("U1", reminder, { key: "a", what: "call" });
    await office.tell("U2", reminder, { key: "b", what: "call" });
    await office.jobs.idle();
    expect(texts().sort()).toEqual(["Ada, Acme: call", "Bo, Acme: call"]);
    const sent = office.slack.messages.find(({ channel }) => channel === "D1");
    expect(await office.row("a")).toMatchObject({
      state: "sent",
      attempts: 1,
      channelId: "D1",
      messageTs: sent?.ts,
      sentAt: office.clock.now(),
    });
  });

  test("told twice is sent once, also when the second time is later", async () => {
    await office.jobs.work([office.delivery], office.deps);
    const tell = () => office.tell("U1", reminder, { key: "same" });
    expect(await Promise.all([tell(), tell()])).toEqual(expect.arrayContaining([true, false]));
    await office.jobs.idle();
    expect(await tell()).toBe(false);
    await office.jobs.idle();
    expect(office.slack.messages).toHaveLength(1);
  });

  test("is not sent when the change it is about was rolled back", async () => {
    await office.jobs.work([office.delivery], office.deps);
    const change = inWorkspace(office.database.db, "T1", async (tx) => {
      await notify(office.deps, tx, reminder, {
        workspaceId: "T1",
        to: "U1",
        data: { deal: "Acme", what: "call" },
        dedupeKey: "never",
      });
      throw new Error("a rule was broken");
    });
    await expect(change).rejects.toThrow("a rule was broken");
    await office.jobs.idle();
    expect(office.slack.calls).toEqual([]);
  });

  test("for somebody the bot doesn't write to is skipped", async () => {
    await office.tell("U9", reminder, { key: "gone" });
    await office.deliver("U9");
    expect(await office.row("gone")).toMatchObject({ state: "skipped" });
    expect(office.slack.calls).toEqual([]);
  });

  test("is found by the hourly sweep when its job was lost", async () => {
    await office.tell("U1", reminder);
    await asSuperuser(office.database.url, (sql) => sql`delete from pgboss.job`);
    office.pass(20 * 60_000);
    await office.jobs.work([office.delivery], office.deps);
    await office.jobs.idle();
    expect(office.slack.messages).toEqual([]);
    const signal = new AbortController().signal;
    await sweepJob.perform(
      office.deps,
      { workspaceId: "T1" },
      { number: 1, isLast: false, signal },
    );
    await office.jobs.idle();
    expect(office.slack.messages).toHaveLength(1);
  });
});

describe("a message with a thread", () => {
  test("brings each of its replies once, below it, and shows none of them to the channel", async () => {
    await office.tell("C1", withThread, { key: "digest", what: "pipeline" });
    await office.deliver("C1");
    const [head, ...replies] = office.slack.messages;
    expect(replies.map(({ text, threadTs }) => ({ text, threadTs }))).toEqual(
      ["at risk", "won", "lost"].map((text) => ({ text, threadTs: head?.ts })),
    );
    expect(await office.row("digest")).toMatchObject({ state: "sent", replies: 3 });
  });

  test.each([1, 2, 3])(
    "whose reply %i was posted and never noted is finished, not repeated",
    async (n) => {
      await office.tell("C1", withThread, { key: "digest", what: "pipeline" });
      office.slack.mishaps.push(...Array.from({ length: n }, () => "fine" as const), "lost answer");
      await office.deliver("C1");
      expect(office.slack.messages).toHaveLength(n + 1);
      office.pass(60_000);
      await office.deliver("C1", office.newDelivery());
      expect(texts()).toEqual(["C1, Acme: pipeline", "at risk", "won", "lost"]);
    },
  );

  test("may itself be a reply", async () => {
    await office.tell("C1", dealNews, { thread: "5.000100", what: "slipped" });
    await office.deliver("C1");
    expect(office.slack.messages).toMatchObject([{ threadTs: "5.000100", channel: "C1" }]);
  });
});

describe("when Slack's answer is lost", () => {
  test("the message it took is found by its key, and not posted again", async () => {
    await office.tell("U1", reminder, { key: "lost" });
    office.slack.mishaps.push("lost answer");
    await office.deliver("U1");
    expect(await office.row("lost")).toMatchObject({ state: "sending" });
    office.pass(60_000);
    await office.deliver("U1");
    expect(office.slack.messages).toHaveLength(1);
    expect(await office.row("lost")).toMatchObject({
      state: "sent",
      channelId: "D1",
      messageTs: "1.000100",
      lastError: null,
    });
  });

  test("the message it did not take is posted", async () => {
    await office.tell("U1", reminder, { key: "other" });
    await office.deliver("U1");
    await office.tell("U1", reminder, { key: "refused" });
    office.slack.mishaps.push({ error: "internal_error" });
    await office.deliver("U1");
    office.pass(60_000);
    await office.deliver("U1");
    expect(office.slack.messages).toHaveLength(2);
    expect(await office.row("refused")).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("several news that were one message stay one message", async () => {
    for (let n = 0; n < 3; n++) await office.tell("U1", dealNews);
    office.slack.mishaps.push("lost answer");
    await office.deliver("U1");
    await office.tell("U1", dealNews);
    office.pass(60_000);
    await office.deliver("U1");
    expect(office.slack.messages).toHaveLength(1);
    expect((await office.rows()).map((row) => row.state)).toEqual(Array(4).fill("sent"));
    expect(texts()[0]).toContain("change 4");
  });
});

describe("when Slack asks to wait", () => {
  test("the message waits in the queue that long, and no try is lost", async () => {
    await office.tell("U1", reminder, { key: "limited" });
    office.slack.mishaps.push({ retryAfter: 30 });
    await office.deliver("U1");
    expect(await office.row("limited")).toMatchObject({
      state: "pending",
      attempts: 0,
      lastError: null,
    });
    expect([...(await waiting())]).toEqual([{ seconds: 30 }]);
  });

  test("whoever comes earlier asks nothing of Slack, in whatever process", async () => {
    await office.tell("U1", reminder);
    office.slack.mishaps.push({ retryAfter: 30 });
    await office.deliver("U1");
    office.slack.calls.length = 0;
    office.pass(10_000);
    await office.deliver("U1", office.newDelivery());
    expect(office.slack.calls).toEqual([]);
    office.pass(20_000);
    await office.deliver("U1", office.newDelivery());
    expect(office.slack.messages).toHaveLength(1);
  });

  test("other channels don't", async () => {
    await office.tell("U1", reminder);
    await office.tell("U2", reminder);
    office.slack.mishaps.push({ retryAfter: 30 });
    await office.deliver("U1");
    await office.deliver("U2");
    expect(office.slack.messages).toMatchObject([{ channel: "D2" }]);
  });
});

describe("when Slack refuses", () => {
  test("for a reason that won't go away, admins and the features hear of it after one try", async () => {
    office.slack.mishaps.push({ error: "is_archived" });
    await office.tell("C1", reminder, { key: "refused" });
    await office.deliver("C1");
    expect(office.slack.calls).toEqual(["chat.postMessage"]);
    expect(await failed()).toMatchObject([
      { dedupeKey: "refused", recipient: "C1", lastError: "is_archived" },
    ]);
    expect(undelivered).toEqual(["test.reminder C1 is_archived"]);
  });

  test("the blocks, the text alone is sent", async () => {
    await office.tell("U1", reminder, { key: "ugly" });
    office.slack.mishaps.push({ error: "invalid_blocks" });
    await office.deliver("U1");
    expect(office.slack.messages).toHaveLength(1);
    expect(office.slack.messages[0]?.blocks).toBeUndefined();
    expect(await office.row("ugly")).toMatchObject({ state: "sent", lastError: "invalid_blocks" });
  });

  test("at every try, the last one is visible as failed, and what came after it went out", async () => {
    await office.tell("U1", reminder, { key: "down" });
    await office.tell("U1", reminder, { key: "fine" });
    for (let n = 0; n < MOST_ATTEMPTS; n++) {
      office.slack.mishaps.unshift({ error: "fatal_error" });
      await office.deliver("U1");
      office.pass(1_500_000);
    }
    expect(await failed()).toMatchObject([{ dedupeKey: "down", attempts: MOST_ATTEMPTS }]);
    expect((await failed())[0]?.lastError).toContain("fatal_error");
    expect(undelivered).toHaveLength(1);
    expect(texts()).toHaveLength(1);
  });

  test("for good, it goes out when somebody has it tried again, and only once", async () => {
    await office.tell("U1", reminder, { key: "refused" });
    for (let n = 0; n < MOST_ATTEMPTS; n++) {
      office.slack.mishaps.push({ error: "fatal_error" });
      await office.deliver("U1");
      office.pass(1_500_000);
    }
    expect(texts()).toEqual([]);
    expect(await again("refused")).toBe(true);
    expect(await again("refused")).toBe(false);
    await office.deliver("U1");
    expect(texts()).toHaveLength(1);
    expect(await failed()).toEqual([]);
    expect(await again("refused")).toBe(false);
  });

  test("for good though Slack had it, it is found when it is tried again, and not posted twice", async () => {
    await office.tell("U1", reminder, { key: "had it" });
    office.slack.mishaps.push("lost answer");
    await office.deliver("U1");
    await asSuperuser(
      office.database.url,
      (sql) => sql`update notifications set state = 'failed' where dedupe_key = 'had it'`,
    );
    office.pass(1_500_000);
    expect(await again("had it")).toBe(true);
    await office.deliver("U1");
    expect(texts()).toHaveLength(1);
    expect(await office.row("had it")).toMatchObject({ state: "sent" });
  });

  test("a try is not spent before its time, however often somebody looks", async () => {
    await office.tell("U1", reminder, { key: "down" });
    office.slack.mishaps.push({ error: "fatal_error" });
    for (let n = 0; n < 5; n++) await office.deliver("U1");
    expect(office.slack.calls).toHaveLength(1);
    expect(await office.row("down")).toMatchObject({ state: "sending", attempts: 1 });
  });
});

describe("nobody calls a whole channel", () => {
  const loud = defineNotification({
    kind: "test.loud",
    data: newsData,
    render: ({ what }) => ({ text: what }),
  });

  test.each(["<!channel> look", "<!here>", "<!everyone|everyone>"])(
    "%s is not sent",
    async (what) => {
      const delivery = office.newDelivery({ notifications: [loud] });
      await office.tell("C1", loud, { key: "loud", what });
      await office.deliver("C1", delivery);
      expect(office.slack.calls).toEqual([]);
      expect(await failed()).toMatchObject([{ dedupeKey: "loud" }]);
    },
  );
});

test("two notifications of the same kind stop the start", () => {
  expect(() =>
    deliveryJob({ notifications: [reminder, reminder], findReader: async () => null }),
  ).toThrow(/same kind/);
});
