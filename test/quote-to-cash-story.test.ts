import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../src/sandbox/demo-data.ts";
import type { Seen } from "../src/sandbox/driver/seen.ts";
import { type Bot, startBot } from "./support/bot.ts";
import { asSuperuser } from "./support/database.ts";

// From a stranger who asks for a call to the invoice, as its people would tell it. Each test goes on where the last ended.
let bot: Bot;
let lead = "";
let deal = "";
let quote = "";
let contract = "";
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  await as("ada").command("/deal settings set approval.discount {approvers: [{role: manager}]}");
  // Mia is eight hours behind: she reads of it at once, because somebody waits for her.
  for (const handle of ["bea", "nora", "jon", "dan", "mia", "lea", "fin"])
    await as(handle).command("/notify days every day");
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});

const MINUTE = 60_000;
const as = (handle: string) => bot.sandbox.as(handle);
const inbox = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => !message.isEphemeral);
const told = async (handle: string, words: string) => {
  const find = () => inbox(handle).findLast((message) => message.words.includes(words));
  await bot.sandbox.until(() => find() !== undefined, `${handle} to be told “${words}”`);
  const message = find();
  if (!message) throw new Error(`${handle} was not told “${words}”`);
  return message;
};
const opens = (...words: string[]) => ({
  until: (seen: Seen) => seen.kind === "modal" && words.every((word) => seen.text.includes(word)),
});
const hears = (...words: string[]) => ({
  until: (seen: Seen) => !seen.message?.metadata && words.every((word) => seen.text.includes(word)),
});
const idIn = (seen: Seen, kind: string) => {
  const id = new RegExp(`${kind}_\\d+`).exec(seen.text)?.[0];
  if (!id) throw new Error(`no ${kind} in: ${seen.text}`);
  return id;
};

