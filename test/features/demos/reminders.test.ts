import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { demoOf } from "./demo-of.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // Raj wants to know at any hour; the others are reached by day, and at night of what begins in a moment.
  await bot.sandbox.as("raj").command("/notify quiet off");
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});

const as = (handle: string) => bot.sandbox.as(handle);
const type = (handle: string, text: string) => as(handle).command(text);
/** The reminders somebody got, oldest first. */
const reminders = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => message.words.startsWith("Demo "))
    .map((message) => message.words.split("\n")[0]);

/** Time passes up to a moment. */
const until = (moment: string) =>
  bot.timePasses(Date.parse(moment) - bot.sandbox.clock.now().getTime());

/** A demo of Ada's deal, scheduled by her own clock. */
async function demoAt(title: string, engineer: string, when: string): Promise<string> {
  // Slack takes one message a second to a person: what tells Ada and what tells Cat go out side by side.
  const demo = await demoOf(bot, "cat", "opp_1", title);
  await type("cat", `/demo assign ${demo} @${engineer}`);
  const seen = await type("ada", `/demo schedule ${demo} ${when}`);
  expect(seen.text).toContain(`Scheduled ${title}`);
  return demo;
}
const about = (title: string, engineer: string) =>
  `${title} for Acme · Platform rollout, with ${engineer}.`;

// One day in the life of four demos; each test goes on where the one before it ended. It begins on Wednesday at 14:00 UTC, 15:00 in Berlin.
describe("reminders of a demo", () => {
  let given = "";
  test("of one that begins in an hour are the short one only", async () => {
    await demoAt("Soon", "raj", "2026-11-18 16:00");
    await demoAt("First", "cat", "2026-11-19 16:30");
    await until("2026-11-18T14:44:00Z");
    expect([reminders("ada"), reminders("raj")]).toEqual([[], []]);
    await until("2026-11-18T14:46:00Z");
    expect(reminders("ada")).toEqual([
      `Demo in 15 minutes, at 16:00: ${about("Soon", "Raj Engineer")}`,
    ]);
    expect(reminders("raj")).toEqual([
      `Demo in 15 minutes, at 20:30: ${about("Soon", "Raj Engineer")}`,
    ]);
  });

  test("come the day before, to the sales engineer and the deal's owner, each by their own clock", async () => {
    await until("2026-11-18T15:29:00Z");
    expect(reminders("cat")).toEqual([]);
    await until("2026-11-18T15:31:00Z");
    expect(reminders("ada").at(-1)).toBe(`Demo tomorrow 16:30: ${about("First", "Cat Engineer")}`);
    expect(reminders("cat")).toEqual([`Demo tomorrow 15:30: ${about("First", "Cat Engineer")}`]);
  });

  test("lead to how it went", async () => {
    const reminder = as("ada")
      .inbox()
      .find((message) => message.words.startsWith("Demo in 15 minutes"));
    if (!reminder) throw new Error("There is no reminder.");
    const form = await as("ada").press(reminder, "How it went…");
    const done = await as("ada").submit(form, { "It was": "success" });
    expect(done.text).toContain("Kept how Soon went: it was a success.");
  });

  test("follow a demo that moves and one that is given to somebody else", async () => {
    const moved = await demoAt("Second", "cat", "2026-11-20 16:00");
    await type("cat", `/demo move ${moved} 2026-11-19 18:30`);
    given = await demoAt("Third", "cat", "2026-11-19 22:45");
    await type("ada", `/demo assign ${given} @raj`);
    await until("2026-11-18T18:31:00Z");
    // 18:30 in Lisbon is 19:30 in Berlin.
    expect(reminders("ada").at(-1)).toBe(`Demo tomorrow 19:30: ${about("Second", "Cat Engineer")}`);
    await until("2026-11-18T21:46:00Z");
    // 03:15 in Kolkata, where it is Thursday already.
    expect(reminders("raj").at(-1)).toBe(`Demo tomorrow 03:15: ${about("Third", "Raj Engineer")}`);
    expect(reminders("cat").filter((line) => line?.includes("Third"))).toEqual([]);
  });

  test("come 15 minutes before, and not at all at an old time or after a cancellation", async () => {
    await type("raj", `/demo cancel ${given} They are on holiday`);
    await until("2026-11-19T15:16:00Z");
    expect(reminders("ada").at(-1)).toBe(
      `Demo in 15 minutes, at 16:30: ${about("First", "Cat Engineer")}`,
    );
    await until("2026-11-19T18:16:00Z");
    expect(reminders("cat").at(-1)).toBe(
      `Demo in 15 minutes, at 18:30: ${about("Second", "Cat Engineer")}`,
    );
    await until("2026-11-19T21:31:00Z");
    const told = (title: string) => reminders("ada").filter((line) => line?.includes(title)).length;
    // The old time of the second would have been told at 15:00 UTC on Thursday.
    expect([told("First"), told("Second"), told("Third")]).toEqual([2, 2, 1]);
    expect(reminders("cat").filter((line) => line?.includes("Second"))).toHaveLength(2);
  });
});
