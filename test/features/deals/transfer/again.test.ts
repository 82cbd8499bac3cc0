import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, openDesk, sourceOf } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const HEAD =
  "Record ID,Deal Name,Associated Company,Deal Stage,Amount,Close Date,Create Date,Deal owner,Next step,Region";
const rows = (...lines: string[]) => [HEAD, ...lines].join("\n");
const ACME = "1,Rollout,Acme,Qualified To Buy,1000,2027-03-01,2026-05-01 09:00,Ada Admin,Call,EMEA";
const GLOBEX = "2,Pilot,Globex,Contract Sent,2000,2027-04-01,2026-06-01 09:00,Bea Seller,,";

describe("the same file a second time", () => {
  test.each([
    "salesforce-opportunity.csv",
    "salesforce-report.csv",
    "hubspot-view.csv",
    "hubspot-all-properties.csv",
    "pipedrive-default.csv",
    "pipedrive-custom-view.csv",
    "pipedrive-sample.csv",
    "zoho.csv",
    "crm-pipeline.csv",
    "crm-accounts.csv",
    "crm-products.csv",
    "crm-teams.csv",
  ])("%s changes nothing at all, whoever imports it when", async (file) => {
    const workspaceId = await desk.workspace();
    await desk.import(workspaceId, file);
    const before = await desk.fingerprint();
    const { importFile } = await import("../../../../src/features/deals/transfer/index.ts");
    const later = desk.act(workspaceId, {}, new Date("2026-12-24T18:00:00Z"));
    const report = await importFile(later, sourceOf(file), { dryRun: false, currency: "EUR" });
    expect(report).toMatchObject({ created: 0, changed: 0, unchanged: report.rows });
    expect(await desk.fingerprint()).toBe(before);
  });

  test("lists without ids find their deals again by account, title, date and owner", async () => {
    const workspaceId = await desk.workspace();
    const list =
      "title;account;stage;amount;owner\nRollout;Acme GmbH;Demo;50.000,00;Ada\nRollout;Globex;won;1,5;Ada\n";
    expect(await desk.import(workspaceId, list)).toMatchObject({ created: 2, source: "csv" });
    const changed = list.replace("50.000,00", "60.000,00").replace("Demo", "Proposal");
    expect(await desk.import(workspaceId, changed)).toMatchObject({
      created: 0,
      changed: 1,
      unchanged: 1,
    });
    expect(await desk.deals(workspaceId)).toMatchObject([
      { amount: "6000000", stage: "proposal" },
      { amount: "150", stage: "closed_won" },
    ]);
  });
});

