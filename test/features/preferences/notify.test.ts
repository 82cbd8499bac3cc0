import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";

let bot: Bot;
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
const type = (handle: string, text: string) => as(handle).command(text);
const words = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => !message.isEphemeral)
    .map((message) => message.words);
const hears = (handle: string, what: string) =>
  bot.sandbox.until(
    () => words(handle).some((each) => each.includes(what)),
    `${handle} to hear of ${what}`,
  );
const HOUR = 3_600_000;

describe("/notify", () => {
  test("alone says what comes and when, with the workspace's hours at first", async () => {
    const card = await type("bea", "/notify");
    expect(card.text).toContain(
      "On: Approvals, Leads, Deal changes, Reminders, Morning message, Digests, Wins, Team",
    );
    expect(card.text).toContain("Off: Alerts");
    expect(card.text).toContain("When: Mon–Fri, quiet 20:00–08:00, your time (Europe/Berlin)");
    expect(card.text).toContain("[Change…] [Snooze 2 hours] [Until tomorrow]");
  });

  test.each([
    ["off deal changes", "*Deal changes* is off", "Off: Deal changes, Alerts"],
    ["on deals", "*Deal changes* is on", "Off: Alerts"],
    [
      "on alerts",
      "*Alerts* is on",
      "On: Approvals, Leads, Deal changes, Reminders, Morning message, Digests, Wins, Team, Alerts",
    ],
    ["quiet 22:00-07:00", "Quiet from 22:00 to 07:00", "quiet 22:00–07:00"],
    ["quiet off", "No quiet hours any more", "at any hour"],
    ["days sun-thu", "Messages come on Mon, Tue, Wed, Thu, Sun", "When: Mon, Tue, Wed, Thu, Sun"],
    ["days every day", "Messages come every day", "When: every day, at any hour"],
    ["snooze 2h", "Silent until today 17:00", "Snoozed until today 17:00"],
    ["snooze until monday", "Silent until Mon 08:00", "[Resume]"],
    ["resume", "What waited comes now", "[Snooze 2 hours]"],
  ])("%s", async (text, said, shown) => {
    const card = await type("nora", `/notify ${text}`);
    expect(card.text.replaceAll("*", "")).toContain(said.replaceAll("*", ""));
    expect(card.text).toContain(shown);
  });

  test.each([
    ["off everything", "There is no topic"],
    ["off remindes", "Did you mean"],
    ["quiet at night", "as quiet hours"],
    ["days someday", "no day of the week"],
    ["snooze forever", "as the end of a snooze"],
    ["snooze 200 days", "more than 90 days"],
  ])("%s is help, not a change", async (text, said) => {
    const before = (await type("jon", "/notify")).text;
    expect((await type("jon", `/notify ${text}`)).text).toContain(said);
    expect((await type("jon", "/notify")).text).toBe(before);
  });

  test("buttons snooze and resume in place", async () => {
    const card = await type("jon", "/notify");
    const silent = await as("jon").press(card, "Until tomorrow");
    expect(silent.isEdit).toBe(true);
    expect(silent.text).toContain("Silent until tomorrow 08:00");
    const back = await as("jon").press(silent, "Resume");
    expect(back.text).toContain("Back.");
  });

  test("the form holds all of it and keeps what was typed wrong", async () => {
    const form = await type("jon", "/notify set");
    expect(form.text).toContain("20:00-08:00");
    const wrong = await as("jon").submit(form, { quiet: "at night" });
    expect(wrong.text).toContain("as quiet hours");
    const kept = await as("jon").submit(form, {
      topics: ["approvals", "reminders"],
      quiet: "21-7",
      days: ["1", "2"],
      snooze: "1h",
    });
    expect(kept.text).toContain("On: Approvals, Reminders");
    expect(kept.text).toContain("When: Mon, Tue, quiet 21:00–07:00");
    expect(kept.text).toContain("Snoozed until today 15:00");
  });
});

describe("what somebody chose", () => {
  test("holds for them alone, and for that topic alone", async () => {
    await type("bea", "/notify off deal changes");
    await type("dan", "/deal note globex They want two years");
    await bot.app.deps.jobs.idle();
    expect(words("bea").some((each) => each.includes("two years"))).toBe(false);
    await type("bea", "/notify on deal changes");
    await type("dan", "/deal note globex They want three years");
    await hears("bea", "three years");
    expect(words("bea").some((each) => each.includes("two years"))).toBe(false);
  });

  test("as a snooze keeps everything until it ends by itself", async () => {
    await type("bea", "/notify snooze 1h");
    await type("dan", "/deal next globex send the offer");
    await type("dan", "/deal note globex They ask for a reference");
    await bot.timePasses(0.5 * HOUR);
    expect(words("bea").join()).not.toMatch(/reference|send the offer/);
    await bot.timePasses(0.6 * HOUR);
    await hears("bea", "They ask for a reference");
  });

  test("over is over: resume brings at once what waited", async () => {
    await type("bea", "/notify snooze 3 days");
    await type("dan", "/deal note globex They ask for a discount");
    await bot.app.deps.jobs.idle();
    expect(words("bea").join()).not.toContain("They ask for a discount");
    await type("bea", "/notify resume");
    await hears("bea", "They ask for a discount");
  });
});
