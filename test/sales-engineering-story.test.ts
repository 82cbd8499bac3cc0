import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadDemoData } from "../src/sandbox/demo-data.ts";
import type { Seen } from "../src/sandbox/driver/seen.ts";
import { type Bot, startBot } from "./support/bot.ts";

// One deal from a qualified lead to an accepted proof of concept, as its people would tell it. Each test goes on where the last ended.
let bot: Bot;
let deal = "";
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});

const as = (handle: string) => bot.sandbox.as(handle);
// The deal's card in its room and other news are edited at any time, and hold the same words as an answer.
const isElsewhere = ({ isEdit, message }: Seen) =>
  isEdit === true && message?.isEphemeral === false && !message.channel.startsWith("D");
/** Other news may come first: this is the answer that is meant. */
const hears = (...words: string[]) => ({
  until: (seen: Seen) => !isElsewhere(seen) && words.every((word) => seen.text.includes(word)),
});
/** The form that is meant: a card with a button of the same words is none. */
const opens = (...words: string[]) => ({
  until: (seen: Seen) => seen.kind === "modal" && words.every((word) => seen.text.includes(word)),
});
/** Slack takes one message a second in a conversation, so the last of many takes its time. */
const says = (handle: string, words: string) =>
  vi.waitUntil(
    () =>
      as(handle)
        .inbox()
        .some((message) => message.words.includes(words)),
    { timeout: 25_000, interval: 20 },
  );
const HOUR = 3_600_000;

