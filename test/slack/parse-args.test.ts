import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../src/kernel/text.ts";
import {
  type Args,
  type ArgValues,
  amount,
  choice,
  day,
  named,
  optional,
  person,
  phrase,
  word,
} from "../../src/slack/args.ts";
import { parseArgs, usageOf } from "../../src/slack/parse-args.ts";
import { refusal } from "../kernel/refusal.ts";

const CONTEXT = {
  now: new Date("2026-11-18T14:00:00Z"),
  timeZone: "Europe/Berlin",
  currency: "EUR",
};
const parse = <A extends Args>(args: A, text: string): ArgValues<A> =>
  parseArgs(args, tokenize(text), CONTEXT);

const deal = phrase("opp_123 or an account name");
const stage = choice(
  "stage",
  { lead: "lead", proposal: "proposal", solution: "design", solution_design: "design" },
  2,
);
const MOVE = { deal, stage, reason: named("because", phrase("the reason")) };
const NEW = {
  account: optional(word("the account's name")),
  title: optional(phrase("what is being sold")),
  amount: optional(amount()),
  close: named("close", day()),
};
const NEXT = { deal, step: optional(phrase("the next step")), date: optional(day()) };
const ASSIGN = {
  deal,
  part: optional(choice("part", { owner: "owner", se: "se" })),
  person: person(),
};
const EUR = (minor: number) => ({ minor, currency: "EUR" });

describe("the words are shared out so that every argument is understood", () => {
  test.each([
    ["acme proposal", { deal: "acme", stage: "proposal" }],
    ["acme corp proposal", { deal: "acme corp", stage: "proposal" }],
    ["acme corp of europe lead", { deal: "acme corp of europe", stage: "lead" }],
    ["acme solution design", { deal: "acme", stage: "design" }],
    ["acme corp Solution-Design", { deal: "acme corp", stage: "design" }],
    ['"acme corp" proposal', { deal: "acme corp", stage: "proposal" }],
    ["proposal proposal", { deal: "proposal", stage: "proposal" }],
    [
      "acme proposal because the board said so",
      { deal: "acme", stage: "proposal", reason: "the board said so" },
    ],
    ['acme "because" proposal', { deal: "acme because", stage: "proposal" }],
  ])("move %s", (text, values) => expect(parse(MOVE, text)).toEqual(values));

  test.each([
    ["", {}],
    ["Acme", { account: "Acme" }],
    ["Acme Rollout", { account: "Acme", title: "Rollout" }],
    [
      'Acme "Platform rollout" 50k close 2027-03-31',
      { account: "Acme", title: "Platform rollout", amount: EUR(5_000_000), close: "2027-03-31" },
    ],
    [
      "Acme Platform rollout 50k",
      { account: "Acme", title: "Platform rollout", amount: EUR(5_000_000) },
    ],
    [
      "Acme Rollout close friday 50k",
      { account: "Acme", title: "Rollout", amount: EUR(5_000_000), close: "2026-11-20" },
    ],
    [
      "Acme Rollout close end of next month",
      { account: "Acme", title: "Rollout", close: "2026-12-31" },
    ],
    [
      "Acme Rollout 50,000 USD",
      { account: "Acme", title: "Rollout", amount: { minor: 5_000_000, currency: "USD" } },
    ],
    ['Acme "close the gap" 5k', { account: "Acme", title: "close the gap", amount: EUR(500_000) }],
  ])("new %s", (text, values) => expect(parse(NEW, text)).toEqual(values));

  test.each([
    ["acme call the CFO", { deal: "acme", step: "call the CFO" }],
    ["acme call the CFO friday", { deal: "acme", step: "call the CFO", date: "2026-11-20" }],
    ["acme call the CFO by friday", { deal: "acme", step: "call the CFO", date: "2026-11-20" }],
    ["acme", { deal: "acme" }],
  ])("next %s", (text, values) => expect(parse(NEXT, text)).toEqual(values));

  const cat = { slackUserId: "U0CAT00001" };
  test.each([
    ["acme @cat", { deal: "acme", person: { name: "cat" } }],
    ["acme se @cat", { deal: "acme", part: "se", person: { name: "cat" } }],
    ["acme corp @cat", { deal: "acme corp", person: { name: "cat" } }],
    ["acme corp <@U0CAT00001|cat>", { deal: "acme corp", person: cat }],
    ["acme corp gmbh se <@U0CAT00001>", { deal: "acme corp gmbh", part: "se", person: cat }],
    ["acme corp me", { deal: "acme corp", person: "me" }],
    ["acme Cat Engineer", { deal: "acme", person: { name: "Cat Engineer" } }],
    ["acme @Cat Engineer", { deal: "acme", person: { name: "Cat Engineer" } }],
  ])("assign %s", (text, values) => expect(parse(ASSIGN, text)).toEqual(values));
});

describe("what can't be understood names the argument to blame", () => {
  test.each<[string, Args, string]>([
    ["", MOVE, "The deal is missing: opp_123 or an account name."],
    ["acme", MOVE, "The stage is missing: lead, proposal or design."],
    [
      "acme propsal",
      MOVE,
      "There is no stage “propsal”. Did you mean `proposal`? The choices: lead, proposal or design.",
    ],
    ["acme corp zzz", MOVE, "There is no stage “zzz”. The choices: lead, proposal or design."],
    ["acme lead because", MOVE, "After `because` comes the reason."],
    ["acme constructor", MOVE, "There is no stage “constructor”."],
    ["Acme Rollout close whenever", NEW, "I can't read “whenever” as a day."],
    ["acme", ASSIGN, "The person is missing: a person like @ada, or me."],
    ["acme", {}, "This takes no words after it."],
    [
      "a b",
      { one: word("one word") },
      "I could not read “a b” as one. Put names of several words in quotes.",
    ],
  ])("%j", (text, args, words) => expect(refusal(() => parse(args, text))).toContain(words));
});

describe("the usage line", () => {
  test("shows what is needed, what may be left out, and what has a word before it", () => {
    expect(usageOf(MOVE)).toBe("<deal> <stage> [because <reason>]");
    expect(usageOf(NEW)).toBe("[account] [title] [amount] [close <close>]");
    expect(usageOf({})).toBe("");
  });
});

test("no words break the reading: they are understood or refused, and soon", () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        "acme",
        "proposal",
        "because",
        "close",
        "friday",
        "50k",
        "me",
        "@cat",
        "constructor",
        "__proto__",
      ),
      fc.string({ maxLength: 8 }).filter((text) => !/["'“”„«‘]/.test(text)),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(words, fc.constantFrom<Args>(MOVE, NEW, NEXT, ASSIGN), (list, args) => {
      const text = list.join(" ");
      try {
        parse(args, text);
      } catch (error) {
        expect(error).toMatchObject({ name: "AppError", code: "bad_input" });
      }
    }),
    { numRuns: 300 },
  );
});
