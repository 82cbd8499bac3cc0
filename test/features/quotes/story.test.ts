import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeSettings } from "../../../src/features/settings/index.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import type { Seen } from "../../../src/sandbox/driver/seen.ts";
import { type Bot, startBot } from "../../support/bot.ts";

const DAY = 24 * 3_600_000;

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // Quotes that hold for a few days end in a test's time.
  await quotesHoldFor(4);
  await newDeal("bea", "Vandelay Imports 40k");
  // Part of it happens on a weekend.
  for (const handle of ["bea", "dan"])
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
const told = async (handle: string, words: string) => {
  const find = () => inbox(handle).findLast((message) => message.words.includes(words));
  await bot.sandbox.until(() => find() !== undefined, `${handle} to be told “${words}”`);
  const message = find();
  if (!message) throw new Error(words);
  return message;
};
const hears = (words: string) => ({ until: (seen: Seen) => seen.text.includes(words) });
const idIn = (seen: Seen) => {
  const id = /quote_\d+/.exec(seen.text)?.[0];
  if (!id) throw new Error(seen.text);
  return id;
};

async function quotesHoldFor(validDays: number): Promise<void> {
  const actor = {
    workspaceId: bot.workspaceId,
    personId: 0,
    slackUserId: "",
    name: "Test",
    timeZone: "UTC",
    roles: ["admin" as const],
    teamId: null,
  };
  await changeSettings(
    { deps: bot.app.deps, actor, now: bot.clock.now(), requestId: null },
    {
      quote: {
        validDays,
        maxDiscountPercent: 20,
        approvalFrom: 10_000,
        unlistedLines: "below_amount",
      },
    },
  );
}

async function newDeal(handle: string, line: string): Promise<string> {
  const seen = await as(handle).command(`/deal new ${line}`, hears("Created"));
  const id = /opp_\d+/.exec(seen.text)?.[0];
  if (!id) throw new Error(seen.text);
  return id;
}

let quote = "";
let request = "";

describe("the catalogue", () => {
  test("is read by all of sales and edited by managers and admins only", async () => {
    expect((await as("bea").command("/quote catalogue")).text).not.toContain("[Add product");
    expect((await as("bea").command("/quote catalogue add")).text).toContain(
      "You may not edit the product catalogue.\nThat is for managers or admins.",
    );
    const add = await as("dan").command("/quote catalogue add");
    const table = await as("dan").submit(add, { name: "Reactor core", price: "40", unit: "user" });
    expect(table.text).toContain("Added Reactor core.");
    expect(table.text).toContain("40.00 EUR");
    const twice = await as("dan").submit(await as("dan").command("/quote catalogue add"), {
      name: "reactor core",
      price: "50",
    });
    expect(twice.text).toContain("The catalogue has a product “reactor core” already.");
  });

  test("changes a product by name, retires it and puts it back", async () => {
    const edit = await as("dan").command("/quote catalogue edit reac");
    expect(edit.text).toContain("keep the price they were written with");
    expect((await as("dan").submit(edit, { description: "All plants" })).text).toContain(
      "All plants",
    );
    expect((await as("dan").command("/quote catalogue retire Reactor core")).text).toContain(
      "Reactor core (retired)",
    );
    expect((await as("dan").command("/quote catalogue return Reactor core")).text).toContain(
      "Reactor core is sold again.",
    );
    expect((await as("dan").command("/quote catalogue retire Reaktor core")).text).toContain(
      "Did you mean “Reactor core”?",
    );
  });
});