describe("a deal's way through sales engineering", () => {
  test("it is qualified, and gets a room", async () => {
    const created = await as("bea").command('/deal new Soylent "Nutrition platform" 90k close eoq');
    deal = /opp_\d+/.exec(created.text)?.[0] ?? "";
    const gate = await as("bea").command(`/deal move ${deal} qualified`);
    const form = await as("bea").press(gate, "Fill it in");
    const moved = await as("bea").submit(form, { contact: "Sol Roth" });
    expect(moved.text).toContain("from Lead to Qualified, 30%");
    await as("bea").command(`/deal assign ${deal} se @cat`);
    const room = await as("bea").command(`/deal room ${deal}`, hears("Opened"));
    expect(room.text).toContain("Opened #deal-soylent");
  });

  test("discovery: six requirements, one of them from a message, each where it belongs", async () => {
    const form = await as("cat").command(`/deal require ${deal}`, opens("Log requirements"));
    const logged = await as("cat").submit(
      form,
      {
        Requirements: [
          "Single sign-on with Okta",
          "Data must stay in the EU and be GDPR compliant",
          "REST API to their SAP system",
          "Pages open in under two seconds with 5,000 users",
        ].join("\n"),
      },
      hears("Logged 4 requirements"),
    );
    expect(logged.text).toContain("1 security, 1 compliance, 1 integration, 1 technical");
    const one = await as("cat").command(
      `/deal require ${deal} Approval workflow for recipes`,
      hears("Logged on"),
    );
    expect(one.text).toContain("functional");
    await as("bea").say("Soylent needs an export of the audit log", { channel: "sales-emea" });
    const message = as("bea").messages("sales-emea").at(-1);
    if (!message) throw new Error("the message is not there");
    const add = await as("bea").messageShortcut(
      "discovery.add-to-deal",
      message,
      opens("Add to deal"),
    );
    // The deal is guessed from the account in the message, so there is nothing left to fill in.
    const added = await as("bea").submit(add, {}, hears("export of the audit log"));
    expect(added.text).toContain("Soylent · Nutrition platform");
  });

  test("three challenges, the blocker first, and solutions for all of it in a proposal", async () => {
    for (const [words, severity] of [
      ["Their CISO vetoes every new vendor, this is a blocker", "high"],
      ["Migration of five years of recipes is a major effort", "medium"],
      ["A minor worry: they would like the logo in green", "low"],
    ] as const) {
      const seen = await as("cat").command(
        `/deal challenge ${deal} ${words}`,
        hears("Logged a challenge"),
      );
      expect(seen.text).toContain(`platform, ${severity}`);
    }
    const card = await as("cat").command(`/deal discover ${deal}`, hears("Discovery ·"));
    expect(card.text).toContain("6 requirements · 3 open challenges");
    const solutions = await as("cat").press(card, "Propose solutions", hears("Solutions ·"));
    // A solution for each of five categories, and one for the high challenge.
    expect(solutions.text).toContain("6 solutions");
    await as("cat").press(solutions, "Write proposal", hears("Solution proposal of"));
    const files = () => as("cat").messages(`deal-soylent-${deal.replace("opp_", "")}`);
    await bot.sandbox.until(
      () => files().some((message) => message.words.includes("soylent-solution-proposal-v1.md")),
      "the proposal in the deal's room",
    );
  });

  test("a demo is asked for, given to Cat, put into the calendar and moved, and its people know", async () => {
    const card = await as("bea").command(`/deal show ${deal}`, hears("Request demo"));
    const form = await as("bea").press(card, "Request demo", opens("Features to show"));
    expect(form.text).toContain("Approval workflow for recipes");
    const asked = await as("bea").submit(form, {}, hears("Asked for", "demo_1"));
    const assigned = await as("bea").press(
      asked,
      "Assign Cat Engineer",
      hears("Gave Nutrition platform demo to Cat Engineer"),
    );
    // Bea reads Berlin time, Cat works in London.
    expect(assigned.text).toContain("tomorrow 12:00 (11:00 for Cat Engineer)");
    const scheduled = await as("bea").press(assigned, "tomorrow 12:00", hears("Scheduled"));
    expect(scheduled.text).toContain("with Cat Engineer");
    await says("cat", "Nutrition platform demo");
    const moved = await as("cat").command("/demo move demo_1 fri 14:00", hears("Moved"));
    expect(moved.text).toContain("Fri 20 Nov 14:00");
    await says("bea", "moved the demo");
  });

  test("both are reminded the day before and shortly before, and the demo is delivered", async () => {
    const reminders = (handle: string) =>
      as(handle)
        .inbox()
        .filter((message) => /^Demo (today|tomorrow|in)/.test(message.words)).length;
    const before = reminders("cat");
    await bot.timePasses(24 * HOUR + 60_000);
    await vi.waitUntil(() => reminders("cat") === before + 1, { timeout: 25_000 });
    await bot.timePasses(24 * HOUR);
    await vi.waitUntil(() => reminders("cat") === before + 2, { timeout: 25_000 });
    expect(reminders("bea")).toBe(2);
    const done = await as("cat").command("/demo deliver demo_1 success", hears("success"));
    expect(done.text).toContain("delivered");
    const card = await as("bea").command(`/deal show ${deal}`, hears("Scope PoC"));
    expect(card.text).toContain("Demo demo_1 delivered");
  });

  test("a proof of concept over the limit is refused under its field, then scoped and started", async () => {
    const form = await as("cat").command(`/poc scope ${deal}`, opens("Features to try"));
    const refused = await as("cat").submit(form, {
      "Features to try (at most 5)": "one\ntwo\nthree\nfour\nfive\nsix",
    });
    expect(refused.errors).toEqual({ features: "6 features are over the limit of 5." });
    const scoped = await as("cat").submit(
      form,
      { "Features to try (at most 5)": "Sign-on\nApproval workflow" },
      hears("Scoped a proof of concept"),
    );
    const started = await as("cat").press(scoped, "Start today", hears("In progress"));
    expect(started.text).toContain("0 of 4 criteria met");
  });

  test("its criteria are graded one by one, and the customer accepts it", async () => {
    const first = await as("cat").command("/poc grade poc_1", hears("Criterion 1 of 4"));
    const second = await as("cat").press(first, "Met", hears("Criterion 2 of 4"));
    const third = await as("cat").press(second, "Partly", hears("Criterion 3 of 4"));
    const fourth = await as("cat").press(third, "Met", hears("Criterion 4 of 4"));
    const graded = await as("cat").press(fourth, "Met", hears("Every criterion is graded"));
    expect(graded.text).toContain("3 of 4 criteria met, 1 partly · must-haves 2 of 2");
    const completed = await as("cat").press(graded, "Complete", hears("Completed the proof"));
    const accepted = await as("cat").press(completed, "Accept", hears("Accepted, recorded by"));
    expect(accepted.text).toContain("Accepted, recorded by Cat Engineer");
    await says("bea", "accepted");
  });

  test("two objections, one from a message: answered from the library and resolved", async () => {
    const price = await as("bea").command(
      `/objection log ${deal} Your price is double theirs`,
      hears("Logged:"),
    );
    expect(price.text).toContain("→ pricing");
    await as("bea").say("Soylent says: no SOC 2 report, no deal", { channel: "sales-emea" });
    const message = as("bea").messages("sales-emea").at(-1);
    if (!message) throw new Error("the message is not there");
    const form = await as("bea").messageShortcut(
      "objections.log-from-message",
      message,
      opens("Log objection"),
    );
    const security = await as("bea").submit(form, {}, hears("Logged:", "obj_2"));
    expect(security.text).toContain("→ security");

    const shown = await as("bea").command(`/deal show ${deal}`, hears("Open objections"));
    expect(shown.text).toMatch(/Open objections: .*pricing/);

    const used = await as("bea").press(security, "Use this play", hears("obj_2", "Answered"));
    const answered = await as("bea").press(used, "Answered", hears("obj_2", "Resolved"));
    const resolved = await as("bea").press(answered, "Resolved", hears("obj_2", "esolved"));
    expect(resolved.text).toContain("esolved");
    await as("bea").command("/objection answer obj_1", hears("obj_1"));
    await as("bea").command("/objection resolve obj_1", hears("obj_1"));
  });

  test("the deal's card and history tell all of it", async () => {
    const card = await as("bea").command(`/deal show ${deal}`, hears("PoC poc_1"));
    expect(card.text).toContain("PoC poc_1 accepted, 3 of 4 criteria met");
    expect(card.text).not.toContain("Open objection");
    const history = await as("bea").command(`/deal history ${deal}`, hears("happened to"));
    for (const words of [
      "demo_1 delivered",
      "poc_1 accepted",
      "obj_2 resolved",
      "Lead → Qualified",
    ])
      expect(history.text).toContain(words);
    expect(history.text).toMatch(/demo_1 scheduled: .*\d\d:\d\d/);
    expect(history.text).not.toMatch(/starts at|ends at|\w_(progress|show)\b/);
  });
});