describe("a deal's way from a stranger to the invoice", () => {
  test("marketing keeps a lead, sales development qualifies it, and is asked for what is missing", async () => {
    const kept = await as("max").command("/lead new Vandelay Labs from inbound contact Art Core");
    lead = idIn(kept, "lead");
    const asked = await as("sam").command(`/lead qualify ${lead} sql`, opens("Vandelay Labs"));
    const qualified = await as("sam").submit(asked, {
      contactEmail: "art@vandelay-labs.example",
      budget: "90k",
      authority: "decides",
      need: "Orders of three plants in one place",
      timing: "this_quarter",
      reason: "Their CFO called us",
    });
    expect(qualified.text).toContain("as SQL");
  });

  test("its conversion asks for the one field that is missing, and says where amount and date come from", async () => {
    // Whom one spoke to has left the company.
    const edit = await as("sam").command(`/lead edit ${lead}`, opens("Vandelay Labs"));
    await as("sam").submit(edit, { contactName: "" });
    const form = await as("sam").command(`/lead convert ${lead}`, opens("becomes a deal"));
    expect(form.text).toMatch(/Amount: .+ Close: /);
    await expect(as("sam").submit(form, {})).rejects.toThrow(/contactName: /);
    const made = await as("sam").submit(form, {
      title: "Order platform",
      contactName: "Sue Core",
      owner: "bea",
    });
    deal = idIn(made, "opp");
    expect(made.text).toContain("Given to Bea Seller");
  });

  test("its owner accepts it in time", async () => {
    const message = await told("bea", "Order platform");
    const accepted = await as("bea").press(message, "Accept");
    expect(accepted.text).toContain("Accepted");
    await bot.timePasses(61 * MINUTE);
    const card = await as("bea").command(`/deal show ${deal}`);
    expect(card.text).toContain("Bea Seller");
    expect(card.text).toContain(`from ${lead}`);
  });

  test("a second lead that nobody accepts is nudged after 15 minutes and somebody else's after 60", async () => {
    const kept = await as("sam").command(
      "/lead new Wernham Paper from referral contact Dave Brent",
    );
    const other = idIn(kept, "lead");
    await as("dan").command(`/lead assign ${other} to @nora`);
    await told("nora", "gave you the lead Wernham Paper");
    await bot.timePasses(16 * MINUTE);
    await told("nora", "still waits for you");
    await bot.timePasses(46 * MINUTE);
    const taken = await told("nora", "Nobody had accepted it in time");
    expect(taken.words).not.toContain("Nora Seller has the lead");
  });

  test("entering the proposal drafts a quote, once", async () => {
    await as("bea").command(`/deal edit ${deal} amount 80k close eoq`);
    await as("cat").command(`/deal require ${deal} Orders of three plants in one place`);
    const moved = await as("bea").command(`/deal move ${deal} proposal`, hears("to Proposal"));
    expect(moved.text).toMatch(/Quote quote_\d+ drafted: 80,000\.00 EUR\./);
    quote = idIn(moved, "quote");
    await as("bea").command(`/deal move ${deal} discovery`, hears("to Discovery"));
    const again = await as("bea").command(`/deal move ${deal} proposal`, hears("to Proposal"));
    expect(again.text).not.toContain("drafted");
    const refused = await as("bea").command(`/deal move ${deal} negotiation`);
    expect(refused.text).toContain("Negotiation needs a sent quote first");
  });

  test("15 % off 80,000 asks the managers, and 21 % nobody may give", async () => {
    const over = await as("bea").command(`/quote discount ${quote} 21%`);
    expect(over.text).toContain("20 %");
    await as("bea").command(`/quote discount ${quote} 15%`);
    const asked = await as("bea").command(`/quote send ${quote}`, opens("Ask for approval"));
    const waiting = await as("bea").submit(asked, { reason: "Matches Globex's offer" });
    expect(waiting.text).toContain("Until then the quote waits");
    for (const handle of ["dan", "mia"]) {
      const card = await told(handle, "15 % off");
      expect(card.words).toContain("80,000.00 → 68,000.00 EUR");
      expect(card.words).toContain("Why: Matches Globex's offer");
    }
    const twice = await as("bea").command(`/quote send ${quote}`);
    expect(twice.text).toMatch(/waits for approval of its discount: approval_\d+/);
  });

  test("neither the requester nor a stranger decides; of two managers at once exactly one does, and each hears the truth", async () => {
    const [request = ""] = /approval_\d+/.exec((await told("dan", "15 % off")).words) ?? [];
    const own = await as("bea").command(`/approval approve ${request}`);
    expect(own.text).toMatch(/nobody|your own|yourself/i);
    const stranger = await as("eli").command(`/approval approve ${request}`);
    expect(stranger.text).toContain("Dan Manager");
    const [dan, mia] = await Promise.all(
      (["dan", "mia"] as const).map(async (handle) => {
        const card = await told(handle, "15 % off");
        const other = handle === "dan" ? "Mia Manager" : "Dan Manager";
        return as(handle).press(card, "Approve", {
          until: ({ text, message }) =>
            !message?.metadata &&
            (text.includes("You approved") || text.includes(`${other} approved`)),
        });
      }),
    );
    const answers = [dan?.text ?? "", mia?.text ?? ""];
    expect(answers.filter((text) => text.includes("You approved"))).toHaveLength(1);
    expect(answers.filter((text) => /(Dan|Mia) Manager approved this/.test(text))).toHaveLength(1);
    const decided = await asSuperuser(
      bot.url,
      (sql) => sql`select state, decided_by_id from approvals`,
    );
    expect(decided).toHaveLength(1);
    expect(decided[0]?.state).toBe("approved");
    await told("bea", "Approved by");
  });

  test("it is sent with its PDF, and accepted; the deal's amount follows", async () => {
    const sent = await as("bea").command(`/quote send ${quote}`, hears("valid until"));
    expect(sent.text).toContain("68,000.00 EUR");
    await bot.sandbox.until(
      () => inbox("bea").some((message) => message.files.some(({ name }) => name.endsWith(".pdf"))),
      "the quote's PDF",
    );
    const accepted = await as("bea").command(`/quote accept ${quote} by Art Core`);
    expect(accepted.text).toContain("Art Core accepted");
    const card = await as("bea").command(`/deal show ${deal}`);
    expect(card.text).toContain("68,000 EUR");
    expect(card.text).toContain(`Quote ${quote} accepted`);
  });

  test("the negotiation prepares a contract; legal asks for a change, and approves it after", async () => {
    const moved = await as("bea").command(`/deal move ${deal} negotiation`, hears("Negotiation"));
    contract = idIn(moved, "contract");
    expect(moved.text).toContain("prepared");
    const form = await as("bea").command(`/contract edit ${contract}`, opens("Template"));
    await as("bea").submit(form, { template: "enterprise_sla" });
    const early = await as("bea").command(`/contract send ${contract}`);
    expect(early.text).toContain("legal");
    const review = async () => {
      const asked = await as("bea").command(
        `/contract review ${contract}`,
        opens("Legal reads it"),
      );
      await as("bea").submit(asked, { reason: "They want a cap on liability" });
    };
    await review();
    const card = await told("lea", "They want a cap on liability");
    const change = await as("lea").press(card, "Ask for changes…", opens("What has to change"));
    await as("lea").submit(change, { comment: "Cap it at one year's fees" });
    const back = await told("bea", "Changes asked for by Lea Legal");
    expect(back.words).toContain("Cap it at one year's fees");
    await review();
    const again = await bot.sandbox
      .until(
        () =>
          inbox("lea").filter((message) => message.words.includes("cap on liability")).length === 2,
        "the second request to legal",
      )
      .then(() => inbox("lea").findLast((message) => message.words.includes("cap on liability")));
    if (!again) throw new Error("legal was not asked again");
    await as("lea").press(again, "Approve", hears("You approved"));
    await told("bea", "Approved by Lea Legal");
  });

  test("it is sent and signed, finance is asked to set up billing, and the deal is won", async () => {
    const early = await as("bea").command(`/deal won ${deal}`);
    expect(early.text).toContain("needs a signed contract first");
    await as("bea").command(`/contract send ${contract}`);
    const form = await as("bea").command(`/contract sign ${contract}`, opens("Signed on"));
    const signed = await as("bea").submit(
      form,
      { customer: "Art Core", link: "https://sign.example/envelopes/42" },
      hears("Recorded the signature"),
    );
    expect(signed.text).toContain("Finance is asked to set up billing");
    const won = await as("bea").command(`/deal won ${deal}`, hears("Won"));
    expect(won.text).toContain("Won");
    const task = await told("fin", "Please set up billing");
    expect(task.words).toContain("68,000.00 EUR");
    const done = await as("fin").press(task, "Done");
    expect(done.text).toContain("illing");
    await told("bea", "illing");
    const history = await as("bea").command(`/deal history ${deal}`, hears("happened"));
    for (const words of ["signed", "accepted", "billing"])
      expect(history.text.toLowerCase()).toContain(words);
  });
});
