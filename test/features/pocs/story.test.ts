import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import type { Seen } from "../../../src/sandbox/driver/seen.ts";
import { type Bot, startBot } from "../../support/bot.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // Part of it happens on a weekend.
  for (const handle of ["bea", "cat"])
    await bot.sandbox.as(handle).command("/notify days every day");
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const inbox = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => !message.isEphemeral);
const told = (handle: string, words: string) =>
  bot.sandbox.until(
    () => inbox(handle).some((message) => message.words.includes(words)),
    `${handle} to be told “${words}”`,
  );
const hears = (words: string) => ({ until: (seen: Seen) => seen.text.includes(words) });

async function newDeal(handle: string, line: string): Promise<string> {
  const seen = await as(handle).command(`/deal new ${line}`);
  const id = /opp_\d+/.exec(seen.text)?.[0];
  if (!id) throw new Error(seen.text);
  return id;
}

/** A proof of concept that runs, with the four standard criteria. */
async function running(handle: string, line: string): Promise<string> {
  const deal = await newDeal(handle, line);
  const form = await as(handle).command(`/poc scope ${deal}`);
  const scoped = await as(handle).submit(form, { features: "Single sign-on" });
  const id = /poc_\d+/.exec(scoped.text)?.[0];
  if (!id) throw new Error(scoped.text);
  await as(handle).command(`/poc start ${id}`);
  return id;
}

