import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";

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

async function newDeal(handle: string, line: string): Promise<number> {
  const seen = await as(handle).command(`/deal new ${line}`);
  const id = /opp_(\d+)/.exec(seen.text)?.[1];
  expect(id, seen.text).toBeDefined();
  return Number(id);
}

/** Waits for words that one person reads in a channel. */
const told = (handle: string, channel: string, words: string) =>
  bot.sandbox.until(
    () =>
      as(handle)
        .messages(channel)
        .some((message) => message.words.includes(words)),
    `${handle} to read “${words}”`,
  );

describe("/deal discover", () => {
  test("a deal of which nothing is known teaches how to log the first need", async () => {
    const id = await newDeal("bea", '"Blank Slate" "Pilot" 10k');
    const seen = await as("bea").command(`/deal discover opp_${id}`);
    expect(seen.text).toContain("Discovery · Blank Slate · Pilot");
    expect(seen.text).toContain("Missing: a discovery call");
    expect(seen.text).toContain("/deal require acme Single sign-on with Okta");
  });

  test("a requirement that came through the stage's gate is categorised when it is shown", async () => {
    const seen = await as("ada").command("/deal discover opp_1");
    expect(seen.text).toContain("Single sign-on with Okta");
    expect(seen.text).toMatch(/Security, \d+% sure/);
    // The door on the deal's card leads here too.
    const card = await as("dan").command("/deal show hooli");
    const opened = await as("dan").press(card, "deals.open-discovery");
    expect(opened.text).toContain("Discovery · Hooli");
  });

  test("log keeps a call with its day and notes, and a day to come as planned", async () => {
    const logged = await as("bea").command(
      "/deal discover globex log call yesterday Hank wants a <!channel> pilot",
    );
    expect(logged.text).toContain("Logged on Globex · Analytics suite: discovery call, yesterday.");
    const planned = await as("bea").command(
      "/deal discover globex log technical assessment 2026-11-20",
    );
    expect(planned.text).toContain("Planned on Globex · Analytics suite: technical assessment");
    expect(planned.text).toContain("Technical assessment 20 Nov (planned)");
    const work = await as("bea").press(planned, "Documents");
    expect(work.text).toContain("Hank wants a <!channel> pilot");
    const gone = await as("bea").press(work, "Take back", { nth: 0 });
    expect(gone.text).toContain("Took it back from Globex");
    expect(gone.text).not.toContain("Technical assessment, ");
  });

  test("a slip behind the deal's name is answered with the nearest right thing", async () => {
    expect((await as("bea").command("/deal discover globex log cal")).text).toContain(
      "Did you mean log call?",
    );
  });

  test("without more words, log opens a form with today filled in", async () => {
    const form = await as("bea").command("/deal discover globex log");
    expect(form.modal?.title).toBe("Log discovery");
    const seen = await as("bea").submit(form, {
      "What it was": "Requirements gathering",
      Notes: "Workshop with six people",
    });
    expect(seen.text).toContain("requirements gathering, today");
  });
});

