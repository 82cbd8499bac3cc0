import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { fingerprint } from "../../support/deal-rows.ts";

/** Every kind of input that can't be carried out: who types what, and what the answer must say. */
const CASES: readonly [what: string, who: string, typed: string, says: RegExp][] = [
  ["an unknown verb", "ada", "/deal mvoe opp_1 demo", /no “mvoe”[\s\S]*\/deal move/],
  ["a verb like nothing", "ada", "/deal xyzzy", /no “xyzzy”[\s\S]*\/deal help/],
  ["help on an unknown verb", "ada", "/deal help mov", /Did you mean|move/],
  ["an unknown stage", "ada", "/deal move opp_1 propsal", /propsal[\s\S]*proposal/],
  ["a stage that does not exist", "ada", "/deal move opp_1 lunch", /no stage “lunch”/],
  ["a missing stage", "ada", "/deal move opp_1", /stage is missing/],
  ["no arguments at all", "ada", "/deal move", /deal is missing/],
  ["an unknown deal", "ada", "/deal show opp_999", /no deal opp_999/],
  ["an unknown deal to move", "ada", "/deal move opp_999 demo", /no deal opp_999/],
  ["an unknown account", "ada", "/deal show qqqqqq", /I know no deal by “qqqqqq”/],
  ["an ambiguous account", "ada", "/deal show acme", /fits 2 deals\. Which one/],
  ["an id of nothing", "ada", "/deal show opp_0", /I know no deal|no deal/],
  ["a huge id", "ada", "/deal show opp_99999999999", /I know no deal|no deal/],
  ["the same stage", "ada", "/deal move opp_1 proposal", /in Proposal already/],
  ["a closed deal", "bea", "/deal move opp_3 demo", /is closed \(won\)[\s\S]*reopen/],
  ["a closed gate", "ada", "/deal move opp_10 proposal", /needs at least one requirement first/],
  [
    "skipping a gate without the right",
    "eli",
    "/deal move opp_9 proposal because hurry",
    /You may not skip a stage gate/,
  ],
  [
    "an empty reason",
    "ada",
    "/deal move opp_10 proposal because",
    /After because comes the reason/,
  ],
  [
    "somebody else's deal",
    "eli",
    "/deal move opp_1 negotiation",
    /You may not change this deal[\s\S]*owner/,
  ],
  ["a viewer who creates", "vic", "/deal new Acme Chairs", /You may not create a deal/],
  ["a viewer who looks", "vic", "/deal show opp_1", /You may not see this deal/],
  [
    "a seller who sets roles",
    "bea",
    "/deal people set @bea role admin",
    /You may not change settings, roles/,
  ],
  ["a seller who exports", "bea", "/deal export", /You may not change settings, roles/],
  ["a seller who imports", "bea", "/deal import", /You may not change settings, roles/],
  [
    "a seller who reopens",
    "bea",
    "/deal reopen opp_3 demo because why not",
    /You may not skip a stage gate or reopen/,
  ],
  ["a reopening without a reason", "dan", "/deal reopen opp_3 demo", /needs a reason/],
  [
    "reopening an open deal",
    "ada",
    "/deal reopen opp_1 demo because bored",
    /is open, in Proposal/,
  ],
  [
    "reopening into a closed stage",
    "dan",
    "/deal reopen opp_3 lost because bored",
    /can't be reopened in Closed lost/,
  ],
  ["an unclosed quote", "ada", '/deal new Acme "Chairs', /quote/i],
  [
    "an amount that is none",
    "ada",
    "/deal new Acme Chairs 50kk close friday",
    /Chairs 50kk|50kk|title/,
  ],
  ["a date that is none", "ada", "/deal new Acme Chairs close someday", /someday/],
  ["a day that does not exist", "ada", "/deal new Acme Chairs close 2027-02-30", /2027-02-30|30/],
  ["a date of two readings", "ada", "/deal new Acme Chairs close 03/04/2027", /3 April|4 March/],
  ["nothing after close", "ada", "/deal new Acme Chairs close", /After close comes/],
  [
    "a second deal of that name",
    "ada",
    '/deal new Acme "Platform rollout"',
    /open deal “Platform rollout” already/,
  ],
  [
    "a title that is too long",
    "ada",
    `/deal new Acme "${"long ".repeat(40)}"`,
    /characters; 150 fit/,
  ],
  ["an account without letters", "ada", '/deal new "!!!" Chairs', /is no name/],
  ["a next step in the past", "ada", "/deal next opp_1 call 2020-01-01", /is past/],
  ["a next step on a closed deal", "bea", "/deal next opp_3 call friday", /is closed \(won\)/],
  ["a snooze into the past", "ada", "/deal snooze opp_1 2020-01-01", /later day/],
  ["a snooze for years", "ada", "/deal snooze opp_1 2029-01-01", /180 days at most/],
  ["a snooze on a closed deal", "bea", "/deal snooze opp_3", /is closed \(won\)/],
  [
    "a note that is too long",
    "ada",
    `/deal note opp_1 ${"blah ".repeat(700)}`,
    /characters; 3000 fit/,
  ],
  ["a lost reason that is none", "ada", "/deal lost opp_1 becuase", /becuase|could not read/],
  ["lost without a reason", "ada", "/deal lost opp_1", /needs a lost reason first/],
  ["an unknown person", "dan", "/deal assign opp_2 nobodyhere", /nobodyhere/],
  [
    "an unknown mention",
    "dan",
    "/deal assign opp_2 <@U0NOBODY99>",
    /U0NOBODY99|know nobody|nobody/,
  ],
  ["a part that is none", "dan", "/deal assign opp_2 boss @cat", /boss/],
  ["a list by nothing known", "ada", "/deal list stagee proposal", /stagee[\s\S]*stage/],
  ["a list of a stage that is none", "ada", "/deal list stage lunch", /no stage “lunch”/],
  ["a list without the when", "ada", "/deal list closing", /Closing when/],
  ["a list of a period that is none", "ada", "/deal list closing blurgh", /blurgh/],
  ["an empty search", "ada", "/deal search", /words are missing/],
  ["a role that is none", "ada", "/deal people set @bea role wizard", /wizard/],
  ["their own manager", "ada", "/deal people set @bea manager @bea", /own manager|themsel/i],
];

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // Everybody has been here before: meeting somebody new would be a change of its own.
  for (const who of new Set(CASES.map(([, handle]) => handle)))
    await bot.sandbox.as(who).command("/deal help");
});
afterAll(() => bot.stop());

