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

describe("the library", () => {
  test("comes with plays against every type", async () => {
    const all = await as("bea").command("/objection library");
    expect(all.text).toMatch(/^24 plays against 8 types of objections/);
    for (const name of ["ROI calculation", "Roadmap", "Audit report", "Partner integrations"])
      expect(all.text).toContain(name);
    expect(all.text).not.toContain("Add a play");
    const security = await as("bea").command("/objection library security");
    expect(security.text).toContain("3 plays against security, the best first.");
    expect(security.text).toContain("For us only: “");
    expect(security.text).toContain("Evidence: ISO/IEC 27001");
    expect((await as("bea").command("/objection library prycing")).text).toContain(
      "Did you mean pricing?",
    );
  });

  test("is edited by sales engineers and managers, and by nobody else", async () => {
    const refused = await as("bea").command("/objection library add pricing");
    expect(refused.text).toContain("You may not edit the objection library.");
    expect(refused.text).toContain("sales engineers, managers or admins");

    const form = await as("cat").command("/objection library add pricing");
    const wrong = await as("cat").submit(form, {
      Name: "Pilot price",
      "How to go about it": "Offer the first quarter at a pilot price",
      "Lines for the customer": "- We can start small.\n- You pay for what you use.",
      Evidence: "Pilot terms, see wiki",
    });
    expect(wrong.errors?.evidence).toContain("does not end in a web address");
    const added = await as("cat").submit(form, {
      Evidence: "Pilot terms https://wiki.example/pilot",
    });
    expect(added.text).toContain("Added Pilot price, against pricing.");
    expect(added.text).toContain("4 plays against pricing");
    expect(added.text).toContain("“We can start small.” “You pay for what you use.”");
  });

  test("a shipped play that is edited is the team's own from then on, and offered as they wrote it", async () => {
    const shown = await as("dan").command("/objection library timing");
    const form = await as("dan").press(shown, "Edit", { nth: 0 });
    const saved = await as("dan").submit(form, {
      Name: "What waiting costs",
      "Lines for the customer": "What would a month later mean?",
    });
    expect(saved.text).toContain("Changed What waiting costs, against timing.");
    const card = await as("bea").command("/objection log soylent call us again next year");
    expect(card.text).toContain("Try What waiting costs:");
    expect(card.text).toContain("• What would a month later mean?");
    const same = await as("cat").command("/objection library add timing");
    const twice = await as("cat").submit(same, {
      Name: "what waiting costs",
      "How to go about it": "x",
      "Lines for the customer": "y",
    });
    expect(twice.text).toContain("There is a play “What waiting costs” against this type already.");
  });

  test("a retired play is offered no more until it is brought back", async () => {
    const shown = await as("dan").command("/objection library authority");
    const retired = await as("dan").press(shown, "Retire", { nth: 0 });
    expect(retired.text).toContain("Retired Business case to pass on, against authority.");
    const card = await as("bea").command("/objection log soylent my CFO has to decide that");
    expect(card.text).toContain("→ authority");
    expect(card.text).not.toContain("Business case to pass on");
    const back = await as("dan").press(retired, "Bring back");
    expect(back.text).toContain("Brought back Business case to pass on");
    expect(back.text).toContain("3 plays against authority");
  });
});

describe("/objection stats", () => {
  test("says what to see, draws the types, and lists the plays with their record", async () => {
    for (let i = 0; i < 6; i++) {
      const card = await as("bea").command(`/objection log soylent your price is too high ${i}`);
      const used = await as("bea").press(card, "Use this play");
      const answered = await as("bea").press(used, "Answered");
      if (i < 5) await as("bea").press(answered, "Resolved");
      else await as("bea").submit(await as("bea").press(answered, "Not resolved"), { note: "no" });
    }
    const types = await as("bea").command("/objection stats");
    expect(types.text).toMatch(
      /^Pricing comes up most, 6 of \d+ objections; 83% of 6 settled were resolved\./,
    );
    expect(types.message?.blocks.map((block) => block.type)).toContain("data_visualization");
    const plays = await as("bea").press(types, "By play");
    expect(plays.text).toContain("ROI calculation works best: 5 of 6 objections resolved (83%).");
    const pricing = await as("bea").command("/objection stats pricing quarter");
    expect(pricing.text).toContain("(against pricing, 1 Oct to 31 Dec)");
    const later = await as("bea").command("/objection stats last year");
    expect(later.text).toContain("No objections yet.");
    expect((await as("bea").command("/objection stats nonsense")).text).toContain(
      "neither a type of objection nor a period",
    );
  });

  test("a record is told once there is enough of it", async () => {
    const card = await as("bea").command("/objection log soylent your price is way too high");
    expect(card.text).toContain("Try ROI calculation: used 6 times, not enough data.");
  });
});
