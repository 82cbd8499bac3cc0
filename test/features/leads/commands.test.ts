import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Seen } from "../../../src/sandbox/driver/seen.ts";
import type { Bot } from "../../support/bot.ts";
import { startWithLeads } from "./demo.ts";

let bot: Bot;
beforeAll(async () => {
  ({ bot } = await startWithLeads());
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const form = { until: (seen: Seen) => seen.kind === "modal" };

describe("finding leads", () => {
  test("`/lead list all` shows the most promising first, with who has them", async () => {
    const seen = await as("dan").command("/lead list all");
    expect(seen.text).toContain("9 open leads, nobody has 3 of them. The most promising first.");
    expect(seen.text).toContain("Gringotts Bank");
    expect(seen.text).toContain("Jon Seller (waiting)");
    const order = ["Vandelay Industries", "Gringotts Bank", "Bubba Gump Shrimp"];
    const places = order.map((name) => seen.text.indexOf(name));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const free = await as("dan").press(seen, "Only unassigned (3)");
    expect(free.text).toContain("3 open leads nobody has");
    expect(free.text).not.toContain("Gringotts");
  });

  test("a rep sees their own; a status and a source narrow the list; an unknown word suggests", async () => {
    expect((await as("bea").command("/lead list")).text).toContain("1 open lead. ");
    const mql = await as("dan").command("/lead list all mql from event");
    expect(mql.text).toContain("1 lead MQL from event");
    expect(mql.text).toContain("Dunder Mifflin");
    expect((await as("dan").command("/lead list al")).text).toContain("Did you mean all?");
  });

  test("who has none learns how to make one", async () => {
    const seen = await as("tom").command("/lead list");
    expect(seen.text).toContain("You have no open leads.");
    expect(seen.text).toContain("/lead new Acme from inbound");
    await as("tom").press(seen, "New lead", form);
  });

  test("a card tells all that matters, and what is missing for the next step", async () => {
    const seen = await as("nora").command("/lead dunder");
    expect(seen.text).toContain("/lead has no “dunder”");
    const card = await as("nora").command("/lead show dunder");
    for (const words of [
      "Dunder Mifflin",
      "lead_4",
      "MQL · score 43 · Event · Nora Seller",
      "Charlie Bucket, Head of Operations · charlie@dunder.example",
      "Mid-market · 350 employees · Food · United Kingdom",
      "Needs: Paper trails without paper",
      "Before it is an SQL: a budget, who decides and when they want to buy",
    ])
      expect(card.text).toContain(words);
    const converted = await as("ada").command("/lead lead_1");
    expect(converted.text).toContain("Became Acme · Platform rollout");
    const deal = await as("ada").press(converted, "Open deal");
    expect(deal.text).toContain("opp_1");
  });

  test("outside sales and marketing nobody sees leads", async () => {
    expect((await as("lea").command("/lead show 1")).text).toContain(
      "That is for marketing, sales development reps",
    );
  });
});

describe("a lead from its form to a deal", () => {
  test("the form says while one types that the company is known, and offers the lead there is", async () => {
    const opened = await as("sam").shortcut("leads.new");
    expect(opened.modal?.title).toBe("New lead");
    expect(opened.modal?.submit).toBe("Create lead");
    const live = await as("sam").choose(opened, "company", "VANDELAY Industries Inc.", form);
    expect(live.text).toContain("There is lead_2 already (SQL).");
    const refused = await as("sam").submit(live, { source: "Inbound", country: "Peru" });
    expect(refused.text).toContain(
      "There is an open lead for Vandelay Industries already: lead_2.",
    );
    const card = await as("sam").press(refused, "Open lead_2");
    expect(card.text).toContain("Art Vandelay");
    const again = await as("sam").command("/lead new Vandelay Industries from event");
    const second = await as("sam").press(again, "Make a second one…", form);
    expect(second.text).toContain("A second lead of this company, on purpose.");
    expect(second.text).toContain("Vandelay Industries");
    await as("sam").close(second);
  });

  test("is created, qualified with exactly what is missing, and converted with estimates one may change", async () => {
    const opened = await as("sam").command("/lead new");
    const wrong = await as("sam").submit(opened, {
      company: "Cobra & <Kai>",
      source: "Referral",
      contactEmail: "no mail",
      take: "Nobody yet",
    });
    expect(wrong.errors).toEqual({
      contactEmail: "“no mail” is no e-mail address. Write one like jane@acme.com.",
    });
    const card = await as("sam").submit(opened, {
      contactEmail: "johnny@cobra.example",
      employees: "40",
    });
    expect(card.text).toContain("Created the lead Cobra & <Kai>.");
    expect(card.text).toContain("Before it is an MQL: a contact");
    const asked = await as("sam").command("/lead qualify cobra sql");
    expect(asked.modal?.title).toBe("Qualify lead");
    expect(asked.text).toContain(
      "needs a contact, a budget, who decides, what they need and when they want to buy before it is an SQL.",
    );
    expect(asked.modal?.blocks.filter((block) => block.type === "input")).toHaveLength(6);
    const weak = await as("sam").submit(asked, {
      contactName: "Johnny Lawrence",
      budget: "20k",
      authority: "Would use it",
      need: "A new dojo",
      timing: "Later",
    });
    expect(weak.text).toContain("scores 58; an SQL has 70 or more.");
    const retry = await as("sam").press(weak, "Edit and try again", form);
    const done = await as("sam").submit(retry, { reason: "Daniel vouches for them" });
    expect(done.text).toContain("Qualified Cobra & <Kai> as SQL, score 58.");

    const convert = await as("sam").press(done, "Convert", form);
    expect(convert.text).toContain("Cobra & <Kai> becomes a deal in Lead, 10%.");
    expect(convert.text).toContain("Amount: median of ");
    expect(JSON.stringify(convert.modal?.blocks)).toContain('"initial_value":"A new dojo"');
    const deal = await as("sam").submit(convert, { title: "Dojo rollout", amount: "25k" });
    expect(deal.text).toMatch(
      /Converted Cobra & <Kai> · Dojo rollout\s+opp_\d+\. Given to \w+ Seller/,
    );
    expect(deal.text).toContain("any account executive, ");
    const shown = await as("sam").press(deal, "Open deal");
    expect(shown.text).toContain("Lead · 10% · 25,000 EUR");
    expect(shown.text).toContain("contact Johnny Lawrence");
    const again = await as("sam").command("/lead convert cobra");
    expect(again.text).toContain("is a deal already: it can't be converted again.");
    const surplus = await as("sam").command("/lead show lead_1 please");
    expect(surplus.text).toContain("I could not read “please” after lead_1.");
  });

  test("the score is a table with reasons; one's own is kept with its reason until it is given back", async () => {
    const seen = await as("nora").command("/lead score dunder");
    expect(seen.text).toContain("Dunder Mifflin scores 43 of 100.");
    expect(seen.text).toContain("Enough for an MQL (40); 27 points short of an SQL.");
    expect(seen.text).toContain("a company e-mail");
    const asked = await as("nora").press(seen, "Set it by hand…", form);
    const own = await as("nora").submit(asked, { score: "88", reason: "Their CFO called" });
    expect(own.text).toContain("scores 88, set by hand: “Their CFO called”. The table gives 43.");
    const back = await as("nora").press(own, "Back to the table");
    expect(back.text).toContain("scores 43 of 100.");
    const typed = await as("nora").command(
      "/lead score dunder 90 because they asked for a contract",
    );
    expect(typed.text).toContain("scores 90, set by hand: “they asked for a contract”");
  });

  test("edit, needs, note, history, disqualify and take up again, from the card's menu", async () => {
    const card = await as("sam").command("/lead show bubba");
    const edit = await as("sam").choose(card, "leads.more", "Edit", form);
    expect(edit.modal?.title).toBe("Edit lead");
    const saved = await as("sam").submit(edit, { contactName: "Forrest Gump", employees: "120" });
    expect(saved.text).toContain("Saved the lead Bubba Gump Shrimp.");
    const needs = await as("sam").choose(saved, "leads.more", "Budget and need", form);
    const scored = await as("sam").submit(needs, { budget: "12k", need: "Boats" });
    expect(scored.text).toContain("it scores 48 now.");
    await as("sam").command("/lead note bubba <!channel> likes *shrimp*");
    const dead = await as("sam").command(
      "/lead disqualify bubba because they sell to <@U0ADA00001>",
    );
    expect(dead.text).toContain("Disqualified Bubba Gump Shrimp.");
    const asked = await as("sam").press(dead, "Take it up again", form);
    const alive = await as("sam").submit(asked, { reason: "They called back" });
    expect(alive.text).toContain("Bubba Gump Shrimp is taken up again: it starts as new.");
    const history = await as("sam").command("/lead history bubba");
    for (const words of ["New → Disqualified", "They called back", "“<!channel> likes *shrimp*”"])
      expect(history.text).toContain(words);
  });
});

describe("a list of leads from a file", () => {
  test("is tried out, imported at the press of a button, and offered to be shared out", async () => {
    const content =
      "Company;Contact;E-Mail;Source\nNakatomi;Holly;holly@nakatomi.example;Web\nAcme Labs;;bad;Web\n";
    const opened = await as("max").command("/lead import");
    const tried = await as("max").submit(opened, {
      file: { file: { name: "leads.csv", content } },
    });
    expect(tried.text).toContain(
      "2 rows read, 1 lead would be new, 1 refused (nothing is written yet)",
    );
    expect(tried.text).toContain("Line 3: “bad” is no e-mail address.");
    const done = await as("max").press(tried, "Import 1 lead");
    expect(done.text).toContain("1 lead new, 1 refused.");
    const list = await as("max").press(done, "Show those nobody has");
    expect(list.text).toContain("Nakatomi");
    const twice = await as("max").command("/lead import");
    const nothing = await as("max").submit(twice, {
      file: { file: { name: "leads.csv", content } },
    });
    expect(nothing.text).toContain("Nakatomi has an open lead already");
    expect(nothing.text).not.toContain("Import 1 lead");
  });
});
