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

async function newDeal(line: string): Promise<number> {
  const seen = await as("bea").command(`/deal new ${line}`);
  return Number(/opp_(\d+)/.exec(seen.text)?.[1]);
}

/** Logs requirements of one category through the form. */
async function require(id: number, category: string, lines: readonly string[]): Promise<void> {
  const form = await as("bea").command(`/deal require opp_${id}`);
  const values = { Requirements: lines.join("\n"), Category: category };
  await as("bea").submit(form, values, { until: (seen) => seen.text.includes("Logged") });
}

const discover = (handle: string, id: number) => as(handle).command(`/deal discover opp_${id}`);

const fileIn = (channel: string, part: string) =>
  as("bea")
    .messages(channel)
    .flatMap((message) => message.files)
    .findLast((file) => file.name.includes(part));

describe("a deal with 100 requirements", () => {
  let id = 0;
  beforeAll(async () => {
    id = await newDeal('"Hundred Needs" "Everything" 900k');
    const kinds = [
      ["Security", "Single sign-on"],
      ["Integration", "REST API"],
      ["Compliance", "GDPR report"],
      ["Technical", "99.9% uptime"],
      ["Functional", "Dashboard"],
    ] as const;
    for (const [category, words] of kinds)
      await require(id, category, Array.from({ length: 20 }, (_, i) => `${words} number ${i + 1}`));
  });

  test("its card stays short and counts them; the pages show all, each with a menu", async () => {
    const card = await discover("bea", id);
    expect(card.text).toContain("100 requirements");
    expect(card.message?.blocks.length).toBeLessThan(8);
    expect(card.text).toContain("Security 20");
    expect(card.text).toContain("Functional 20");
    let page = await as("bea").press(card, "Show all (100)");
    expect(page.text).toContain("100 requirements, page 1 of 10");
    const seen = new Set<string>();
    for (let n = 1; ; n++) {
      for (const [line] of page.text.matchAll(/^.* number \d+$/gm)) seen.add(line);
      if (n === 10) break;
      page = await as("bea").press(page, "Next page");
    }
    expect(seen.size).toBe(100);
    expect(page.text).not.toContain("[Next page]");
    const only = await as("bea").choose(page, "All categories", "Only security");
    expect(only.text).toContain("20 requirements, page 1 of 2");
    expect(only.text).not.toContain("GDPR");
  });

  test("a menu far back in the list puts one under another category and stays on its page", async () => {
    const first = await as("bea").press(await discover("bea", id), "Show all (100)");
    const second = await as("bea").press(first, "Next page");
    const moved = await as("bea").choose(second, "Single sign-on number 11", "It is compliance");
    expect(moved.text).toContain(
      "“Single sign-on number 11” on Hundred Needs · Everything is compliance now.",
    );
    expect(moved.text).toContain("page 2 of 10");
  });

  test("one is edited in a form, and one is removed", async () => {
    const list = await as("bea").press(await discover("bea", id), "Show all (100)");
    const form = await as("bea").choose(list, "Single sign-on number 1", "Edit");
    expect(form.text).toContain("Single sign-on number 1");
    const saved = await as("bea").submit(form, { Requirement: "Single sign-on with Entra ID" });
    expect(saved.text).toContain("Saved on Hundred Needs");
    expect(saved.text).toContain("Single sign-on with Entra ID");
    const removed = await as("bea").choose(saved, "Single sign-on with Entra ID", "Remove");
    expect(removed.text).toContain("Removed “Single sign-on with Entra ID”");
    expect(removed.text).toContain("99 requirements");
    const back = await as("bea").press(removed, "Put it back");
    expect(back.text).toContain("Logged on Hundred Needs");
    expect(back.text).toContain("100 requirements");
  });
});

