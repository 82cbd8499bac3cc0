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
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const DAY = 86_400_000;

async function logged(handle: string, line: string) {
  const card = await as(handle).command(`/objection log ${line}`);
  const id = /obj_\d+/.exec(card.text)?.[0] ?? "";
  expect(id, card.text).not.toBe("");
  return { card, id };
}

describe("the card", () => {
  test("goes in place from play to answer to resolved, each step with its buttons", async () => {
    const { card, id } = await logged("bea", "soylent Your price is far too high");
    const used = await as("bea").press(card, "Use this play");
    expect(used.text).toContain("Using ROI calculation on:");
    expect(used.text).toContain("Tried: ROI calculation");
    expect(used.text).not.toContain("Use this play");
    const answered = await as("bea").press(used, "Answered");
    expect(answered.text).toMatch(/^Answered: “Your price is far too high”/);
    expect(answered.text).toContain("Answered by Bea Seller, today");
    const done = await as("bea").press(answered, "Resolved");
    expect(done.text).toContain(":white_check_mark: Resolved, says Bea Seller, today");
    expect(done.text).not.toContain("Answered]");
    expect(done.text).toContain("[Reopen]");
    expect(new Set([card, used, answered, done].map((one) => one.message?.ts)).size).toBe(1);
    expect((await as("bea").command(`/objection show ${id}`)).text).toContain("Resolved, says Bea");
  });

  test("offers another play, and comes round to the first again", async () => {
    const { card } = await logged("bea", "soylent This costs more than we can pay");
    const second = await as("bea").press(card, "Another play");
    const third = await as("bea").press(second, "Another play");
    const first = await as("bea").press(third, "Another play");
    const names = [card, second, third].map((one) => /Try ([^:]+):/.exec(one.text)?.[1]);
    expect(new Set(names).size).toBe(3);
    expect(first.text).toContain(`Try ${names[0]}:`);
  });

  test("“It is not pricing…” changes the type, brings the right plays, and is known the next time", async () => {
    const words = "The board frowns at blue paper";
    const { card } = await logged("bea", `soylent ${words}`);
    const button = /\[((?:It is not [^\]]+|Say what it is)…)\]/.exec(card.text)?.[1] ?? "";
    const form = await as("bea").press(card, button);
    const changed = await as("bea").submit(form, { Type: "Timing", Severity: "Low" });
    expect(changed.text).toContain("Now it is timing:");
    expect(changed.text).toContain("→ timing, low");
    expect(changed.text).toMatch(/Try (Cost of waiting|Small start|Mutual plan)/);
    expect((await logged("bea", `soylent ${words}`)).card.text).toContain("→ timing, low");
  });

  test("not resolved asks what stands in the way; reopening asks why", async () => {
    const { card, id } = await logged("bea", "soylent They want a lower price");
    const answered = await as("bea").press(card, "Answered");
    const form = await as("bea").press(answered, "Not resolved");
    const not = await as("bea").submit(form, { note: "They want 20 % off" });
    expect(not.text).toContain("Not resolved, says Bea Seller, today");
    expect(not.text).toContain("They want 20 % off");
    const why = await as("bea").press(not, "Reopen");
    const open = await as("bea").submit(why, { reason: "New CFO" });
    expect(open.text).toMatch(/^Open again:/);
    const history = await as("bea").press(open, "History");
    expect(history.text).toContain("opened it again: New CFO");
    expect(history.text).toContain("marked it as not resolved: They want 20 % off");
    expect(history.text).toContain(`logged it`);
    expect(id).toBeTruthy();
  });

  test("shared in a channel it has the customer-safe lines and none of the internal ones", async () => {
    const card = await as("bea").command(
      "/objection log soylent Nobody gave us a budget for this",
      {
        channel: "general",
      },
    );
    const internal = card.text.slice(
      card.text.indexOf("For us only"),
      card.text.indexOf("Follow-up"),
    );
    expect(internal.split("\n").length).toBeGreaterThan(2);
    const shared = await as("bea").press(card, "Share customer-safe lines");
    expect(shared.message?.isEphemeral).toBe(false);
    expect(shared.text).toContain("Say to the customer");
    for (const line of internal.split("\n").filter((one) => one.startsWith("•")))
      expect(shared.text).not.toContain(line);
  });

  test("a colleague who only sees the deal reads it, and may not answer it", async () => {
    const { id } = await logged("bea", "soylent They fear the price");
    const seen = await as("eli").command(`/objection show ${id}`);
    expect(seen.text).toContain("They fear the price");
    expect(seen.text).not.toContain("Answered]");
    expect((await as("eli").command(`/objection answer ${id}`)).text).toContain("You may not");
    expect((await as("max").command(`/objection show ${id}`)).text).toContain("You may not");
  });
});

