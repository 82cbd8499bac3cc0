import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, openDesk, refusals, type StoredDeal, sourceOf } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** Imports a fixture into a workspace of its own. */
async function imported(file: string) {
  const workspaceId = await desk.workspace();
  const report = await desk.import(workspaceId, file);
  const deals = await desk.deals(workspaceId);
  const [first] = deals;
  if (!first) throw new Error(`${file}: nothing was imported. ${refusals(report).join(" ")}`);
  const history = (deal: StoredDeal) =>
    desk
      .history(workspaceId, deal.id)
      .then((rows) => rows.map(({ to_stage, at }) => `${to_stage} ${at}`));
  return { workspaceId, report, deals, first, history };
}

describe("Salesforce", () => {
  test("a data export of opportunities", async () => {
    const { report, deals, first, history } = await imported("salesforce-opportunity.csv");
    expect(report).toMatchObject({ source: "salesforce", kind: "deals", created: 3, refused: [] });
    expect(first).toMatchObject({
      title: "Acme platform rollout",
      account: null,
      owner: "Unassigned",
      amount: "5000000",
      stage: "solution_design",
      probability: 60,
      probability_reason: "from the import",
      close_date: "2027-03-31",
      next_step: "Call the CFO",
      source: "salesforce",
      source_id: "006bm00000AAAAAAA1",
      created_at: "2026-02-23 20:55",
    });
    expect(first.metadata).toEqual({
      Description: "Two sites",
      LeadSource: "Web",
      "Account id": "001bm00000AAAAAAA1",
    });
    expect(report.assumptions).toContain("3 new deals without an owner: given to “Unassigned”.");
    // Entered into Salesforce after it was won: it counts as created when it closed.
    expect(deals[1]).toMatchObject({
      stage: "closed_won",
      probability: 100,
      closed_at: "2026-01-27 12:00",
      created_at: "2026-01-27 12:00",
    });
    expect(await history(first)).toEqual(["solution_design 2026-02-23 20:55"]);
  });

  test("a stage of one's own is read by its flags for closed and won", async () => {
    const { deals } = await imported("salesforce-opportunity.csv");
    expect(deals[2]).toMatchObject({ title: "Initech pilot", stage: "closed_lost", amount: null });
  });

  test("a report with columns of one's own", async () => {
    const { report, deals, first } = await imported("salesforce-report.csv");
    expect(report).toMatchObject({ source: "salesforce", created: 2, refused: [] });
    expect(first).toMatchObject({
      title: "Umbrella expansion",
      account: "Umbrella Ltd",
      owner: "Mia Manager",
      amount: "7500000",
      currency: "GBP",
      stage: "solution_design",
      close_date: "2027-02-28",
      next_step: "Security review",
    });
    expect(first.metadata).toMatchObject({
      "Territory Region": "EMEA",
      "Billed iARR": "25,000.00",
    });
    expect(first.source_id).toMatch(/^row:/);
    expect(deals[1]).toMatchObject({
      close_date: "2027-01-05",
      currency: "USD",
      stage: "negotiation",
    });
    expect(report.assumptions.join("\n")).toContain(
      "Dates in Close Date: month first (M/D/Y); 2/28/2027 on line 2 can't be read otherwise.",
    );
  });

  test("stage histories of deals that are here, and only of those", async () => {
    const { workspaceId, first, history } = await imported("salesforce-opportunity.csv");
    const report = await desk.import(workspaceId, "salesforce-history.csv");
    expect(report).toMatchObject({ kind: "history", rows: 5, created: 2, unchanged: 1 });
    expect(refusals(report)).toEqual([
      "line 5: There is no deal of 006bm00000ZZZZZZZ9 here. Import the deals first.",
      "line 6: It was deleted where it comes from.",
    ]);
    const stages = await history(first);
    expect(stages.at(-2)).toBe("lead 2026-02-23 20:55");
    expect(stages.at(-1)).toBe("solution_design 2026-03-05 10:00");
    const [deal] = await desk.deals(workspaceId);
    expect(deal).toMatchObject({ stage_entered_at: "2026-03-05 10:00", version: 2 });
    const before = await desk.fingerprint();
    expect(await desk.import(workspaceId, "salesforce-history.csv")).toMatchObject({ created: 0 });
    expect(await desk.fingerprint()).toBe(before);
  });

  test("a folder gives the deals their accounts' names and their whole history at once", async () => {
    const workspaceId = await desk.workspace();
    const files = [
      "salesforce-history.csv",
      "salesforce-opportunity.csv",
      "salesforce-account.csv",
    ];
    const results = await desk.importAll(workspaceId, files.map(sourceOf));
    expect(results.map(({ file }) => file)).toEqual(files.toReversed());
    const [deal] = await desk.deals(workspaceId);
    expect(deal).toMatchObject({ account: "Acme Corporation", version: 1 });
    expect(deal?.metadata).not.toHaveProperty("Account id");
    expect(await desk.history(workspaceId, deal?.id ?? 0)).toMatchObject([
      { from_stage: null, to_stage: "lead", at: "2026-02-23 20:55" },
      { from_stage: "lead", to_stage: "solution_design", at: "2026-03-05 10:00" },
    ]);
  });
});

