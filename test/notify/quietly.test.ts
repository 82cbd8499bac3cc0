import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inWorkspace } from "../../src/db/workspace.ts";
import { saveChoices } from "../../src/notify/preferences.ts";
import {
  approval,
  burstNews,
  dealNews,
  forMorning,
  type Office,
  openOffice,
  ownMorning,
  reminder,
} from "./office.ts";

const HOUR = 3_600_000;
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const texts = (channel = "D2") =>
  office.slack.messages.filter((one) => one.channel === channel).map((one) => one.text);
const posts = () => office.slack.calls.filter((call) => call === "chat.postMessage").length;
const choose = (slackUserId: string, choices: Partial<Parameters<typeof saveChoices>[2]>) =>
  inWorkspace(office.database.db, "T1", (tx) =>
    saveChoices(
      tx,
      { workspaceId: "T1", slackUserId },
      { topics: {}, quietFrom: null, quietTo: null, days: null, snoozedUntil: null, ...choices },
      office.clock.now(),
    ),
  );
/** Bo of Lisbon reads at 09:00 when the office opens. */
const bo = "U2";
const reader = { slackUserId: bo, name: "Bo", timeZone: "Europe/Lisbon" };

describe("one message a deal and day", () => {
  test("further changes are lines of it, the newest at the end, and ping nobody", async () => {
    for (const what of ["moved", "priced", "won back"]) {
      await office.tell(bo, dealNews, { what });
      await office.deliver(bo);
    }
    expect(texts()).toEqual(["Bo, Acme: moved\n• priced\n• won back"]);
    expect(office.slack.calls).toEqual(["chat.postMessage", "chat.update", "chat.update"]);
  });

  test("of twenty changes the last eight are read, and how many there were before", async () => {
    for (let n = 1; n <= 20; n++) await office.tell(bo, dealNews, { what: `step ${n}` });
    await office.deliver(bo);
    const [text = ""] = texts();
    expect(text).toContain("… and 11 more before");
    expect(text.split("\n").slice(-8)).toEqual(
      [13, 14, 15, 16, 17, 18, 19, 20].map((n) => `• step ${n}`),
    );
  });

  test("changes that come before the first is out are one message from the start", async () => {
    for (const what of ["moved", "priced"]) await office.tell(bo, dealNews, { what });
    await office.deliver(bo);
    expect(office.slack.calls).toEqual(["chat.postMessage"]);
    expect(texts()).toEqual(["Bo, Acme: moved\n• priced"]);
  });

  test("another deal, another reader and another day have their own", async () => {
    await office.tell(bo, dealNews, { what: "moved" });
    await office.tell(bo, dealNews, { deal: "Globex", what: "moved" });
    await office.deliver(bo);
    office.pass(24 * HOUR);
    await office.tell(bo, dealNews, { what: "priced" });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: moved", "Bo, Globex: moved", "Bo, Acme: priced"]);
  });

  test("the day is the reader's: in Tokyo it ends at three in the afternoon UTC", async () => {
    await choose("U1", { quietFrom: "00:00", quietTo: "00:00" });
    await office.tell("U1", dealNews, { what: "moved" });
    await office.deliver("U1");
    office.pass(5.9 * HOUR);
    await office.tell("U1", dealNews, { what: "priced" });
    await office.deliver("U1");
    office.pass(0.2 * HOUR);
    await office.tell("U1", dealNews, { what: "won" });
    await office.deliver("U1");
    expect(texts("D1")).toEqual(["Ada, Acme: moved\n• priced", "Ada, Acme: won"]);
  });

  test("when the message was deleted in Slack, the change is posted anew and later ones join that", async () => {
    await office.tell(bo, dealNews, { what: "moved" });
    await office.deliver(bo);
    office.slack.messages[0] = { channel: "D0", ts: "0", text: "gone" };
    await office.tell(bo, dealNews, { what: "priced" });
    await office.deliver(bo);
    await office.deliver(bo);
    await office.tell(bo, dealNews, { what: "won" });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: priced\n• won"]);
  });

  test("an edit whose answer is lost is done again and looks the same", async () => {
    await office.tell(bo, dealNews, { what: "moved" });
    await office.deliver(bo);
    await office.tell(bo, dealNews, { what: "priced", key: "edit" });
    office.slack.mishaps.push("lost answer");
    await office.deliver(bo);
    expect(await office.row("edit")).toMatchObject({ state: "sending" });
    office.pass(60_000);
    await office.tell(bo, dealNews, { what: "won" });
    await office.deliver(bo, office.newDelivery());
    expect(texts()).toEqual(["Bo, Acme: moved\n• priced\n• won"]);
    expect((await office.rows()).every((row) => row.state === "sent")).toBe(true);
  });

  test("an edit Slack puts off holds up no message", async () => {
    await office.tell(bo, dealNews, { what: "moved" });
    await office.deliver(bo);
    await office.tell(bo, dealNews, { what: "priced", key: "edit" });
    await office.tell(bo, reminder, { what: "call" });
    office.slack.mishaps.push({ retryAfter: 30 });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: moved", "Bo, Acme: call"]);
    expect(await office.row("edit")).toMatchObject({ state: "pending", attempts: 0 });
    office.pass(31_000);
    await office.deliver(bo, office.newDelivery());
    expect(texts()).toEqual(["Bo, Acme: moved\n• priced", "Bo, Acme: call"]);
  });
});

