import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, openDesk, sourceOf } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("the CRM sales opportunities set", () => {
  const files = [
    "crm-pipeline.csv",
    "crm-data-dictionary.csv",
    "crm-teams.csv",
    "crm-products.csv",
    "crm-accounts.csv",
  ];

  test("its folder is imported in the order the files depend on each other", async () => {
    const workspaceId = await desk.workspace();
    const results = await desk.importAll(workspaceId, files.map(sourceOf));
    expect(results).toMatchObject([
      { file: "crm-accounts.csv", report: { kind: "accounts", created: 2 } },
      { file: "crm-products.csv", report: { kind: "products", created: 2 } },
      { file: "crm-teams.csv", report: { kind: "people", created: 2 } },
      { file: "crm-pipeline.csv", report: { kind: "deals", created: 4, refused: [] } },
      { file: "crm-data-dictionary.csv", report: { kind: null } },
    ]);
    const deals = await desk.deals(workspaceId);
    expect(deals).toMatchObject([
      {
        title: "GTX Pro",
        stage: "closed_won",
        amount: "451400",
        created_at: "2016-10-20 12:00",
        closed_at: "2017-03-01 12:00",
      },
      { title: "MG Special", stage: "closed_lost", amount: "0" },
      { title: "GTX Pro", account: null, stage: "qualified", amount: null, close_date: null },
      { title: "MG Special", account: "Kan-code", stage: "lead", created_at: "2026-11-20 09:00" },
    ]);
    expect(await desk.count(workspaceId, "products")).toBe(2);
    expect(await desk.count(workspaceId, "accounts")).toBe(2);
  });

  test("what was spelled otherwise is said, never swallowed", async () => {
    const workspaceId = await desk.workspace();
    const results = await desk.importAll(workspaceId, files.map(sourceOf));
    const deals = results.find(({ file }) => file === "crm-pipeline.csv");
    const assumptions = deals && "report" in deals ? deals.report.assumptions : [];
    expect(assumptions).toContain("“GTXPro” was read as the product “GTX Pro” in 2 rows.");
    expect(assumptions).toContain("“kan code” was read as the account “Kan-code” in 1 row.");
  });

  test("slips in a sector stay as they are, and columns that are not kept are named", async () => {
    const workspaceId = await desk.workspace();
    const report = await desk.import(workspaceId, "crm-accounts.csv");
    expect(report.assumptions).toContain(
      "Columns left out: year_established, revenue and subsidiary_of.",
    );
    const sectors = await desk.sql(
      (sql) => sql`select sector from accounts where workspace_id = ${workspaceId} order by id`,
    );
    expect(sectors.map(({ sector }) => sector)).toEqual(["technolgy", "software"]);
  });

  test("a dry run of the folder says the same and writes nothing", async () => {
    const workspaceId = await desk.workspace();
    const before = await desk.fingerprint();
    const dry = await desk.importAll(workspaceId, files.map(sourceOf), { dryRun: true });
    expect(await desk.fingerprint()).toBe(before);
    const real = await desk.importAll(workspaceId, files.map(sourceOf));
    const counts = (results: typeof dry) =>
      results.map((result) => {
        if (!("report" in result)) return result.error.message;
        const { file, rows, created, changed, unchanged, refused, assumptions } = result.report;
        const said = assumptions.filter((one) => !one.startsWith("New teams"));
        return { file, rows, created, changed, unchanged, refused, said };
      });
    expect(counts(dry)).toEqual(counts(real));
  });
});
