import { describe, expect, test } from "vitest";
import { optional, phrase } from "../../src/slack/args.ts";
import { type Command, defineCommand } from "../../src/slack/command.ts";
import { helpCommand } from "../../src/slack/help.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { buildRouter } from "../../src/slack/router.ts";
import { refusal } from "../kernel/refusal.ts";
import { testDatabase } from "../support/database.ts";
import { aCall } from "./a-call.ts";
import { refusals } from "./hostile-text.ts";

const verb = (verb: string, more: { command?: `/${string}`; shorthand?: RegExp } = {}): Command =>
  defineCommand({
    command: more.command ?? "/deal",
    verb,
    summary: `Does ${verb} & <more>`,
    example: `/deal ${verb} acme`,
    permission: "help.read",
    args: { rest: optional(phrase("anything")) },
    ...(more.shorthand ? { shorthand: more.shorthand } : {}),
    run: async ({ rest }) => ({ text: md`${verb}: ${rest ?? "nothing"}` }),
  });
const commands: Command[] = [
  verb("show", { shorthand: /^opp_\d+$/i }),
  verb("move"),
  verb("people list"),
  verb("people set"),
  verb("people"),
  verb("list", { command: "/lead" }),
];
commands.push(helpCommand("/deal", "The deal desk.", () => commands));
const router = buildRouter(commands);
const find = (text: string, command = "/deal") => {
  const found = router.find(command, text);
  return [found.command.verb, found.words.map((word) => word.text).join("|")];
};

describe("what somebody typed finds its verb", () => {
  test.each([
    ["show acme corp", ["show", "acme|corp"]],
    ["SHOW Acme", ["show", "Acme"]],
    ["  move   acme  lead ", ["move", "acme|lead"]],
    ["people list emea", ["people list", "emea"]],
    ["People Set @bea", ["people set", "@bea"]],
    ["people of emea", ["people", "of|emea"]],
    ["opp_12", ["show", "opp_12"]],
    ["OPP_12", ["show", "OPP_12"]],
    ["", ["help", ""]],
    ["   ", ["help", ""]],
    ["help move", ["help", "move"]],
    ['show "acme corp"', ["show", "acme corp"]],
    ["show R&amp;D &lt;new&gt;", ["show", "R&D|<new>"]],
    ["show <@U0ADA00001|ada>", ["show", "<@U0ADA00001|ada>"]],
    ["show &lt;@U0ADA00001&gt;", ["show", "<@U0ADA00001>"]],
  ])("%j", (text, found) => expect(find(text)).toEqual(found));

  test("of its own slash command only", () => {
    expect(find("list", "/lead")).toEqual(["list", ""]);
    expect(refusal(() => router.find("/deal", "list"))).toContain("/deal has no “list”.");
    expect(refusal(() => router.find("/lead", ""))).toContain("/lead has no “”.");
    expect(refusal(() => router.find("/lead", "opp_12"))).toContain("no “opp_12”");
  });
});

describe("an unknown verb", () => {
  test.each([
    ["mvoe acme", "Did you mean `/deal move [rest]`? For example `/deal move acme`."],
    ["sho", "Did you mean `/deal show [rest]`?"],
    ["peopel", "Did you mean `/deal people [rest]`?"],
    ["zzzzzz", "`/deal help` lists what it can do."],
    ["constructor", "/deal has no “constructor”."],
    ["opp_12 please", "/deal has no “opp_12”."],
  ])("%j is answered with the nearest", (text, words) =>
    expect(refusal(() => router.find("/deal", text))).toContain(words),
  );
  test("with a quote that is not closed says so", () => {
    expect(refusal(() => router.find("/deal", 'show "acme'))).toContain(
      "A quote is opened and not closed",
    );
  });
});

test("a verb that is declared twice stops start-up", () => {
  expect(() => buildRouter([verb("move"), verb("move")])).toThrow("/deal move is declared twice");
  expect(() => buildRouter([verb("move"), verb("move", { command: "/lead" })])).not.toThrow();
});

describe("help", () => {
  const help = async (text: string) => {
    const database = await testDatabase({ max: 1 });
    try {
      const call = aCall(database);
      const { command, words } = router.find("/deal", text);
      return await command.run(words, { ...call, currency: "EUR", timeZone: "UTC" }, call);
    } finally {
      await database.close();
    }
  };
  test("lists the verbs of its own command with how they are written", async () => {
    const reply = await help("help");
    const shown = JSON.stringify(reply?.blocks);
    for (const one of commands.filter(({ command }) => command === "/deal"))
      expect(shown).toContain(`/deal ${one.verb}`);
    expect(shown).not.toContain("/lead");
    expect(refusals(reply?.blocks ?? [])).toEqual([]);
  });
  test("explains one verb, or all that begin with the word", async () => {
    expect((await help("help move"))?.text.text).toBe(
      "*move*: Does move &amp; &lt;more&gt;\n`/deal move [rest]`\nFor example `/deal move acme`",
    );
    const people = (await help("help people"))?.text.text;
    expect(people).toContain("/deal people list");
    expect(people).toContain("/deal people set");
  });
  test("on a verb that is none suggests the nearest", async () => {
    await expect(help("help mvoe")).rejects.toMatchObject({
      hint: "Did you mean `/deal help move`?",
    });
  });
});