describe("/deal require", () => {
  test("says where the requirement was put and how sure that is; the owner hears of it once", async () => {
    const before = as("bea").inbox().length;
    const seen = await as("cat").command(
      "/deal require globex Encryption at rest with our own keys",
    );
    expect(seen.text).toMatch(
      /Logged on Globex · Analytics suite: “Encryption at rest with our own keys” → security \(\d+% sure/,
    );
    await told("bea", as("bea").inbox()[0]?.channel ?? "", "logged a requirement");
    expect(as("bea").inbox()).toHaveLength(before + 1);
    // Cat did it herself: she is the deal's engineer and hears nothing.
    expect(
      as("cat")
        .inbox()
        .some((one) => one.words.includes("logged a requirement")),
    ).toBe(false);
    const again = await as("cat").command(
      "/deal require globex encryption at rest  with our own KEYS",
    );
    expect(again.text).toContain("Nothing to add");
  });

  test("the form takes one requirement a line, says what they look like, and names what is wrong", async () => {
    const id = await newDeal("bea", '"Lines Ltd" "Pilot" 10k');
    const form = await as("bea").command(`/deal require opp_${id}`);
    const advised = await as("bea").choose(form, "Requirements", "Single sign-on with Okta");
    expect(advised.text).toMatch(/Looks like security \(\d+% sure/);
    const wrong = await as("bea").submit(advised, { Requirements: "x".repeat(501) });
    expect(wrong.errors).toMatchObject({ text: expect.stringContaining("500 fit") });
    const seen = await as("bea").submit(advised, {
      Requirements:
        "- Single sign-on with Okta\n- REST API to SAP\n\n- GDPR data processing agreement",
    });
    expect(seen.text).toContain("Logged 3 requirements on Lines Ltd · Pilot:");
    expect(seen.text).toContain("1 security");
    expect(seen.text).toContain("1 integration");
    expect(seen.text).toContain("1 compliance");
  });

  test("a category chosen in the form is kept, whatever was suggested", async () => {
    const id = await newDeal("bea", '"Own Choice" "Pilot" 10k');
    const form = await as("bea").command(`/deal require opp_${id}`);
    const seen = await as("bea").submit(form, {
      Requirements: "Single sign-on for the warehouse",
      Category: "Compliance",
    });
    expect(seen.text).toContain("→ compliance.");
    expect((await as("bea").command(`/deal discover opp_${id}`)).text).not.toContain("sure");
  });

  test("a correction teaches: the same words are suggested so from then on", async () => {
    const id = await newDeal("bea", '"Teach Me" "Pilot" 10k');
    const text = "Badge readers at the warehouse gate";
    const first = await as("bea").command(`/deal require opp_${id} ${text}`);
    expect(first.text).not.toContain("→ integration");
    const moved = await as("bea").choose(first, "discovery.requirement", "It is integration");
    expect(moved.text).toContain("is integration now. I'll remember that.");
    const other = await newDeal("bea", '"Taught" "Pilot" 10k');
    const second = await as("bea").command(`/deal require opp_${other} ${text}`);
    expect(second.text).toContain("→ integration");
  });

  test("the global shortcut asks for the deal", async () => {
    const form = await as("bea").shortcut("discovery.log-requirement");
    const seen = await as("bea").submit(form, {
      Deal: "Globex · Analytics suite opp_2",
      Requirements: "Dashboards for the board",
    });
    expect(seen.text).toContain("Logged on Globex · Analytics suite");
  });

  test("somebody outside of the deal's people is refused with who may", async () => {
    expect((await as("vic").command("/deal require opp_2 Something")).text).toContain(
      "You may not",
    );
    expect((await as("max").command("/deal require opp_2 Something")).text).toContain(
      "You may not",
    );
  });
});

describe("a message added to a deal", () => {
  const say = async (text: string) => {
    const message = await as("bea").say(text, { channel: "sales-emea" });
    return message;
  };

  test("the account it names is filled in; it becomes a requirement", async () => {
    const message = await say("Globex asks for an audit log & exports to their SIEM");
    const form = await as("bea").messageShortcut("discovery.add-to-deal", message);
    expect(form.text).toContain("audit log & exports");
    expect(JSON.stringify(form.modal?.blocks)).toContain("Globex · Analytics suite opp_2");
    await as("bea").submit(form, {});
    await told("bea", "sales-emea", "Logged on Globex · Analytics suite");
  });

  test("the deal and the kind can be changed: a challenge of another deal", async () => {
    const message = await say("Globex's CISO blocks every new vendor, critical");
    const form = await as("bea").messageShortcut("discovery.add-to-deal", message);
    const advised = await as("bea").choose(form, "As", "Challenge");
    expect(advised.text).toMatch(/Looks (high|medium|low)/);
    expect(advised.text).toContain("Suggested: Send the security pack");
    await as("ada").command("/deal list");
    await as("bea").submit(advised, { Deal: "Acme · Platform rollout opp_1" });
    await told("bea", "sales-emea", "Logged a challenge on Acme · Platform rollout");
  });

  test("or a note", async () => {
    const message = await say("Globex wants references from a bank");
    const form = await as("bea").messageShortcut("discovery.add-to-deal", message);
    await as("bea").submit(form, { As: "Note" });
    await told("bea", "sales-emea", "Noted on Globex · Analytics suite.");
  });

  test("a message about no deal leaves the choice open", async () => {
    const message = await say("Lunch at noon?");
    const form = await as("bea").messageShortcut("discovery.add-to-deal", message);
    const found = await as("bea").suggest(form, "Deal", "globex");
    expect(found.map((option) => option.text)).toContain("Globex · Analytics suite opp_2");
    await as("bea").close(form);
  });
});