describe("challenges", () => {
  test("get a severity and a mitigation, both open to change from the menu", async () => {
    const id = await newDeal('"Hard Case" "Pilot" 20k');
    const logged = await as("bea").command(
      `/deal challenge opp_${id} Their CISO vetoed every new vendor, this is a blocker`,
    );
    expect(logged.text).toMatch(/Logged a challenge on Hard Case · Pilot, high \(\d+% sure/);
    expect(logged.text).toContain("→ Send the security pack");
    const lower = await as("bea").choose(logged, "High", "It is medium");
    expect(lower.text).toContain("is medium now.");
    const form = await as("bea").choose(lower, "Medium", "Edit");
    const saved = await as("bea").submit(form, { "What is done about it": "Call the CISO" });
    expect(saved.text).toContain("→ Call the CISO");
    // The words of a person stay when the severity changes again.
    const higher = await as("bea").choose(saved, "Medium", "It is high");
    expect(higher.text).toContain("→ Call the CISO");
    const done = await as("bea").choose(higher, "High", "It is mitigated");
    expect(done.text).toContain("0 open, 1 mitigated");
    const gone = await as("bea").choose(done, "Mitigated", "Remove");
    expect(gone.text).toContain("None logged.");
    const back = await as("bea").press(gone, "Put it back");
    expect(back.text).toContain("Call the CISO");
  });

  test("the form suggests while one types; what is left empty follows the suggestion", async () => {
    const id = await newDeal('"Form Case" "Pilot" 20k');
    const form = await as("bea").command(`/deal challenge opp_${id}`);
    const advised = await as("bea").choose(form, "Challenge", "The board meets only in June");
    expect(advised.text).toContain("Suggested: Draw the map of who decides");
    const seen = await as("bea").submit(advised, { Severity: "High" });
    expect(seen.text).toContain("Logged a challenge on Form Case · Pilot, high.");
    expect(seen.text).toContain("→ Draw the map of who decides");
  });
});

describe("solutions and documents", () => {
  let id = 0;
  beforeAll(async () => {
    id = await newDeal('"Paper Trail" "Rollout | *phase* 1" 90k');
    await require(id, "Security", [
      "Single sign-on with Okta",
      "Encrypted backups | <script>alert(1)</script>",
    ]);
    await require(id, "Integration", ["REST API to SAP"]);
    await as("bea").command(`/deal challenge opp_${id} No budget left, this is a blocker`);
  });

  test("solutions are proposed, edited, and proposed anew without losing the edit", async () => {
    const page = await as("bea").press(await discover("bea", id), "Propose solutions");
    expect(page.text).toContain("Security set-up (2 requirements)");
    expect(page.text).toContain("Integrations (1 requirement)");
    expect(page.text).toContain("Against “No budget left, this is a blocker”");
    const form = await as("bea").press(page, "Edit", { nth: 0 });
    const saved = await as("bea").submit(form, { Proposal: "We do it by hand", Weeks: "5" });
    expect(saved.text).toContain("5 weeks · edited");
    await require(id, "Security", ["Two-factor authentication for admins"]);
    const anew = await as("bea").press(saved, "Propose anew");
    expect(anew.text).toContain("Security set-up (3 requirements)");
    expect(anew.text).toContain("We do it by hand");
    expect(anew.text).toContain("5 weeks · edited");
    const same = await as("bea").press(anew, "Propose anew");
    expect(same.text).toContain("follow its requirements already");
  });

  test("the requirements document comes as a Markdown file, every word of people escaped", async () => {
    const seen = await as("bea").command(`/deal discover opp_${id} document`, {
      until: (one) => one.text.includes("version 1: shared"),
    });
    expect(seen.text).toContain("shared here in your messages with me");
    const file = fileIn(as("bea").inbox()[0]?.channel ?? "", "requirements-document");
    expect(file?.name).toBe("paper-trail-requirements-document-v1.md");
    const content = file?.content ?? "";
    expect(content).toContain("# Requirements: Paper Trail · Rollout \\| \\*phase\\* 1");
    expect(content).toContain("| S1");
    expect(content).toContain("Single sign-on with Okta");
    expect(content).toContain("Encrypted backups \\| \\<script\\>alert(1)\\</script\\>");
    // It may go to the customer: the subject of a challenge is named, our own words on it are not.
    expect(content).toContain("- **Budget:** A business case with your numbers");
    expect(content).not.toContain("blocker");
    expect(content).toContain("From Bea Seller, 18 Nov 2026.");
  });

  test("the diagram is a link, checked before it is kept", async () => {
    const work = await as("bea").press(await discover("bea", id), "Documents");
    const form = await as("bea").press(work, "Link the diagram");
    const wrong = await as("bea").submit(form, { "Where it is": "ftp://boards/acme" });
    expect(wrong.errors).toMatchObject({ link: expect.stringContaining("is not a web address") });
    const seen = await as("bea").submit(form, { "Where it is": "https://miro.com/acme" });
    expect(seen.text).toContain("Linked the architecture diagram");
    const after = await discover("bea", id);
    expect(after.text).toContain("Architecture diagram: linked");
    expect(after.text).toContain("60% complete");
  });

  test("nothing known, nothing to write: the refusal says what to log first", async () => {
    const empty = await newDeal('"Void" "Pilot" 5k');
    for (const paper of ["proposal", "document"])
      expect((await as("bea").command(`/deal discover opp_${empty} ${paper}`)).text).toContain(
        "Log what the customer needs first",
      );
  });

  test("who may not change the engineering part is offered no such button, and is refused", async () => {
    const page = await as("nora").press(await discover("nora", id), "discovery.show:s");
    expect(page.text).toContain("We do it by hand");
    expect(page.text).not.toContain("Propose anew");
    expect((await as("nora").command(`/deal discover opp_${id} proposal`)).text).toContain(
      "You may not change the sales engineering part of this deal.",
    );
  });

  test("the proposal is shared in the deal's room, and the card says when it is out of date", async () => {
    await as("bea").command(`/deal room opp_${id}`, {
      channel: "sales-emea",
      until: (one) => one.text.includes("Opened"),
    });
    // From now on the card in the room is edited at each change: an answer is known by its words.
    const card = await as("bea").command(`/deal discover opp_${id}`, {
      until: (one) => one.text.startsWith("Discovery ·"),
    });
    const work = await as("bea").press(card, "Documents", {
      until: (one) => one.text.startsWith("Documents ·"),
    });
    await as("bea").press(work, "Write: solution proposal", {
      until: (one) => one.text.includes("version 1: shared in"),
    });
    const content = fileIn(`deal-paper-trail-${id}`, "solution-proposal")?.content ?? "";
    expect(content).toContain("# Solution proposal: Paper Trail");
    expect(content).toContain("We do it by hand");
    expect(content).toMatch(/\| Integrations +\| I1 +\| [SML]+ +\| +\d \|/);
    expect(content).toContain("Interfaces mapped with your engineers");
    expect(content).toContain("### Budget");
    expect(content).not.toContain("blocker");

    await require(id, "Security", ["Audit log of every sign-in"]);
    expect((await discover("bea", id)).text).toContain("Solution proposal: out of date");
    const again = await as("bea").command(`/deal discover opp_${id} proposal`, {
      until: (one) => one.text.includes("version 2: shared in"),
    });
    expect(again.text).toContain("Solution proposal of Paper Trail");
    expect((await discover("bea", id)).text).toContain("Solution proposal: shared");
  });
});