describe("bad input gets a clear answer and changes nothing", () => {
  test.each(CASES)("%s", async (_, who, typed, says) => {
    const before = await fingerprint(bot.url);
    const seen = await bot.sandbox.as(who).command(typed);
    expect(seen.text).toMatch(says);
    expect(seen.text).not.toContain("Something broke");
    expect(await fingerprint(bot.url)).toBe(before);
  });

  test("buttons of an older version, with values nobody understands now, change nothing", async () => {
    // As if a version of last year had posted them.
    const button = (text: string, action_id: string, value: string) => ({
      type: "button",
      text: { type: "plain_text", text },
      action_id,
      value,
    });
    const posted = await bot.app.slack.chat.postMessage({
      channel: bot.sandbox.as("ada").id,
      text: "Old buttons",
      blocks: [
        {
          type: "actions",
          elements: [
            button("Outdated", "deals.show", '{"id":"drop table deals"}'),
            button("No value", "deals.undo", "not json"),
            button("Gone", "deals.gone", "{}"),
          ],
        },
      ],
    } as Parameters<typeof bot.app.slack.chat.postMessage>[0]);
    const ada = bot.sandbox.as("ada");
    const old = ada.inbox().find((message) => message.ts === posted.ts);
    if (!old) throw new Error("the old message is not there");
    const before = await fingerprint(bot.url);
    expect((await ada.press(old, "Outdated")).text).toContain("belongs to an older message");
    expect((await ada.press(old, "No value")).text).toContain("belongs to an older message");
    expect((await ada.press(old, "Gone")).text).toContain("from an older version");
    expect(await fingerprint(bot.url)).toBe(before);
  });
});
