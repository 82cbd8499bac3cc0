import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { asSuperuser } from "../../support/database.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);

/** Logs an objection in one line and answers its id. */
async function logged(handle: string, line: string): Promise<string> {
  const seen = await as(handle).command(`/objection log ${line}`);
  const id = /obj_\d+/.exec(seen.text)?.[0];
  expect(id, seen.text).toBeDefined();
  return id ?? "";
}

describe("/objection log", () => {
  test("says what it was taken for, offers a play with its record, and plans the follow-up", async () => {
    const seen = await as("bea").command("/objection log globex Your price is double theirs.");
    expect(seen.text).toMatch(
      /^Logged: “Your price is double theirs\.” → pricing, (?:high|medium), on Globex · Analytics suite {2}obj_\d+\nBehind it: .* · pricing: \d+% sure/,
    );
    expect(seen.text).toContain("Try ROI calculation: not used yet, not enough data.");
    expect(seen.text).toContain("Say to the customer");
    expect(seen.text).toContain("For us only, not for the customer");
    expect(seen.text).toContain("Follow-up: Tue 24 Nov (in 6 days), with you.");
    expect(seen.text).toContain("Behind it: compares with another offer");
    expect(seen.text).toContain("It is not pricing…");
  });

  test("asks which deal when the name fits two, and goes on with the choice", async () => {
    const which = await as("ada").command("/objection log acme it is too expensive");
    expect(which.text).toContain("“acme” fits 2 deals. Which one?");
    const card = await as("ada").press(which, "Acme · Platform rollout (Proposal)");
    expect(card.text).toContain("“it is too expensive” → pricing");
  });

  test("leaves the rest of the account's name out of what they said", async () => {
    const seen = await as("eli").command(
      "/objection log stark industries we have no time for this before summer",
    );
    expect(seen.text).toContain("“we have no time for this before summer” → timing");
    expect(seen.text).toContain("on Stark Industries · Partner portal");
  });

  test("tells the owner and the sales engineer of what somebody else logs, and nobody of their own", async () => {
    const id = await logged("dan", "globex They want a penetration test first");
    const words = "Dan Manager logged an objection: “They want a penetration test first” (security";
    // It may be a line of the message they have of this deal today.
    const hears = (handle: string) =>
      as(handle)
        .inbox()
        .some((one) => one.words.includes(words));
    await bot.sandbox.until(() => hears("bea") && hears("cat"), "Bea and Cat to hear of it");
    expect(
      as("dan")
        .inbox()
        .some((one) => one.words.includes("logged an objection")),
    ).toBe(false);
    expect(id).toMatch(/^obj_/);
  });

  test("is refused to those who have no part in the deal, with who may", async () => {
    const seen = await as("kim").command("/objection log globex too expensive");
    expect(seen.text).toContain("You may not log requirements, challenges or objections");
    expect(seen.text).toContain("the deal's owner");
  });
});

describe("the form", () => {
  test("reads along while one types: says what it reads like and why, and fills in type and severity", async () => {
    const form = await as("bea").shortcut("objections.log");
    expect(form.modal?.title).toBe("Log objection");
    const typed = await as("bea").choose(
      form,
      "What they said",
      "Our CISO will not sign without a SOC 2 report",
    );
    expect(typed.text).toMatch(/Reads like security, \w+ because of “.*” \(\d+% sure\)/);
    expect(typed.text).toContain("Behind it, probably: misses a certificate or report");
    const seen = await as("bea").submit(typed, { Deal: "Soylent · Supply planning opp_8" });
    expect(seen.text).toMatch(
      /“Our CISO will not sign without a SOC 2 report” → security, \w+, on Soylent/,
    );
  });

  test("a choice of one's own stays, whatever is typed after it, and is learned at once", async () => {
    const text = "Nobody here has heard of Zarquon pipes";
    const form = await as("bea").command("/objection log soylent");
    const typed = await as("bea").choose(form, "What they said", "Nobody here has heard");
    // Slack keeps a choice in the form and tells the app of it with the next letter.
    const [, more] = await Promise.all([
      as("bea").choose(typed, "Type", "Integration"),
      as("bea").choose(typed, "What they said", text),
    ]);
    expect(more.text).toContain("Your own choice of type stays.");
    const last = await as("bea").choose(more, "What they said", `${text}, it is too expensive`);
    const seen = await as("bea").submit(last, {});
    expect(seen.text).toContain("→ integration");
    const labels = await asSuperuser(
      bot.url,
      (sql) =>
        sql`select label from category_labels where taxonomy = 'objection_type' and text like '%Zarquon%'`,
    );
    expect([...labels]).toEqual([{ label: "integration" }]);
    const again = await as("bea").command(`/objection log soylent ${text}, it is too expensive`);
    expect(again.text).toContain("→ integration");
  });

  test("from a message: its words, the deal it names and the way back to it", async () => {
    const message = await as("bea").say("Wonka says: your price is far above what we pay today", {
      channel: "general",
    });
    const form = await as("bea").messageShortcut("objections.log-from-message", message);
    expect(form.text).toContain("your price is far above");
    expect(form.text).toContain("Reads like pricing");
    expect(JSON.stringify(form.modal?.blocks)).toContain("Wonka · Factory insights opp_");
    const seen = await as("bea").submit(form);
    expect(seen.text).toMatch(/→ pricing, \w+, on Wonka · Factory insights/);
    expect(seen.text).toContain("the message");
  });

  test("from the deal's card, without asking for the deal, and only for those who may", async () => {
    const offered = async (handle: string) => {
      const card = await as(handle).command("/deal show globex");
      const { deal } = { deal: card };
      return as(handle).press(deal, "Log objection");
    };
    const form = await offered("bea");
    expect(form.text).toContain("On Globex · Analytics suite.");
    const typed = await as("bea").choose(form, "What they said", "We already use Hooli for this");
    const seen = await as("bea").submit(typed);
    expect(seen.text).toContain("→ competitor");
    expect(seen.text).toContain("on Globex · Analytics suite");
  });

  test("keeps what was typed when it can't be saved", async () => {
    const form = await as("bea").shortcut("objections.log");
    const failed = await as("bea").submit(form, {
      Deal: "Soylent · Supply planning opp_8",
      "What they said": "Too dear for us",
      Type: "Pricing",
      Severity: "High",
      "Follow up on": "2026-11-01",
    });
    expect(failed.text).toContain("has passed");
    expect(failed.text).toContain("What you typed is kept.");
    const again = await as("bea").press(failed, "Edit and try again");
    const seen = await as("bea").submit(again, { "Follow up on": "2026-11-20" });
    expect(seen.text).toContain("“Too dear for us” → pricing, high");
    expect(seen.text).toContain("Fri 20 Nov");
  });
});
