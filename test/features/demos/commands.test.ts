import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { demoOf } from "./demo-of.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  await as("ada").command("/deal people set @cat skills okta, sap hours 9:00-17:00 capacity 6");
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const type = (handle: string, text: string) => as(handle).command(text);

describe("asking for a demo", () => {
  test("a name that fits several deals asks which, and then opens the form for it", async () => {
    const asked = await type("ada", "/demo request acme");
    expect(asked.text).toContain("“acme” fits 2 deals. Which one?");
    const form = await as("ada").press(asked, "Acme · Platform rollout (Proposal)");
    expect(form.modal?.title).toBe("Request demo");
    expect(form.text).toContain("For Acme · Platform rollout. Change what was suggested.");
    expect(form.modal?.submit).toBe("Request demo");
    // Eight inputs are as many as anybody reads.
    expect(form.modal?.blocks.filter((block) => block.type === "input")).toHaveLength(8);
    await as("ada").close(form);
  });

  test("the form is filled in from the deal, and the answer is a card with who could give it and why", async () => {
    const form = await type("ada", "/demo request opp_1");
    const seen = await as("ada").submit(form, {
      "Features to show": "Single sign-on\nAudit log",
      "Skills wanted": "Okta",
      Description: "For the IT leads",
    });
    expect(seen.text.split("\n")).toEqual([
      "Asked for Platform rollout demo (demo_1).",
      "Platform rollout demo  demo_1",
      ":hourglass_flowing_sand: nobody has it yet · 1 h, 2 h to prepare",
      "for Acme · Platform rollout, asked for by Ada Admin",
      "Shows: Single sign-on, Audit log",
      "For the IT leads",
      "Suggested: Cat Engineer: knows okta, on this deal, no demos this week, free tomorrow 12:00",
      "Or: Raj Engineer: no demos this week, free tomorrow 09:00",
      "[Assign Cat Engineer] [Assign Raj Engineer] [Somebody else…] [Open deal] [… Edit / Environment and script / Cancel the demo]",
    ]);
  });

  test("the same request again points to the open one, and what was typed is kept", async () => {
    const form = await type("ada", "/demo request opp_1");
    const refused = await as("ada").submit(form, { "Skills wanted": "sap" });
    expect(refused.text).toContain(
      "There is one already: demo_1 “Platform rollout demo” is requested.",
    );
    const again = await as("ada").press(refused, "Edit and try again");
    const seen = await as("ada").submit(again, { Title: "Technical demo" });
    expect(seen.text).toContain("Asked for Technical demo (demo_2).");
  });

  test("⚡ Request demo opens the form with the deal to choose, and fills it in from the chosen one", async () => {
    const form = await as("bea").shortcut("demos.request");
    expect(form.modal?.title).toBe("Request demo");
    const offered = await as("bea").suggest(form, "Deal", "globex");
    expect(offered.map(({ text }) => text)).toEqual(["Globex · Analytics suite opp_2"]);
    const filled = await as("bea").choose(form, "Deal", "2");
    expect(filled.text).toMatch(
      /Suggested from what Globex · Analytics suite asks for|Globex · Analytics suite has no requirements yet/,
    );
    const seen = await as("bea").submit(filled);
    expect(seen.text).toContain("Asked for Analytics suite demo (demo_3).");
  });

  test("somebody who may not is told who may", async () => {
    const form = await type("max", "/demo request opp_1");
    expect(form.text).toContain("You may not");
  });
});

