import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ admins: [] });
  await loadDemoData(bot.app, { history: true });
}, 120_000);
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);

describe("/forecast", () => {
  test("answers how much, how sure, and what is won, with a chart and the ways on", async () => {
    const seen = await as("dan").command("/forecast");
    expect(seen.text).toMatch(
      /^Q4 2026, your team: [\d.]+k EUR, likely between [\d.]+k and [\d.]+k \(80 %\)\./,
    );
    expect(seen.text).toMatch(/Won [\d.]+k · commit [\d.]+k · best case [\d.]+k/);
    expect(seen.text).toMatch(/Made of (\d+ % )?pipeline/);
    for (const button of ["By rep", "By stage", "Submit my call", "How sure is this?", "CSV"])
      expect(seen.text).toContain(`[${button}]`);
  });

  test("says which method lacks history instead of hiding it", async () => {
    const seen = await as("dan").command("/forecast seasonal");
    expect(seen.text).toMatch(/seasonal needs 24 whole months of bookings, and there are \d+/);
    const all = await as("dan").command("/forecast quarter");
    expect(all.text).toContain("ml has learned nothing yet");
  });

  test("tells the gap to the quota", async () => {
    await as("dan").command("/pipeline quota emea 600k q4");
    const seen = await as("dan").command("/forecast");
    expect(seen.text).toMatch(/Quota 600k: [\d.]+k short\./);
  });

  test.each([
    ["/forecast month pipeline", /^November 2026, your team: [\d.]+k EUR by pipeline/],
    ["/forecast next quarter", /^Q1 2027, your team: .*not yet in the pipeline about/s],
    ["/forecast year trend", /^2026, your team: [\d.]+k EUR by trend/],
    ["/forecast last quarter", /^Q3 2026, your team: [\d.]+k EUR won; it is over\./],
    ["/forecast bea", /^Q4 2026, Bea Seller: /],
    ["/forecast mine", /^Yours: nothing to forecast Q4 2026 from yet\./],
    ["/forecast decembr", /Did you mean december\?/],
    ["/forecast hybird", /Did you mean hybrid\?/],
    ["/forecast q5", /Quarters are q1 to q4\./],
    ["/forecast ml", /Deal \| Amount \| Closes \| Chance \| Why/],
  ])("%s", async (text, words) => {
    expect((await as("dan").command(text)).text).toMatch(words);
  });

  test("its buttons lead to reps, stages, deals and how sure it is", async () => {
    const seen = await as("dan").command("/forecast");
    const reps = await as("dan").press(seen, "By rep");
    expect(reps.text).toMatch(/Rep \| Forecast \| Won \| Commit \| Own call \| Quota \| Gap/);
    expect(reps.text).toContain("Bea Seller");
    const stages = await as("dan").press(reps, "By stage");
    expect(stages.text).toMatch(/the pipeline brings about/);
    const deals = await as("dan").press(stages, "By deal");
    expect(deals.text).toMatch(/Proposal, due in time: \d+ of \d+ won in time; \d+ % in the end/);
    const sure = await as("dan").press(deals, "How sure is this?");
    expect(sure.text).toContain("experience trusts it with 69 %");
    expect(sure.text).toContain("pipeline | ");
    expect(sure.text).toContain("No answer: seasonal needs 24");
  });

  test("what stands behind it comes as a file", async () => {
    const seen = await as("dan").command("/forecast");
    const sent = await as("dan").press(seen, "CSV");
    const [file] = sent.message?.files ?? [];
    const [head, ...rows] = (file?.content ?? "").trim().split("\n");
    expect(head).toContain(
      "category,amount,currency,close_date,probability,chance_pipeline,chance_ml,won_on",
    );
    expect(sent.text).toContain(`${rows.length} deals`);
    const won = rows.filter((row) => row.includes(",Won,"));
    const sum = won.reduce((all, row) => all + Number(/,Won,([\d.]+),/.exec(row)?.[1]), 0);
    expect(seen.text).toContain(`Won ${sum / 1000}k`);
  });
});

