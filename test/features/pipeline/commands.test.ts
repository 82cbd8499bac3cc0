import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeSettings } from "../../../src/features/settings/index.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app, { history: true });
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const ask = async (handle: string, text: string) =>
  (await as(handle).command(`/pipeline ${text}`)).text;

describe("/pipeline", () => {
  test("alone says where the pipeline of one's team stands, today and a week ago", async () => {
    const seen = await as("dan").command("/pipeline");
    expect(seen.text).toMatch(
      /^Your team: \d+ open deals, \d+k EUR \([+-]\d+k EUR since 11 Nov\), \d+k EUR weighted\./,
    );
    expect(seen.text).toMatch(
      /\d+ deals to close by 31 Dec, \d+k EUR · \d+k EUR won in Q4 2026 · \d+ deals at risk/,
    );
    expect(seen.message?.blocks.map((block) => block.type)).toContain("data_visualization");
    expect(seen.text).toContain("A week ago: ");
  });

  test("reads whose and when without a verb: scope, person and period", async () => {
    expect(await ask("dan", "all this month")).toMatch(/^\d+ open deals, .* by 30 Nov/s);
    expect(await ask("bea", "")).toMatch(/^Yours: /);
    expect(await ask("dan", "summary @eli")).toMatch(/^Eli Seller: /);
    expect(await ask("dan", "summary americas next quarter")).toMatch(/^Americas: .* by 31 Mar/s);
  });

  test("leads from each report to its neighbours in the same message", async () => {
    const seen = await as("dan").command("/pipeline all");
    const stages = await as("dan").press(seen, "By stage");
    expect(stages.message?.ts).toBe(seen.message?.ts);
    expect(stages.text).toContain("Stage | Deals | Value | Weighted | Days | Usual | Went on");
    expect(stages.text).toMatch(/Lead \| 3 \| 50k EUR/);
    const months = await as("dan").press(stages, "By month");
    expect(months.text).toMatch(
      /^Most is to close in January 2027: 412k EUR in 5 deals\. 1 deal, 200k EUR, should have closed already\./,
    );
    const trend = await as("dan").press(months, "Trend");
    expect(trend.text).toMatch(/^1\.3M EUR open, \+\d+k EUR since 23 Aug; weighted/);
    const changes = await as("dan").press(trend, "What changed");
    expect(changes.text).toMatch(/^1\.3M EUR open, -\d+k EUR since 11 Nov: .*won -80k EUR/);
    expect(changes.text).toContain("Won | 1 | 80k EUR | -80k EUR | Initech · Workflow automation");
  });

  test("of a period ahead shows the months of that period only", async () => {
    const text = await ask("dan", "month team next year");
    expect(text).toMatch(/^Your team: most is to close in \w+ 2027/);
    expect(text).not.toContain("2026");
    expect(await ask("dan", "month team 2031")).toMatch(/no open deal is to close in 2031\./);
  });

  test("says what changed between two past days, and that nothing did where nothing did", async () => {
    expect(await ask("dan", "changes all last month")).toMatch(/from 1 Oct to 31 Oct: added \+/);
    expect(await ask("dan", "changes all since today")).toContain("No deal changed.");
  });

  test("sends the deals behind a report as a file that a spreadsheet opens safely", async () => {
    await as("ada").command('/deal new "=HYPERLINK(1)" "@SUM" 12k close 2027-01-10');
    const seen = await as("ada").command("/pipeline mine");
    await as("ada").press(seen, "CSV");
    await bot.sandbox.until(
      () =>
        as("ada")
          .inbox()
          .some((message) => message.files.length > 0),
      "the file",
    );
    const [file] = as("ada")
      .inbox()
      .flatMap((message) => message.files);
    expect(file?.name).toBe("pipeline-summary-2026-11-18.csv");
    expect(file?.content).toContain("id,account,title,owner,stage,status,amount,currency");
    expect(file?.content).toContain("'=HYPERLINK(1)");
    expect(file?.content).toMatch(
      /opp_1,Acme,Platform rollout,Ada Admin,Proposal,open,50000\.00,EUR,50/,
    );
  });

  test("offers on each alert to open, snooze or call wrong, and keeps to it", async () => {
    const seen = await as("dan").command("/pipeline insights all");
    expect(seen.text).toMatch(
      /^The pipeline .*: \d+ of \d+ open deals at risk, \d+k EUR of 1\.3M EUR/,
    );
    expect(seen.text).toMatch(
      /Hooli · Data residency · 200k EUR · Eli Seller · because close date passed 3 days ago; .*close date pushed 3 times/,
    );
    const refusedOne = await as("dan").choose(seen, "pipeline.snooze:4", "For a week");
    expect(refusedOne.text).toContain("You may not change this deal.");
    const own = await as("mia").command("/pipeline insights team");
    expect((await as("mia").choose(own, "pipeline.snooze:4", "For a week")).text).toMatch(
      /^Quiet until Wed 25 Nov \(in 7 days\): Hooli · Data residency/,
    );
    expect(await ask("mia", "insights team")).not.toContain("Hooli");
    const rest = await ask("mia", "insights team");
    expect(rest).toMatch(/^Your team: .* at risk, .*; 1 of them put off or called wrong/);
    expect(rest).toMatch(/stalled in this stage for \d+ days; no activity for \d+ days/);
    const left = await as("dan").command("/pipeline insights team");
    expect((await as("dan").choose(left, "pipeline.wrong:8", "no next step")).text).toMatch(
      /^Noted: “no next step” is no risk for Soylent · Supply planning\./,
    );
  });

  test("shows the KPIs beside their targets, with what they were counted from", async () => {
    const text = await ask("dan", "kpis all");
    expect(text).toMatch(/Win rate \| 41% \| over 30% \| met \| 31 of 75 deals decided/);
    expect(text).toMatch(/Sales cycle \| \d+ days \| under 90 days \| not met/);
    expect(text).toMatch(/Demo success \| \d+% \| over 80% \| (not )?met \| \d+ of \d+ demos held/);
    expect(text).toMatch(
      /^5 of 8 targets met\. Missed: discovery completion, sales cycle, new deals/,
    );
    expect(text).not.toContain("Forecast accuracy");
    expect(text).toMatch(
      /The pipeline brings about .* EUR a day: \d+ open deals × 41% won × .* EUR ÷ \d+ days\./,
    );
  });

  test("sets a quota, and measures the person and the team by it", async () => {
    expect(await ask("dan", "quota @bea 500k q4")).toMatch(
      /^The quota of Bea Seller for Q4 2026 is 500,000 EUR\./,
    );
    expect(await ask("dan", "rep team")).toMatch(
      /Bea Seller \| \d+ \| .* \| 500k EUR \| 24% \| [\d.]+×/,
    );
    expect(await ask("dan", "quota emea")).toMatch(
      /^EMEA: 500k EUR quota for Q4 2026, which follows from others; 145k EUR won, 29% of it\./,
    );
    expect(await ask("dan", "")).toContain(
      "145k EUR won in Q4 2026 of 500k EUR quota · the rest is covered",
    );
    expect(await ask("dan", "quota @bea 600k q4")).toContain("it was 500,000 EUR");
    expect(await ask("bea", "quota @bea 1 q4 100k")).toContain("You may not set quotas.");
    expect(await ask("dan", "quota @eli 500k q4")).toContain(
      "That one is for their manager or an admin.",
    );
    expect(await ask("dan", "quota @bea 500k next 3 weeks")).toContain(
      "A quota is for a whole month, quarter or year.",
    );
    expect(await ask("dan", "quota 500k q4")).toContain("Whose quota is it?");
  });

  test.each([
    [
      "summary thsi quarter",
      "I know no period, team or person “thsi”.",
      "Did you mean this quarter?",
    ],
    ["stage EMEAA", "I know no period, team or person “EMEAA”.", "Did you mean EMEA?"],
    ["rep @nobody-here", "I know no", ""],
    ["sumary", "/pipeline has no “sumary”.", "Did you mean /pipeline summary"],
    ["changes this month next month", "These are two periods.", "Write one"],
  ])("helps with %s", async (text, what, hint) => {
    const answer = await ask("dan", text);
    expect(answer).toContain(what);
    expect(answer).toContain(hint);
  });
});