describe("a quote, from the first line to the customer's word", () => {
  test("is written line by line in a form that reckons along, and nothing typed is lost", async () => {
    const card = await as("bea").command("/quote new vandelay");
    quote = idIn(card);
    expect(card.text).toContain("No lines yet");
    const line = await as("bea").press(card, "Add line");
    expect(line.text).toContain(`${quote} for Vandelay · Imports`);
    const wrong = await as("bea").submit(line, {
      quantity: "1.2345",
      price: "40 USD",
      discount: "many",
    });
    expect(Object.values(wrong.errors ?? {}).join(" ")).toContain("at most three decimals");
    expect(Object.values(wrong.errors ?? {}).join(" ")).toContain(
      "This quote is in EUR, and that is in USD.",
    );
    const nameless = await as("bea").submit(line, { quantity: "1", price: "40", discount: "" });
    expect(nameless.errors).toEqual({ text: "Choose a product, or write what the line is for." });

    await as("bea").suggest(line, "product", "react");
    const chosen = await as("bea").choose(
      line,
      "product",
      "Reactor core (40.00 EUR per user a month)",
    );
    expect(chosen.text).toContain(
      "1 user × 40.00 × 12 months = 480.00 EUR. The quote comes to 480.00 EUR.",
    );
    const next = await as("bea").submit(
      chosen,
      { quantity: "100", next: "another" },
      { until: (seen) => seen.kind === "modal" && seen.text.includes("1. Reactor core") },
    );
    expect(next.text).toContain("Together 48,000.00 EUR");
    const done = await as("bea").submit(
      next,
      { text: "Onboarding <!channel>", quantity: "2.5", price: "1,200", next: "save" },
      hears("Added “Onboarding"),
    );
    expect(done.text).toContain("Added “Onboarding <!channel>” for Vandelay · Imports.");
    expect(done.text).toContain("51,000.00 EUR");
    expect(done.text).toContain("100 users");
  });

  test("a line is changed and taken off by its number, and a price below the catalogue's shows as a discount", async () => {
    const edit = await as("bea").command(`/quote line edit ${quote} 1`);
    const cheaper = await as("bea").submit(edit, { price: "36" }, hears("Changed"));
    expect(cheaper.text).toContain("46,200.00 EUR · about 9.41 % off 51,000.00 EUR");
    const off = await as("bea").command(`/quote line remove ${quote} 2`, hears("Took"));
    expect(off.text).toContain("43,200.00 EUR · 10 % off 48,000.00 EUR");
    expect((await as("bea").command(`/quote line remove ${quote} 2`)).text).toContain(
      "has no line 2.\nIt has one line.",
    );
  });

  test("over the maximum is refused for everybody, with what is still possible", async () => {
    for (const handle of ["bea", "dan"]) {
      const seen = await as(handle).command(`/quote discount ${quote} 12%`);
      expect(seen.text).toContain(
        "That would be 20.8 % off the list total of 48,000.00 EUR; at most 20 % is allowed, whoever asks.",
      );
      expect(seen.text).toContain("Down to 38,400.00 EUR is possible.");
    }
  });

  test("its discount goes to the approver with the reason; nobody approves their own; a change takes it back", async () => {
    const ask = await as("bea").command(`/quote send ${quote}`, {
      until: (seen) => seen.kind === "modal",
    });
    expect(ask.text).toContain(
      "You ask for 10 % off Vandelay · Imports: 48,000.00 → 43,200.00 EUR.",
    );
    const asked = await as("bea").submit(
      ask,
      { reason: "Two-year term" },
      hears("Asked for approval"),
    );
    request = /approval_\d+/.exec(asked.text)?.[0] ?? "";
    expect(asked.text).toContain(`Waits for approval of the discount, ${request}.`);
    await told("dan", "10 % off Vandelay · Imports: 48,000.00 → 43,200.00 EUR");
    expect((await as("bea").command(`/quote send ${quote}`)).text).toContain(
      `waits for approval of its discount: ${request}`,
    );
    const changed = await as("bea").command(`/quote discount ${quote} 5%`);
    expect(changed.text).toContain(
      `The request ${request} is taken back: what it asked for has changed.`,
    );
  });

  test("approved, it goes out with its PDF; the customer's answer is recorded and the deal's amount follows", async () => {
    const again = await as("bea").command(`/quote send ${quote}`, {
      until: (seen) => seen.kind === "modal",
    });
    await as("bea").submit(
      again,
      { reason: "Two-year term, paid in advance" },
      hears("Asked for approval"),
    );
    const card = await told("dan", "paid in advance");
    await as("dan").press(card, "Approve", hears("Approved"));
    const ready = await as("bea").command(`/quote show ${quote}`);
    expect(ready.text).toContain("Discount approved by Dan");
    const sent = await as("bea").press(ready, "Send");
    expect(sent.text).toContain(
      "Sent the quote for Vandelay · Imports, valid until Sun 22 Nov (in 4 days).",
    );
    const file = () => inbox("bea").flatMap((message) => message.files)[0];
    await bot.sandbox.until(() => file() !== undefined, "the PDF");
    expect(file()?.name).toBe(`${quote}-v1-vandelay.pdf`);
    expect((await as("bea").command(`/quote line add ${quote}`)).text).toContain(
      "is sent, so it can't be changed.",
    );

    const revised = await as("bea").press(sent, "Revise");
    expect(revised.text).toContain("version 2");
    expect(revised.text).toContain("is with the customer until this one is sent");
    const accept = await as("bea").command(`/quote accept vandelay`);
    expect(accept.text).toContain("41,040.00 EUR");
    const accepted = await as("bea").submit(
      accept,
      { by: "Jane Doe", note: "By mail" },
      hears("Recorded that"),
    );
    expect(accepted.text).toContain(
      `the deal's amount is 41,040.00 EUR now. ${quote} ended with it.`,
    );
    expect((await as("bea").command("/deal show vandelay")).text).toContain("41,040 EUR");
    const history = await as("bea").command(`/quote history ${quote}`);
    for (const words of [
      "Version 2: Superseded",
      "Version 1: Accepted, 41,040.00 EUR",
      "recorded the acceptance",
    ])
      expect(history.text).toContain(words);
  });
});