describe("the verbs", () => {
  test("take the deal's name when it has one open objection, and ask when it has several", async () => {
    await logged("eli", "cyberdyne Their CISO asks for our SOC 2 report");
    const answered = await as("eli").command("/objection answer cyberdyne sent the guide");
    expect(answered.text).toContain("Answered by Eli Seller");
    await logged("eli", "cyberdyne The API has too low limits");
    const which = await as("eli").command("/objection resolve cyberdyne");
    expect(which.text).toContain("has 2 open objections. Which one?");
    const done = await as("eli").press(which, "Their CISO asks for our SOC 2 report (security)");
    expect(done.text).toContain("Resolved, says Eli Seller");
  });

  test("refuse what is not its turn, with what is", async () => {
    const { id } = await logged("bea", "soylent It is too dear");
    expect((await as("bea").command(`/objection resolve ${id}`)).text).toContain(
      `${id} is open: nobody has answered it yet.\nFirst comes /objection answer ${id}.`,
    );
    await as("bea").command(`/objection answer ${id}`);
    await as("dan").command(`/objection resolve ${id} they signed`);
    const late = await as("bea").command(`/objection resolve ${id}`);
    expect(late.text).toContain(`Dan Manager resolved ${id} just now`);
    expect((await as("bea").command("/objection show obj_9999")).text).toContain(
      "There is no objection obj_9999.",
    );
  });

  test("lists by deal, person, type and status", async () => {
    const all = await as("dan").command("/objection list all open");
    expect(all.text).toMatch(/^\d+ objections \(open or answered\), \d+ not settled/);
    const mine = await as("eli").command("/objection list mine security");
    expect(mine.text).toContain("Their CISO asks for our SOC 2 report");
    expect(mine.text).not.toContain("Soylent");
    const deal = await as("dan").command("/objection list cyberdyne");
    expect(deal.text).toContain("on Cyberdyne · Model operations");
    const rep = await as("dan").command("/objection list by @bea resolved");
    expect(rep.text).toContain("Your price is far too high");
    expect(rep.text).not.toContain("Cyberdyne");
    expect((await as("max").command("/objection list")).text).toContain("You may not");
    const none = await as("nora").command("/objection list");
    expect(none.text).toContain("No objections on your deals yet.");
    expect(none.text).toContain("Log objection");
  });
});

describe("a follow-up", () => {
  test("reminds at 09:00 of the person's own day, and not twice when it was moved", async () => {
    const { id } = await logged("eli", "cyberdyne They want to wait until spring");
    const planned = await as("eli").command(`/objection follow-up ${id} 2026-11-20`);
    expect(planned.text).toContain("Follow-up planned for Fri 20 Nov (in 2 days):");
    await as("eli").command(`/objection follow-up ${id} 2026-11-19`);
    const due = () =>
      as("eli")
        .inbox()
        .filter((one) => one.words.includes("Follow-up today") && one.words.includes(id));
    // Eli is in New York: 09:00 there is 14:00 UTC, and it is Wednesday 14:00 UTC now.
    await bot.timePasses(DAY - 60_000);
    expect(due()).toHaveLength(0);
    await bot.timePasses(2 * 60_000);
    await bot.sandbox.until(() => due().length === 1, "Eli to be reminded");
    await bot.timePasses(DAY);
    expect(due()).toHaveLength(1);

    const [reminder] = due();
    if (!reminder) throw new Error("nothing to press");
    const moved = await as("eli").press(reminder, "Move a week");
    expect(moved.text).toMatch(/Follow-up moved to (Thu 26|Fri 27) Nov/);
    await as("eli").command(`/objection follow-up ${id} tomorrow`);
    const done = await as("eli").press(reminder, "Done");
    expect(done.text).toContain("Follow-up done:");
    await bot.timePasses(DAY + 120_000);
    expect(due()).toHaveLength(1);
  });

  test("does not come after the objection was resolved", async () => {
    const { id } = await logged("bea", "soylent They find it too dear again");
    await as("bea").command(`/objection follow-up ${id} tomorrow with @nora`);
    await as("bea").command(`/objection answer ${id}`);
    await as("bea").command(`/objection resolve ${id}`);
    await bot.timePasses(2 * DAY);
    expect(
      as("nora")
        .inbox()
        .some((one) => one.words.includes("Follow-up today")),
    ).toBe(false);
    expect((await as("bea").command(`/objection follow-up ${id} in 5 days`)).text).toContain(
      "is resolved: there is nothing to follow up on",
    );
  });
});