describe("who may", () => {
  test.each([
    ["lea", "/forecast", "You may not see or submit a forecast."],
    ["cat", "/forecast", "You may not see or submit a forecast."],
    ["bea", "/forecast team", "You may not see or adjust the forecast of others."],
    ["bea", "/forecast all", "You may not see or adjust the forecast of others."],
    ["bea", "/forecast nora", "You may not see or adjust the forecast of others."],
    ["dan", "/forecast americas", "Americas is not in your team."],
    ["dan", "/forecast eli", "Eli Seller is not in your team."],
    ["dan", "/forecast all", "The whole company is not in your team."],
    ["bea", "/forecast backtest", "You may not see or adjust the forecast of others."],
    ["bea", "/forecast adjust nora", "You may not see or adjust the forecast of others."],
  ])("%s is refused %s", async (handle, text, words) => {
    expect((await as(handle).command(text)).text).toContain(words);
  });

  test("a seller sees their own, also from the shortcut", async () => {
    expect((await as("bea").shortcut("forecast.ask")).text).toMatch(/^Q4 2026, you: /);
    expect((await as("bea").command("/forecast")).text).toMatch(/^Q4 2026, you: /);
    expect((await as("bea").command("/forecast bea")).text).toMatch(/^Q4 2026, Bea Seller: /);
  });

  test("a mistyped name gets help", async () => {
    expect((await as("dan").command("/forecast emae")).text).toContain("Did you mean EMEA?");
    expect((await as("dan").command("/forecast this week")).text).toContain(
      "whole month, quarter or year",
    );
  });
});

describe("calls", () => {
  test("from a form that knows what is won and committed, to the roll-up, to the manager's adjustment", async () => {
    const form = await as("bea").command("/forecast submit");
    expect(form.text).toMatch(/Q4 2026: [\d.]+k EUR won, [\d.]+k EUR commit/);
    const said = await as("bea").submit(form, {
      commit: "300k",
      bestCase: "350k",
      note: "Globex signs",
    });
    expect(said.text).toContain("Your call for Q4 2026: 300,000 EUR, best case 350,000 EUR.");

    const calls = await as("dan").command("/forecast calls");
    expect(calls.text).toMatch(/: 300k EUR commit, 350k best case, from 1 of \d calls expected\./);
    expect(calls.text).toContain("Missing: ");

    const adjust = await as("dan").command("/forecast adjust bea");
    expect(adjust.text).toContain("Bea Seller commits to 300k EUR for Q4 2026: “Globex signs”.");
    const done = await as("dan").submit(adjust, { commit: "250k", note: "Globex will slip" });
    expect(done.text).toContain("Bea Seller's call for Q4 2026 counts as 250,000 EUR");
    expect((await as("dan").command("/forecast calls")).text).toContain(
      "Dan Manager: Globex will slip",
    );
    await bot.app.deps.jobs.idle(10_000);
    const dm = as("bea").inbox().at(-1);
    expect(dm?.words).toContain(
      "Dan Manager counts on 250k EUR of your call for Q4 2026; you said 300k.",
    );
  });

  test("of a period that is over gets no form", async () => {
    const refused = await as("bea").command("/forecast submit last quarter");
    expect(refused.text).toContain("Q3 2026 is over");
  });

  test("a best case under the commit keeps what was typed", async () => {
    const form = await as("nora").command("/forecast submit q4");
    const refused = await as("nora").submit(form, { commit: "300k", bestCase: "200k" });
    expect(refused.text).toContain("The best case is under the commit.");
  });

  test("a deal put into commit by hand counts there", async () => {
    const before = await as("bea").command("/forecast");
    await as("bea").command("/forecast categorise globex pipeline");
    const after = await as("bea").command("/forecast");
    const commit = (text: string) => /commit ([\d.]+k?)/.exec(text)?.[1];
    expect(commit(after.text)).not.toBe(commit(before.text));
  });
});

test("deals in another currency are named with it, and said beside the total", async () => {
  await as("jon").command('/deal new Ohio "Rollout" 90k USD close eoq');
  const deals = await as("jon").command("/forecast ml");
  expect(deals.text).toContain("Ohio · Rollout | 90k USD |");
  expect((await as("jon").command("/forecast")).text).toContain(
    "Besides 90k USD open, which is not converted",
  );
});

test("before anything was measured, accuracy and history say how it comes to be", async () => {
  expect((await as("bea").command("/forecast accuracy")).text).toContain("is not measured yet");
  expect((await as("bea").command("/forecast history")).text).toContain("on Mondays the bot keeps");
});