describe("from the request to the calendar, on one card", () => {
  test("assigned, three free times by both clocks, one of them taken, and the card edited in place", async () => {
    const card = await type("ada", "/demo demo_1");
    const given = await as("ada").press(card, "Assign Cat Engineer");
    expect(given.isEdit).toBe(true);
    expect(given.text.split("\n").slice(0, 9)).toEqual([
      "Gave Platform rollout demo to Cat Engineer: knows okta, on this deal, no demos this week, free tomorrow 12:00.",
      "Platform rollout demo  demo_1",
      "with Cat Engineer, no time yet · 1 h, 2 h to prepare",
      "for Acme · Platform rollout, asked for by Ada Admin",
      "Shows: Single sign-on, Audit log",
      "For the IT leads",
      "Free times of Cat Engineer, in Ada Admin's working hours too:",
      "• tomorrow 12:00 (11:00 for Cat Engineer)",
      "• Fri 20 Nov 12:00 (11:00 for Cat Engineer)",
    ]);
    const scheduled = await as("ada").press(given, "tomorrow 12:00");
    expect(scheduled.isEdit).toBe(true);
    expect(scheduled.text).toContain("Scheduled Platform rollout demo: tomorrow 12:00.");
    expect(scheduled.text).toContain("Preparation from 10:00 · 11:00 for Cat Engineer");
    await bot.sandbox.until(
      () =>
        as("cat")
          .inbox()
          .some((one) => one.words.includes("scheduled the demo")),
      "Cat to be told",
    );
    const news = as("cat")
      .inbox()
      .findLast((one) => one.words.includes("scheduled the demo"));
    if (!news) throw new Error("Cat was not told.");
    // Cat reads the card by the clock of Lisbon.
    expect((await as("cat").press(news, "Open demo")).text).toContain("tomorrow 11:00, with Cat");
  });

  test("Move offers other times, and another one of one's own choice", async () => {
    const card = await type("ada", "/demo show demo_1");
    const times = await as("ada").press(card, "Move…");
    expect(times.text).not.toContain("• tomorrow 12:00");
    expect(times.text).toContain("• Fri 20 Nov 12:00 (11:00 for Cat Engineer)");
    const form = await as("ada").press(times, "Another time…");
    const evening = Date.parse("2026-11-18T19:00:00Z") / 1000;
    const moved = await as("ada").submit(form, { Begins: evening });
    expect(moved.text).toContain("Scheduled Platform rollout demo: today 20:00.");
    expect(moved.text).toContain("outside Cat Engineer's working hours");
  });

  test("a time that is taken is refused with what stands there", async () => {
    await type("ada", "/demo assign demo_2 @cat");
    expect((await type("ada", "/demo schedule demo_2 2026-11-18 20:30")).text).toBe(
      [
        "Cat Engineer is not free today 20:30: there is demo_1 “Platform rollout demo” at today 20:00 and the preparation before it.",
        "/demo schedule demo_2 shows when Cat Engineer is free.",
      ].join("\n"),
    );
  });

  test("in words: the best one, a day and a time, another time", async () => {
    const demo = await demoOf(bot, "bea", "opp_1", "Third").catch(() => null);
    // Bea does not own the deal.
    expect(demo).toBeNull();
    const own = await demoOf(bot, "cat", "opp_1", "Spoken");
    const given = await type("ada", `/demo assign ${own}`);
    expect(given.text).toMatch(/^Gave Spoken to (Cat|Raj) Engineer: /);
    await type("ada", `/demo assign ${own} @raj`);
    expect((await type("ada", `/demo schedule ${own} tue 9am`)).text).toContain(
      "Scheduled Spoken: Tue 24 Nov 09:00.",
    );
    expect((await type("ada", `/demo move ${own} tue 10:30`)).text).toContain(
      "Moved Spoken: Tue 24 Nov 10:30.",
    );
    expect((await type("ada", `/demo move ${own} tue 10:30`)).text).toContain(
      "Nothing to change: Spoken is like that already.",
    );
  });
});

describe("help where words don't fit", () => {
  test.each([
    ["/demo", "What /demo can do"],
    ["/demo scedule demo_1", "/demo has no “scedule”."],
    ["/demo schedule demo_1 tomorow 15:00", "I can't read “tomorow 15:00” as a moment."],
    [
      "/demo show demo_1 now",
      "I could not read “now” after demo_1.\nWrite it like /demo show acme.",
    ],
    ["/demo schedule demo_1 yesterday 15:00", "yesterday 15:00 is over.\nChoose a time to come"],
    [
      "/demo assign demo_1 cat",
      "“cat” is not a person.\nWrite them with an @, like @cat, or write me.",
    ],
    ["/demo assign demo_1 @bea", "Bea Seller is no sales engineer."],
    ["/demo show demo_99", "There is no demo demo_99."],
    ["/demo show initech", "has no demo."],
    ["/demo no-show demo_1", "demo_1 begins today 20:00: it can't have been missed yet."],
    ["/demo list upcomming", "Did you mean `upcoming`?"],
    [
      "/demo deliver demo_2 success",
      "demo_2 is assigned: it can't be marked as delivered.\nIt can be scheduled, assigned or cancelled.",
    ],
  ])("%s", async (text, words) => {
    expect((await type("ada", text)).text).toContain(words.replaceAll("`", ""));
  });

  test("a deal with several open demos asks which", async () => {
    const asked = await type("ada", '/demo show "platform rollout"');
    expect(asked.text).toContain("Acme · Platform rollout has 3 open demos. Which one?");
    const card = await as("ada").press(asked, "Technical demo (assigned)");
    expect(card.text).toContain("Technical demo  demo_2");
  });
});