describe("who sees what", () => {
  test("people outside sales see totals: no names, no file, no report about persons", async () => {
    const seen = await as("max").command("/pipeline");
    expect(seen.text).toMatch(/^\d+ open deals, 1\.\dM EUR/);
    expect(seen.text).toContain("You see the totals.");
    expect(seen.text).not.toContain("CSV");
    expect(seen.text).not.toContain("By rep");
    expect(await ask("max", "changes since 2026-11-01")).not.toContain("Initech");
    for (const report of ["rep", "insights", "quota"])
      expect(await ask("max", report)).toContain("You may not see every deal.");
  });

  test("where sales see their own only, other teams' deals are in no figure", async () => {
    const admin = {
      workspaceId: bot.workspaceId,
      personId: 0,
      slackUserId: "",
      name: "Test",
      timeZone: "UTC",
      roles: ["admin" as const],
      teamId: null,
    };
    const act = { deps: bot.app.deps, actor: admin, now: bot.clock.now(), requestId: null };
    await changeSettings(act, { salesSeeAllDeals: false });
    const own = await ask("eli", "rep all");
    expect(own).toContain("Tom Seller");
    expect(own).not.toContain("Bea Seller");
    expect(await ask("eli", "changes all since 2026-11-01")).not.toContain("Initech");
    expect(await ask("dan", "rep all")).not.toContain("Eli Seller");
    await changeSettings(act, { salesSeeAllDeals: true });
    expect(await ask("eli", "rep all")).toContain("Bea Seller");
  });
});
