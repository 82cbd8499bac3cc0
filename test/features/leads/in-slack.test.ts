import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workspaces } from "../../../src/db/schema.ts";
import { inWorkspace } from "../../../src/db/workspace.ts";
import type { Seen } from "../../../src/sandbox/driver/seen.ts";
import type { Bot } from "../../support/bot.ts";
import { startWithLeads } from "./demo.ts";

const MINUTE = 60_000;

let bot: Bot;
beforeAll(async () => {
  const { bot: started, personOf } = await startWithLeads();
  bot = started;
  // Those who are at work at this hour: who sleeps reads of it in the morning.
  const personIds = ["ada", "bea", "nora", "jon"].map(personOf);
  const rule = { name: "sells in Europe", segments: [], countries: [], industries: [] };
  await inWorkspace(bot.db, bot.workspaceId, (tx) =>
    tx
      .update(workspaces)
      .set({ settings: { lead: { assignment: [{ ...rule, personIds, teamId: null }] } } })
      .where(eq(workspaces.id, bot.workspaceId)),
  );
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const form = { until: (seen: Seen) => seen.kind === "modal" };
const inbox = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => !message.isEphemeral);
const told = async (handle: string, words: string) => {
  const find = () => inbox(handle).find((message) => message.words.includes(words));
  await bot.sandbox.until(() => find() !== undefined, `${handle} to be told “${words}”`);
  const message = find();
  if (!message) throw new Error(`${handle} was not told “${words}”`);
  return message;
};

test("who is given a lead reads who it is and until when it waits, and accepts it with one press", async () => {
  const given = await as("dan").command("/lead assign duff to @bea");
  expect(given.text).toContain("Given to Bea Seller. They have a message to accept it.");
  expect(given.text).toContain("waits for Bea Seller to accept");
  const message = await told("bea", "gave you the lead");
  expect(message.words).toContain("Dan Manager gave you the lead Duff Breweries");
  expect(message.words).toContain("Barney Gumble · Inbound · score ");
  expect(message.words).toContain("Accept it by today 16:00, or somebody else gets it.");
  const accepted = await as("bea").press(message, "Accept");
  expect(accepted.text).toContain("Accepted: Duff Breweries is yours.");
  expect(accepted.text).not.toContain("waits for");
});

test("a lead nobody accepts is reminded of after 15 minutes and passed on after 60; a late press hears who has it", async () => {
  await as("dan").command("/lead assign monarch to @jon");
  const first = await told("jon", "Monarch Airlines");
  await bot.timePasses(15 * MINUTE);
  const nudge = await told("jon", "still waits for you");
  expect(nudge.words).toContain("It goes to somebody else at");
  await bot.timePasses(46 * MINUTE);
  const taken = await told("jon", "Nobody had accepted it in time");
  const next = /(Ada|Bea|Nora) \w+ has the lead Monarch Airlines now/.exec(taken.words);
  expect(next).not.toBeNull();
  const message = await told((next?.[1] ?? "").toLowerCase(), "You were given the lead Monarch");
  expect(message.words).toContain("sells in Europe, ");
  const late = await as("jon").press(first, "Accept");
  expect(late.text).toContain(`Monarch Airlines went to ${next?.[1]}`);
});

test("who can't take a lead passes it on with a reason; who gets it and who decided it read so", async () => {
  await as("dan").command("/lead assign sirius to @nora");
  const message = await told("nora", "gave you the lead Sirius Cybernetics");
  const asked = await as("nora").press(message, "Reassign…", form);
  const done = await as("nora").submit(asked, { reason: "Bea knows them", person: "bea" });
  expect(done.text).toContain("Given to Bea Seller.");
  await told("bea", "Nora Seller gave you the lead Sirius Cybernetics: “Bea knows them”.");
  const history = await as("bea").command("/lead history sirius");
  expect(history.text).toContain("Passed on to Bea Seller: chosen by Nora Seller (Bea knows them)");
});

test("a deal made of a lead is accepted from the message too", async () => {
  const convert = await as("sam").command("/lead convert gringotts");
  const made = await as("sam").submit(convert, { owner: "nora" });
  expect(made.text).toContain("Given to Nora Seller.");
  const message = await told(
    "nora",
    "gave you the deal Gringotts Bank · Audit trail for vault access",
  );
  const accepted = await as("nora").press(message, "Accept");
  expect(accepted.text).toContain("Accepted: the deal Audit trail for vault access opp_");
  expect(inbox("nora").filter((one) => one.words.includes("Gringotts"))).toHaveLength(1);
});

test("the rules are asked by a word, and say why; a person of sales engineering is refused", async () => {
  const seen = await as("dan").command("/lead assign bubba by rules");
  expect(seen.text).toMatch(
    /Given to \w+ \w+: sells in Europe, \d+ open deals?( and \d+ leads?)?, capacity 30\./,
  );
  const refused = await as("dan").command("/lead assign bubba to @cat");
  expect(refused.text).toContain("Cat Engineer does not work with leads.");
  const none = await as("bea").command("/lead assign bubba to @bea");
  expect(none.text).toContain("You may not give leads to people.");
});