describe("around it", () => {
  test("a deal that comes to its proposal has a first draft, and the answer leads there", async () => {
    const deal = await newDeal("bea", "Stark Reactor 30k");
    await as("bea").command(`/deal edit ${deal}`, { until: (seen) => seen.kind === "modal" });
    const moved = await as("dan").command(`/deal move ${deal} discovery`);
    expect(moved.text).not.toContain("drafted");
    const guide = await as("bea").command(`/quote guide ${deal}`);
    expect(guide.text).toContain("Pricing: Subscription");
    expect(guide.text).toContain("Estimated value");
  });

  test("what is not answered is reminded of three days before, and expires with a way on", async () => {
    const sentOf = async (account: string) => {
      const deal = await newDeal("bea", `${account} Cave 5k`);
      const card = await as("bea").command(`/quote new ${deal}`, hears("Drafted"));
      // The PDF of the quote before may arrive just then.
      const form = { until: (seen: Seen) => seen.kind === "modal" };
      const line = await as("bea").press(card, "Add line", form);
      const saved = await as("bea").submit(
        line,
        { text: "Cave", quantity: "1", price: "5k", next: "save" },
        hears("Added"),
      );
      return idIn(await as("bea").press(saved, "Send", hears("Sent the quote")));
    };
    const later = await sentOf("Wayne");
    await quotesHoldFor(1);
    const sooner = await sentOf("Kane");
    await bot.timePasses(2 * DAY);
    const soon = await told("bea", `${later} for Wayne · Cave, 5,000.00 EUR, is valid until`);
    expect(soon.words).toContain("the customer has not answered");
    const over = await told("bea", `${sooner} for Kane · Cave, 5,000.00 EUR, has expired`);
    expect((await as("bea").command(`/quote accept ${sooner} by Bruce`)).text).toContain(
      "is expired, so it can't be accepted.\nPossible: /quote revise",
    );
    const revised = await as("bea").press(over, "Revise", hears("version 2"));
    expect(revised.text).toContain("5,000.00 EUR");
  });

  test("the return is reckoned from cost, saving, price and term, with its curve", async () => {
    const ask = await as("bea").command("/quote roi vandelay");
    expect(ask.text).toContain("For Vandelay · Imports.");
    const seen = await as("bea").submit(ask, {
      cost: "120k",
      saving: "50",
      price: "40k",
      months: "12",
    });
    expect(seen.text).toContain("Pays back in 8 months · 50 % return · 60,000 EUR net in 3 years");
    const mixed = await as("bea").submit(await as("bea").command("/quote roi vandelay"), {
      cost: "120k USD",
      saving: "50",
    });
    expect(mixed.text).toContain("The cost is in USD and the price in EUR.");
  });

  test("lists are mine, my team's, all or the open ones, and teach when there are none", async () => {
    expect((await as("tom").command("/quote list")).text).toContain(
      "There is no quote of yours yet.",
    );
    expect((await as("bea").command("/quote list")).text).toContain("Vandelay · Imports");
    const open = await as("dan").command("/quote list open");
    expect(open.text).not.toContain("Accepted");
    expect((await as("tom").command("/quote list sideways")).text).toContain("The choices:");
  });

  test("a deal without one is told so, and a stranger to the deal is told who may", async () => {
    expect((await as("bea").command("/quote show soylent")).text).toContain(
      "has no quote yet.\nDraft one with /quote new opp_",
    );
    expect((await as("nora").command("/quote new vandelay")).text).toContain(
      "You may not write quotes and contracts of this deal.",
    );
    expect((await as("bea").command("/quote show quote_99")).text).toContain(
      "There is no quote quote_99.",
    );
    const pdf = await as("bea").command(`/quote pdf ${quote}`, hears("The PDF of"));
    expect(pdf.text).toContain("in our direct messages");
  });
});