describe("a burst", () => {
  test("of fifty deals at once is one line", async () => {
    for (let n = 1; n <= 50; n++) await office.tell(bo, burstNews, { deal: `deal ${n}` });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo: 50 changes of 50 deals"]);
  });

  test("that comes one by one is three messages and one that grows", async () => {
    for (let n = 1; n <= 20; n++) {
      await office.tell(bo, burstNews, { deal: `deal ${n}` });
      await office.deliver(bo);
      office.pass(1000);
    }
    expect(posts()).toBe(4);
    expect(texts().at(-1)).toBe("Bo: 17 changes of 17 deals");
  });

  test("is not overtaken by news of its deals while it is not known whether Slack has it", async () => {
    for (let n = 1; n <= 5; n++) await office.tell(bo, burstNews, { deal: `deal ${n}` });
    office.slack.mishaps.push("lost answer");
    await office.deliver(bo);
    await office.tell(bo, burstNews, { deal: "deal 4" });
    await office.deliver(bo);
    office.pass(60_000);
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo: 6 changes of 5 deals"]);
  });

  test("leaves a deal that has its message today to that message", async () => {
    await office.tell(bo, burstNews, { deal: "Acme" });
    await office.deliver(bo);
    for (const deal of ["Acme", "Globex", "Initech", "Hooli", "Umbrella"])
      await office.tell(bo, burstNews, { deal });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo: 2 changes of 1 deals", "Bo: 4 changes of 4 deals"]);
  });
});

describe("quiet hours", () => {
  test("hold messages back until the morning, and none is lost", async () => {
    office.pass(12 * HOUR); // 21:00 in Lisbon
    await office.tell(bo, reminder, { what: "call" });
    await office.tell(bo, reminder, { what: "write" });
    await office.deliver(bo);
    expect(office.slack.messages).toEqual([]);
    expect((await office.rows()).map((row) => row.notBefore)).toEqual(
      Array(2).fill(new Date("2026-03-03T08:00:00Z")),
    );
    office.pass(11 * HOUR);
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: call", "Bo, Acme: write"]);
  });

  test("let through what needs this person now, if it says so", async () => {
    office.pass(14 * HOUR);
    await office.tell(bo, reminder);
    await office.tell(bo, approval, { what: "15 % off" });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: 15 % off"]);
  });

  test("are not those of a channel", async () => {
    office.pass(14 * HOUR);
    await office.tell("C1", dealNews, { what: "won" });
    await office.deliver("C1");
    expect(texts("C1")).toEqual(["C1, Acme: won"]);
  });

  test("are a weekend long, and shorter when the person works on it", async () => {
    office.pass(5 * 24 * HOUR); // Saturday, 09:00
    await office.tell(bo, reminder, { what: "call" });
    await office.deliver(bo);
    expect(texts()).toEqual([]);
    const weekend = office.newDelivery({
      findReader: async () => ({ ...reader, workDays: [6, 7] }),
    });
    await office.deliver(bo, weekend);
    expect(texts()).toEqual(["Bo, Acme: call"]);
  });

  test("that were many messages long end with one summary", async () => {
    office.pass(12 * HOUR);
    for (let n = 1; n <= 7; n++) await office.tell(bo, reminder, { what: `call ${n}` });
    await office.deliver(bo);
    office.pass(12 * HOUR);
    await office.deliver(bo);
    expect(posts()).toBe(1);
    expect(texts()[0]).toMatch(/7 messages in one:.*call 1.*call 7/s);
  });

  test("of one person are not those of another", async () => {
    await choose(bo, { snoozedUntil: new Date(office.clock.now().getTime() + HOUR) });
    await office.tell(bo, reminder);
    await office.tell("U1", reminder, { what: "call" });
    await office.deliver(bo);
    await office.deliver("U1");
    expect(texts()).toEqual([]);
    expect(texts("D1")).toEqual(["Ada, Acme: call"]);
  });
});