describe("a proof of concept, from scope to acceptance", () => {
  test("is scoped in a form that knows the customer's needs, the dates and the standard criteria", async () => {
    const form = await as("cat").command("/poc scope opp_2");
    expect(form.modal?.title).toBe("Scope a proof of concept");
    expect(form.modal?.submit).toBe("Scope PoC");
    for (const words of [
      "For Globex · Analytics suite.",
      "Features to try (at most 5)",
      "Integrations (at most 3)",
      "Users (at most 10)",
      "Data stays in the EU",
      "! Functional requirements met",
      "! Security requirements met",
      "Performance benchmarks met",
      "User acceptance",
      "A ! in front makes it a must-have",
    ])
      expect(form.text).toContain(words);
    const inputs = form.modal?.blocks.filter((block) => block.type === "input") ?? [];
    expect(inputs).toHaveLength(8);
    expect(JSON.stringify(inputs)).toContain('"initial_date":"2026-11-25"');
    expect(JSON.stringify(inputs)).toContain('"initial_date":"2026-12-23"');

    const wrong = await as("cat").submit(form, {
      features: "a\nb\nc\nd\ne\nf",
      integrations: "1\n2\n3\n4",
      criteria: "Nice to see",
    });
    expect(wrong.errors).toEqual({
      features: "6 features are over the limit of 5.",
      integrations: "4 integrations are over the limit of 3.",
      criteria:
        "None of them is a must-have. Put a ! in front of what the customer has to see before they accept.",
    });
    const early = await as("cat").submit(form, {
      features: "Single sign-on\nReports",
      integrations: "Okta",
      criteria: "! Functional requirements met\n! Sign-on under 2 s\nUser acceptance",
      starts: "2026-11-25",
      ends: "2026-11-24",
    });
    expect(early.errors).toEqual({ ends: "It would end before it starts." });

    const scoped = await as("cat").submit(form, { ends: "2026-12-23", users: "8" });
    expect(scoped.text).toContain("Scoped a proof of concept on Globex · Analytics suite.");
    expect(scoped.text).toContain("poc_1");
    expect(scoped.text).toContain("Planned · starts Wed 25 Nov (in 7 days), ends Wed 23 Dec");
    expect(scoped.text).toContain("8 users");
    await told("bea", "scoped a proof of concept");
    expect(inbox("cat").some((message) => message.words.includes("scoped"))).toBe(false);
  });

  test("is the only live one of its deal: a second is refused, what was typed is kept, and the form says so before", async () => {
    // Named with the command, the deal is asked before a form opens; chosen in the form, after it.
    const known = await as("bea").command("/poc scope opp_2");
    expect(known.text).toContain("This deal has a proof of concept already: poc_1, planned.");
    const form = await as("bea").shortcut("pocs.scope");
    const refused = await as("bea").submit(form, {
      deal: "Globex · Analytics suite opp_2",
      features: "Something else",
    });
    expect(refused.text).toContain("This deal has a proof of concept already: poc_1, planned.");
    expect(refused.text).toContain("/poc show poc_1");
    const again = await as("bea").press(refused, "Edit and try again");
    expect(again.text).toContain("Something else");
    await as("bea").close(again);
  });

  test("can be found by the shortcut, which asks for the deal and fills in what it needs", async () => {
    const form = await as("bea").shortcut("pocs.scope");
    const live = await as("bea").choose(form, "deal", "Acme · Platform rollout opp_1");
    expect(live.text).toContain("Single sign-on with Okta");
    const acme = await as("bea").choose(live, "deal", "Globex · Analytics suite opp_2", {
      until: (seen) => seen.text.includes("poc_1"),
    });
    expect(acme.text).toContain("This deal has poc_1 already, planned");
    // What stands in a field stays, also when the deal changes.
    expect(acme.text).toContain("Single sign-on with Okta");
    await as("bea").close(acme);
  });

  test("is edited while it is planned: scope and dates in one form, criteria in the other", async () => {
    const form = await as("cat").command("/poc edit poc_1");
    const card = await as("cat").submit(form, {
      title: "Sign-on for plant 4",
      description: "The plant manager decides",
      starts: "2026-11-20",
      ends: "2026-11-22",
    });
    expect(card.text).toContain("Edited the proof of concept on Globex · Analytics suite.");
    expect(card.text).toContain("Sign-on for plant 4");
    const criteria = await as("cat").press(card, "Edit criteria");
    expect(criteria.text).toContain("! Sign-on under 2 s");
    const set = await as("cat").submit(criteria, {
      criteria: "! Functional requirements met\n! Sign-on under 2 s\nUser acceptance\nNice logo",
    });
    expect(set.text).toContain("Success: 4 criteria, must-have Functional requirements met");
  });

  test("cannot be graded, extended or accepted before it runs", async () => {
    for (const act of ["grade", "extend", "accept", "complete", "reject"]) {
      const seen = await as("cat").command(`/poc ${act} poc_1`);
      expect(seen.text).toContain("poc_1 is planned, so it can't be");
      expect(seen.text).toContain("/poc start poc_1");
    }
  });

  test("reminds both on its start day, in the morning of where the engineer is", async () => {
    await bot.timePasses(2 * DAY);
    await told("cat", "The proof of concept poc_1 on Globex · Analytics suite should start today.");
    await told("bea", "should start today");
    const starts = (handle: string) =>
      inbox(handle).filter((message) => message.words.includes("should start today"));
    expect([starts("cat").length, starts("bea").length]).toEqual([1, 1]);
  });

  test("started late keeps its length and says so", async () => {
    await bot.timePasses(DAY);
    const reminder = inbox("cat").at(-1);
    if (!reminder) throw new Error("no reminder");
    const seen = await as("cat").press(reminder, "Start today");
    expect(seen.text).toContain(
      "Started the proof of concept on Globex · Analytics suite, 1 day late: as long as planned, so it runs until Mon 23 Nov",
    );
    const twice = await as("cat").press(reminder, "Start today", hears("already"));
    expect(twice.text).toContain(
      "poc_1 is in progress already. Cat Engineer started it today 14:00.",
    );
  });

  test("is graded one criterion after the other, in place, with notes and evidence", async () => {
    const first = await as("cat").command("/poc grade globex");
    expect(first.text).toContain("Criterion 1 of 4, must-have: Functional requirements met");
    expect(first.text).toContain("□□□□ 0 of 4 criteria met, 4 not tested · must-haves 0 of 2");
    const second = await as("cat").press(first, "Met");
    expect(second.isEdit).toBe(true);
    expect(second.text).toContain("“Functional requirements met”: Met.");
    expect(second.text).toContain("Criterion 2 of 4, must-have: Sign-on under 2 s");
    const form = await as("cat").press(second, "Add note or link");
    expect(form.text).toContain("For: Functional requirements met");
    const noted = await as("cat").submit(form, {
      note: "All 12 cases passed",
      url: "https://wiki.example/cases",
    });
    expect(noted.text).toContain("Kept with “Functional requirements met”.");
    const third = await as("cat").press(noted, "Not met");
    await told("bea", "graded “Sign-on under 2 s” not met in poc_1");
    const fourth = await as("cat").press(third, "Partly");
    // A slip of the finger is taken back, and the criterion comes round again.
    const third2 = await as("cat").press(fourth, "Previous");
    const back = await as("cat").press(third2, "Not tested");
    expect(back.text).toContain("2 not tested");
    const again = await as("cat").press(back, "Previous");
    const last = await as("cat").press(again, "Partly");
    const done = await as("cat").press(last, "Met");
    expect(done.text).toContain("Every criterion is graded.");
    expect(done.text).toContain(
      "■■◧□ 2 of 4 criteria met, 1 partly, 1 not met · must-haves 1 of 2",
    );
    expect(done.text).toContain("must-have not met: Sign-on under 2 s");
  });

  test("tells who grades second what the first had said", async () => {
    const mine = await as("dan").command("/poc grade poc_1");
    const theirs = await as("cat").command("/poc grade poc_1");
    const at = async (handle: string, seen: Seen) => as(handle).press(seen, "Next");
    const [dans, cats] = [await at("dan", mine), await at("cat", theirs)];
    await as("cat").press(cats, "Met");
    const late = await as("dan").press(dans, "Partly", hears("Before:"));
    expect(late.text).toContain("“Sign-on under 2 s”: Partly met. Before: Met, says Cat Engineer");
  });

  test("reminds the day before its end, and is extended from there", async () => {
    await bot.timePasses(DAY);
    await told(
      "bea",
      "The proof of concept poc_1 on Globex · Analytics suite ends tomorrow.\n2 of 4 criteria met.",
    );
    const reminder = inbox("cat").findLast((message) => message.words.includes("ends tomorrow"));
    if (!reminder) throw new Error("no reminder");
    const form = await as("cat").press(reminder, "Extend");
    expect(form.text).toContain("It ends tomorrow.");
    const extended = await as("cat").submit(form, {
      ends: "2026-12-07",
      reason: "Their data came late",
    });
    expect(extended.text).toContain("runs until Mon 7 Dec");
  });

  test("completed, its report is shared by itself, with escaped names", async () => {
    const form = await as("cat").command("/poc deliverable poc_1");
    const card = await as("cat").submit(form, { demo_video: "https://video.example/1" });
    expect(card.text).toContain("Delivered: Demo video");
    const seen = await as("cat").command("/poc complete poc_1", hears("Completed the"));
    expect(seen.text).toContain("Completed the proof of concept on Globex · Analytics suite.");
    const report = () => inbox("bea").flatMap((message) => message.files)[0];
    await bot.sandbox.until(() => report() !== undefined, "the report");
    expect(report()?.name).toBe("poc_1-success-report.md");
    expect(report()?.content).toContain("# Success report: Sign-on for plant 4");
    expect(report()?.content).toContain("Their data came late");
    expect(inbox("cat").flatMap((message) => message.files)).toHaveLength(1);
  });

  test("is accepted only with the customer's written word while a must-have is open", async () => {
    const form = await as("bea").command("/poc accept poc_1");
    expect(form.text).toContain("Not every must-have is met: Sign-on under 2 s (partly met)");
    const seen = await as("bea").submit(form, {
      acceptance: "We accept. <!channel> Jane",
      url: "https://mail.example/12",
    });
    expect(seen.text).toContain("Accepted, recorded by Bea Seller");
    await told("cat", "recorded the customer's written acceptance of poc_1");
    const late = await as("cat").command("/poc accept poc_1");
    expect(late.text).toContain("poc_1 is accepted already. Bea Seller accepted it today");
    const regrade = await as("cat").command("/poc grade poc_1", hears("can't be graded"));
    expect(regrade.text).toContain("Bea Seller accepted it today");
    const report = await as("bea").command("/poc report poc_1", hears("Shared the success report"));
    expect(report.text).toContain("in our direct messages");
    const file = inbox("bea")
      .flatMap((message) => message.files)
      .at(-1);
    expect(file?.content).toContain("> We accept. \\<!channel\\> Jane");
  });
});