describe("HubSpot", () => {
  test("a view of deals", async () => {
    const { report, deals, first } = await imported("hubspot-view.csv");
    expect(report).toMatchObject({ source: "hubspot", created: 2, refused: [] });
    expect(first).toMatchObject({
      title: "Stark onboarding",
      owner: "Bea Seller",
      amount: "950050",
      stage: "demo",
      close_date: "2027-01-15",
      products: ["Suite"],
      source_id: "17001",
    });
    expect(first.metadata).toEqual({ State: "CA", Pipeline: "Sales Pipeline", LMS: "Moodle" });
    expect(deals[1]).toMatchObject({
      owner: "Raj",
      stage: "closed_lost",
      probability: 0,
      closed_at: "2026-05-04 00:00",
    });
  });

  test("all properties: probabilities as parts of one, and the day each stage was entered", async () => {
    const { report, deals, first, history } = await imported("hubspot-all-properties.csv");
    expect(report).toMatchObject({ source: "hubspot", created: 2, refused: [] });
    expect(first).toMatchObject({
      stage: "negotiation",
      probability: 90,
      probability_reason: "from the import",
      stage_entered_at: "2026-09-01 08:00",
      next_step: "Send the contract",
    });
    expect(await history(first)).toEqual([
      "lead 2026-06-01 08:00",
      "demo 2026-07-01 08:00",
      "negotiation 2026-09-01 08:00",
    ]);
    expect(first.metadata).toEqual({ Pipeline: "Sales Pipeline", Priority: "High" });
    expect(report.assumptions.join("\n")).toContain(
      "Columns left out, computed or of use only there: Forecast amount",
    );
    const won = deals[1];
    expect(won && (await history(won))).toEqual([
      "lead 2026-06-02 08:00",
      "closed_won 2026-08-15 16:00",
    ]);
  });
});

describe("Pipedrive", () => {
  test("the list view with its prefixes, semicolons, and statuses beside the stages", async () => {
    const { report, deals, first, history } = await imported("pipedrive-default.csv");
    expect(report).toMatchObject({ source: "pipedrive", created: 3, refused: [] });
    expect(first).toMatchObject({
      title: "Cyberdyne sensors",
      account: "Cyberdyne",
      contact: "Miles Dyson",
      owner: "Cat Engineer",
      amount: "4100000",
      stage: "demo",
      close_date: "2027-01-31",
      stage_entered_at: "2026-10-01 11:00",
      products: ["Sensor"],
      source_id: "301",
    });
    const [, lost, won] = deals;
    expect(lost).toMatchObject({
      stage: "closed_lost",
      lost_reason: "price",
      closed_at: "2026-07-01 10:00",
      close_date: "2026-07-01",
      currency: "USD",
    });
    expect(lost && (await history(lost))).toEqual([
      "proposal 2026-06-01 11:00",
      "closed_lost 2026-07-01 10:00",
    ]);
    expect(won).toMatchObject({ stage: "closed_won", probability: 100, close_date: "2026-08-01" });
  });

  test("a view of one's own, with decimal commas", async () => {
    const { first } = await imported("pipedrive-custom-view.csv");
    expect(first).toMatchObject({ amount: "250000", account: "Soylent", stage: "qualified" });
    expect(first.metadata).toMatchObject({ "Deal - Territory": "North" });
  });

  test("its import sample, without any stage", async () => {
    const { report, first } = await imported("pipedrive-sample.csv");
    expect(first).toMatchObject({
      title: "Nostromo refit",
      account: "Weyland",
      contact: "Ellen Ripley",
      stage: "lead",
    });
    expect(report.assumptions).toContain("No column tells the stage: new deals are in Lead.");
  });
});

test("Zoho's deals", async () => {
  const { report, deals, first } = await imported("zoho.csv");
  expect(report).toMatchObject({ source: "zoho", created: 2, refused: [] });
  expect(first).toMatchObject({
    account: "Aperture",
    contact: "Cave Johnson",
    stage: "solution_design",
    close_date: "2027-02-10",
    source_id: "zcrm_5500001",
  });
  expect(deals[1]).toMatchObject({ stage: "closed_lost", closed_at: "2026-10-10 12:00" });
});