describe("a morning message at 08:30, when quiet hours end at 08:00,", () => {
  const half = Date.parse("2026-03-03T08:30:00Z");
  const withMorning = (isDecided: () => boolean) =>
    office.newDelivery({ nextMorning: async () => (isDecided() ? null : new Date(half)) });
  /** Two pieces of news of the night and one that was to wait for the morning anyway. */
  async function overnight(by: ReturnType<typeof withMorning>) {
    office.pass(12 * HOUR);
    await office.tell(bo, reminder, { what: "call" });
    await office.tell(bo, dealNews, { what: "moved" });
    await office.tell(bo, forMorning, { what: "read" });
    await office.deliver(bo, by);
    office.pass(11 * HOUR);
    await office.deliver(bo, by);
    expect(texts()).toEqual([]);
    office.pass(HOUR / 2 + 2_000);
  }

  test("takes along what waited: the day begins with one message", async () => {
    let isDecided = false;
    const by = withMorning(() => isDecided);
    await overnight(by);
    await office.deliver(bo, by);
    expect(texts()).toEqual([]);
    isDecided = true;
    await office.tell(bo, ownMorning, { deal: "Today", what: "2 next steps" });
    await office.deliver(bo, by);
    expect(posts()).toBe(1);
    expect(texts()).toEqual([
      "Bo, Today: 2 next steps\n• Bo, Acme: call\n• Bo, Acme: moved\n• Bo, Acme: read",
    ]);
    expect((await office.rows()).map((row) => row.state)).toEqual(Array(4).fill("sent"));
  });

  test("that has nothing to say holds nobody's news back for longer than a minute", async () => {
    const by = withMorning(() => false);
    await overnight(by);
    await office.deliver(bo, by);
    expect(texts()).toEqual([]);
    office.pass(58_000);
    await office.deliver(bo, by);
    expect(texts()).toEqual(["Bo, Acme: call", "Bo, Acme: moved", "Bo, Acme: read"]);
  });

  test("that its reader switched off is not waited for", async () => {
    await choose(bo, { topics: { morning: false } });
    const by = withMorning(() => false);
    office.pass(12 * HOUR);
    await office.tell(bo, reminder, { what: "call" });
    await office.deliver(bo, by);
    office.pass(11 * HOUR);
    await office.deliver(bo, by);
    expect(texts()).toEqual(["Bo, Acme: call"]);
  });

  test("does not hold up what comes after the night", async () => {
    const by = withMorning(() => false);
    office.pass(23 * HOUR + 60_000);
    await office.tell(bo, reminder, { what: "call" });
    await office.deliver(bo, by);
    expect(texts()).toEqual(["Bo, Acme: call"]);
  });
});

describe("what a person chose", () => {
  test("a topic that is off is dropped, and only that", async () => {
    await choose(bo, { topics: { reminders: false } });
    await office.tell(bo, reminder, { key: "off" });
    await office.tell(bo, dealNews, { what: "moved" });
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: moved"]);
    expect(await office.row("off")).toMatchObject({
      state: "skipped",
      lastError: "reminders is switched off",
    });
  });

  test("a snooze ends by itself", async () => {
    await choose(bo, { snoozedUntil: new Date(office.clock.now().getTime() + 2 * HOUR) });
    await office.tell(bo, reminder, { what: "call" });
    await office.deliver(bo);
    expect(texts()).toEqual([]);
    office.pass(2 * HOUR);
    await office.deliver(bo);
    expect(texts()).toEqual(["Bo, Acme: call"]);
  });
});

describe("in one hour", () => {
  test("a person gets twelve messages, and what is beyond is one summary at its end", async () => {
    for (let n = 1; n <= 20; n++) await office.tell(bo, reminder, { what: `call ${n}` });
    for (let n = 0; n < 12; n++) {
      await office.deliver(bo);
      office.pass(5_000);
    }
    expect(posts()).toBe(12);
    await office.tell(bo, approval, { what: "15 % off" });
    await office.deliver(bo);
    expect(texts().at(-1)).toBe("Bo, Acme: 15 % off");
    office.pass(HOUR);
    await office.deliver(bo);
    expect(posts()).toBe(14);
    expect(texts().at(-1)).toMatch(/8 messages in one:.*call 13.*call 20/s);
  });

  test("what can wait for the morning comes with it, in one message", async () => {
    for (const what of ["call", "write"]) await office.tell(bo, forMorning, { what });
    await office.deliver(bo);
    expect(texts()).toEqual([]);
    office.pass(23 * HOUR);
    await office.deliver(bo);
    expect(texts()).toEqual(["2 messages in one: • Bo, Acme: call\n• Bo, Acme: write"]);
  });
});