describe("around it", () => {
  test("the deal's room gets the report when it has one", async () => {
    await as("bea").command("/deal room wayne");
    const id = await (async () => {
      const form = await as("bea").command("/poc scope wayne");
      const scoped = await as("bea").submit(
        form,
        { features: "Audit log" },
        hears("Scoped a proof"),
      );
      return /poc_\d+/.exec(scoped.text)?.[0];
    })();
    const seen = await as("bea").command(`/poc report ${id}`, hears("Shared the success report"));
    expect(seen.text).toMatch(/in #deal-wayne/);
  });

  test("the list shows mine, my team's, all or the running ones, and teaches when there are none", async () => {
    const none = await as("tom").command("/poc list");
    expect(none.text).toContain("There is no proof of concept of yours yet.");
    const id = await running("bea", "Wonka Sweets 12k");
    const all = await as("dan").command("/poc list all");
    expect(all.text).toContain("1 running");
    expect(all.text).toContain(id);
    const live = await as("dan").command("/poc list running");
    expect(live.text).toContain("1 proof of concept running.");
    expect(live.text).toContain("Wonka · Sweets");
    expect((await as("tom").command("/poc list everything")).text).toContain("The choices:");
  });

  test("nobody outside of the deal's people works on it, and the refusal says who may", async () => {
    const seen = await as("nora").command("/poc start wonka");
    expect(seen.text).toContain("You may not work on demos and proofs of concept.");
    expect(seen.text).toContain("the deal's owner");
    // Buttons that will be refused are not shown.
    const grading = await as("nora").command("/poc grade wonka");
    expect(grading.text).toContain("You may not work on demos and proofs of concept.");
    const viewer = await as("vic").command("/poc list");
    expect(viewer.text).toBe("There is no proof of concept you may see.");
  });

  test("a deal without one is told so", async () => {
    const seen = await as("bea").command("/poc show soylent");
    expect(seen.text).toContain("Soylent · Supply planning has no proof of concept yet.");
    expect(seen.text).toContain("/poc scope opp_");
    expect((await as("bea").command("/poc show poc_99")).text).toContain(
      "There is no proof of concept poc_99.",
    );
  });

  test("a completed one can be rejected with a reason, or taken up again", async () => {
    const id = await running("bea", "Tyrell Replicants 70k");
    await as("bea").command(`/poc complete ${id}`, hears("Completed the proof"));
    const again = await as("bea").command(
      `/poc extend ${id} until 2027-02-20 because They ask for two more weeks`,
      hears("runs until"),
    );
    expect(again.text).toContain("In progress");
    const card = await as("bea").command(`/poc complete ${id}`, hears("Completed the proof"));
    const form = await as("bea").press(card, "Reject", { until: (next) => Boolean(next.modal) });
    const seen = await as("bea").submit(
      form,
      { reason: "Too slow" },
      { until: (next) => next.text.includes("Rejected") },
    );
    expect(seen.text).toContain("Rejected, recorded by Bea Seller");
    expect(seen.text).toContain("Too slow");
  });
});