describe("the list", () => {
  test("says what needs somebody, and is a table of the next ones", async () => {
    const seen = await type("ada", "/demo list");
    const [first, , head, ...rows] = seen.text.split("\n");
    expect(first).toBe(
      "3 open demos, yours · next today 20:00: Acme · Platform rollout · 1 without a time",
    );
    expect(head).toBe("When | Demo | Deal | Sales engineer | Status | Id");
    expect(rows[0]).toBe(
      "today 20:00 | Platform rollout demo | Acme · Platform rollout | Cat Engineer | scheduled | demo_1",
    );
    const past = await as("ada").press(seen, "Past");
    expect(past.text).toContain("No past demos of yours.");
    expect(past.isEdit).toBe(true);
  });

  test("that is empty teaches how to ask for one", async () => {
    const seen = await type("jon", "/demo list");
    expect(seen.text).toContain("No open demos of yours.");
    expect(seen.text).toContain("[Request demo]");
    const form = await as("jon").press(seen, "Request demo");
    expect(form.modal?.title).toBe("Request demo");
    await as("jon").close(form);
  });
});

describe("what becomes of a demo", () => {
  test("edited and prepared, in forms that hold what is known", async () => {
    const card = await type("cat", "/demo show demo_2");
    const form = await as("cat").press(card, "Edit");
    const edited = await as("cat").submit(form, {
      "Duration in minutes": "90",
      "Use cases": "Audit",
    });
    expect(edited.text).toContain("1 h 30 min, 2 h to prepare");
    expect(edited.text).toContain("Use cases: Audit");
    const prepare = await as("cat").press(edited, "Environment and script");
    const prepared = await as("cat").submit(prepare, {
      "It is": ["isBranded", "isUseCaseSpecific"],
      Script: "https://docs.example.com/acme",
    });
    expect(prepared.text).toContain("Environment: branded, use-case specific · Script");
  });

  test("cancelled with the reason", async () => {
    const form = await type("ada", "/demo cancel demo_2");
    const seen = await as("ada").submit(form, { Why: "They chose the big one" });
    expect(seen.text).toContain("Cancelled: “They chose the big one”");
    expect(seen.text).not.toContain("Move…");
  });

  test("nobody came: other times are offered, and then it is delivered in one line", async () => {
    await bot.timePasses(Date.parse("2026-11-18T19:10:00Z") - bot.sandbox.clock.now().getTime());
    const missed = await type("cat", "/demo no-show demo_1");
    expect(missed.text).toContain("Noted: nobody came to Platform rollout demo.");
    expect(missed.text).toContain("[Another time…]");
    const soon = new Date(bot.sandbox.clock.now().getTime() + 60_000);
    await type("cat", `/demo schedule demo_1 ${soon.toISOString().slice(0, 16)}Z`);
    await bot.timePasses(120_000);
    const slip = await type("cat", "/demo deliver demo_1 sucess They want SAP next");
    expect(slip.text).toContain("I could not read “sucess”.\nDid you mean success?");
    const done = await type(
      "cat",
      "/demo deliver demo_1 success They want SAP next recording https://video.example.com/acme",
    );
    expect(done.text).toContain("Kept how Platform rollout demo went: it was a success.");
    expect(done.text).toContain("Notes: They want SAP next · Recording");
    expect((await type("ada", "/demo list past")).text).toContain("delivered, a success");
    // The recording comes a day later, and a slip must not stay in the figures.
    const twice = await type("cat", "/demo deliver demo_1 partial");
    expect(twice.text).toContain("demo_1 is delivered already: it was a success.");
    const form = await as("cat").press(done, "Change outcome…");
    expect(form.text).toContain("They want SAP next");
    const corrected = await as("cat").submit(form, { "It was": "Partly a success" });
    expect(corrected.text).toContain("it was partly a success");
    expect(corrected.text).toContain("Notes: They want SAP next · Recording");
  });
});

// At the end: the card that hangs in the room is edited with every change.
describe("where the deal is known", () => {
  test("in a deal's room the deal is guessed", async () => {
    const room = await type("ada", "/deal room opp_1");
    expect(room.text).toContain("deal-acme");
    const channel = /#(deal-[\w-]+)/.exec(room.text)?.[1] ?? "";
    const form = await as("ada").command("/demo request", { channel });
    expect(JSON.stringify(form.modal?.blocks)).toContain("Acme · Platform rollout opp_1");
    await as("ada").close(form);
  });
});