describe("a changed file", () => {
  test("changes what differs: version, audit and history tell it, and nothing else moves", async () => {
    const workspaceId = await desk.workspace();
    await desk.import(workspaceId, rows(ACME, GLOBEX));
    const changed = ACME.replace("Qualified To Buy", "Contract Sent").replace(
      "2027-03-01",
      "2027-03-15",
    );
    const report = await desk.import(workspaceId, rows(changed, GLOBEX));
    expect(report).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(report.assumptions).toContain("1 deal here changed the stage.");
    const [deal, other] = await desk.deals(workspaceId);
    expect(deal).toMatchObject({
      stage: "negotiation",
      probability: 70,
      close_date: "2027-03-15",
      close_pushes: 1,
      version: 2,
    });
    expect(other?.version).toBe(1);
    expect(await desk.history(workspaceId, 1)).toEqual([
      { kind: "imported", from_stage: null, to_stage: "qualified", at: "2026-05-01 09:00" },
      {
        kind: "imported",
        from_stage: "qualified",
        to_stage: "negotiation",
        at: "2026-11-20 09:00",
      },
    ]);
    const audit = await desk.sql(
      (sql) => sql`select action, before, after from audit_log
        where workspace_id = ${workspaceId} and subject = 'deal' and subject_id = '1' order by id`,
    );
    expect(audit.map(({ action }) => action)).toEqual(["deal.imported", "deal.imported"]);
    expect(audit[1]?.before).toMatchObject({ stage: "qualified", closeDate: "2027-03-01" });
    expect(audit[1]?.after).toMatchObject({ stage: "negotiation", closeDate: "2027-03-15" });
    expect(audit[1]?.after).not.toHaveProperty("title");
  });

  test("an empty cell empties, a column that isn't there leaves alone", async () => {
    const workspaceId = await desk.workspace();
    await desk.import(workspaceId, rows(ACME));
    await desk.import(workspaceId, rows(ACME.replace("Call,EMEA", ",")));
    const [emptied] = await desk.deals(workspaceId);
    expect(emptied).toMatchObject({ next_step: null, metadata: {}, owner: "Ada Admin" });
    await desk.import(
      workspaceId,
      "Record ID,Deal Name,Deal Stage\n1,Rollout 2,Qualified To Buy\n",
    );
    const [renamed] = await desk.deals(workspaceId);
    expect(renamed).toMatchObject({
      title: "Rollout 2",
      amount: "100000",
      close_date: "2027-03-01",
      owner: "Ada Admin",
      version: 3,
    });
  });

  test("a deal that is won closes, and one that is opened again opens", async () => {
    const workspaceId = await desk.workspace();
    await desk.import(workspaceId, rows(ACME));
    await desk.import(
      workspaceId,
      rows(ACME.replace("Qualified To Buy", "Closed Won").replace("2027-03-01", "2026-10-01")),
    );
    const [won] = await desk.deals(workspaceId);
    expect(won).toMatchObject({ status: "won", probability: 100, closed_at: "2026-10-01 12:00" });
    await desk.import(workspaceId, rows(ACME));
    const [open] = await desk.deals(workspaceId);
    expect(open).toMatchObject({
      status: "open",
      stage: "qualified",
      probability: 30,
      closed_at: null,
    });
    const stages = (await desk.history(workspaceId, 1)).map(({ to_stage }) => to_stage);
    expect(stages).toEqual(["qualified", "closed_won", "qualified"]);
  });
});

describe("all or nothing", () => {
  test("a failure in the middle of the file leaves nothing of it", async () => {
    const workspaceId = await desk.workspace();
    const lines = Array.from(
      { length: 1500 },
      (_, i) =>
        `${i},Deal ${i},Company ${i % 50},Qualified To Buy,5,2027-03-01,2026-05-01,Rep ${i % 9},,`,
    );
    const before = await desk.fingerprint();
    const told: number[] = [];
    const failing = desk.import(workspaceId, rows(...lines), {
      progress(done) {
        told.push(done);
        if (done >= 1000) throw new Error("the process stops here");
      },
    });
    await expect(failing).rejects.toThrow("the process stops here");
    expect(told.at(-1)).toBeGreaterThanOrEqual(1000);
    expect(await desk.fingerprint()).toBe(before);
    expect(await desk.import(workspaceId, rows(...lines))).toMatchObject({ created: 1500 });
    expect((await desk.deals(workspaceId)).map(({ id }) => id)).toEqual(lines.map((_, i) => i + 1));
  });

  test("progress is told every 500 rows, up to all of them", async () => {
    const workspaceId = await desk.workspace();
    const lines = Array.from(
      { length: 1200 },
      (_, i) => `${i},Deal ${i},Acme,Qualified To Buy,5,2027-03-01,2026-05-01,Ada,,`,
    );
    const told: [number, number][] = [];
    await desk.import(workspaceId, rows(...lines), {
      progress: (done, total) => void told.push([done, total]),
    });
    expect(told.at(-1)).toEqual([1200, 1200]);
    expect(told.map(([done]) => done)).toEqual(
      told.map(([done]) => done).toSorted((a, b) => a - b),
    );
  });

  test("two imports of one file at the same time make each deal once", async () => {
    const workspaceId = await desk.workspace();
    const [one, two] = await Promise.all([
      desk.import(workspaceId, rows(ACME, GLOBEX)),
      desk.import(workspaceId, rows(ACME, GLOBEX)),
    ]);
    expect((one?.created ?? 0) + (two?.created ?? 0)).toBe(2);
    expect(await desk.count(workspaceId, "deals")).toBe(2);
  });

  test("no import reaches into another workspace", async () => {
    const [mine, theirs] = [await desk.workspace(), await desk.workspace()];
    await desk.import(mine, rows(ACME));
    expect(await desk.import(theirs, rows(ACME))).toMatchObject({ created: 1 });
    expect(await desk.count(mine, "deals")).toBe(1);
  });
});
