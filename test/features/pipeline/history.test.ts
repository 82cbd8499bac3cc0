import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../src/db/workspace.ts";
import { importFiles } from "../../../src/features/deals/index.ts";
import { ensureHistory } from "../../../src/features/pipeline/index.ts";
import { dealsAsOf } from "../../../src/features/pipeline/queries/deals-as-of.ts";
import { addDays, asDay, type Day } from "../../../src/kernel/dates.ts";
import { type Desk, openDesk, WORKSPACE } from "../deals/desk.ts";
import { night, story, tell, told, truth } from "./story.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const asOf = (day: Day) => desk.look((tx) => dealsAsOf(tx, WORKSPACE, day));
const rows = () =>
  desk.look((tx) => tx.execute(sql`select count(*)::int as n from deal_snapshots`));
const forget = () =>
  inWorkspace(desk.deps.db, WORKSPACE, async (tx) => {
    await tx.execute(sql`delete from deal_snapshots`);
    await tx.execute(sql`delete from snapshot_progress`);
  });

describe("the history of deals", () => {
  test("every past day can be looked at as it was, and stays so whatever happens later", async () => {
    await fc.assert(
      fc.asyncProperty(story({ min: 4, max: 12 }), async (days) => {
        const was = new Map<Day, unknown>();
        await tell(desk, days, async (day) => {
          was.set(day, await truth(desk));
          await night(desk);
        });
        for (const [day, deals] of was) expect(await told(desk, day)).toEqual(deals);
        // A bot that was down all that time makes up for it in one step, from what is on record.
        await forget();
        await night(desk);
        for (const [day, deals] of was) expect(await told(desk, day)).toEqual(deals);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  test("a second run for the same day writes nothing, and quiet days write nothing", async () => {
    await night(desk);
    const [before] = await rows();
    expect(await night(desk)).toMatchObject({ rows: 0 });
    desk.clock.forward(10 * 86_400_000);
    const run = await night(desk);
    expect(run).toMatchObject({ rows: 0 });
    expect(await rows()).toEqual([before]);
  });

  test("two processes at midnight write what one would", async () => {
    const { deal } = await desk.deal();
    desk.clock.forward(86_400_000);
    const runs = await Promise.all([night(desk), night(desk)]);
    expect(runs.map((run) => run.rows).sort()).toEqual([0, 1]);
    const day = asDay(new Date(desk.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10));
    expect((await asOf(day)).filter((one) => one.dealId === deal.id)).toHaveLength(1);
  });

  test("nothing of another workspace is in it", async () => {
    await desk.deal({ by: desk.act("ann", { workspaceId: "T0OTHER" }) });
    desk.clock.forward(86_400_000);
    await night(desk, "T0OTHER");
    const others = await desk.look(
      (tx) => tx.execute(sql`select workspace_id from deal_snapshots`),
      "T0OTHER",
    );
    expect(others).toEqual([{ workspace_id: "T0OTHER" }]);
  });
});

describe("a CRM that is imported", () => {
  const file = (name: string, lines: string[]) => ({ name, bytes: Buffer.from(lines.join("\n")) });
  const importAll = (...files: ReturnType<typeof file>[]) =>
    importFiles(desk.act("adam"), files, { dryRun: false, currency: "EUR" });

  test("its deals have their past at once, their closing days and what came before them", async () => {
    await importAll(
      file("opportunities.csv", [
        "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Close Date,Created Date",
        "006000000000001,Rollout,Imported Ltd,Ann Seller,Closed Won,5000.00,2026-03-10,2026-01-05",
        "006000000000002,Rollout II,Imported Ltd,Ann Seller,Proposal/Price Quote,7000.00,2027-05-10,2026-02-05",
      ]),
    );
    await ensureHistory(desk.deps, WORKSPACE, desk.clock.now());
    const names = await desk.look((tx) =>
      tx.execute<{ id: number }>(
        sql`select id from deals where source_id like '00600000000000%' order by source_id`,
      ),
    );
    const [won = 0, open = 0] = names.map((row) => row.id);
    const on = async (day: string, id: number) =>
      (await asOf(asDay(day))).find((one) => one.dealId === id);
    expect(await on("2026-01-04", won)).toBeUndefined();
    expect(await on("2026-02-01", won)).toMatchObject({
      status: "open",
      rebuilt: true,
      closeDate: null,
    });
    expect(await on("2026-03-10", won)).toMatchObject({ status: "won", probability: 100 });
    expect(await on("2026-06-01", open)).toMatchObject({
      stage: "proposal",
      amount: { minor: 700_000, currency: "EUR" },
    });
  });

  test("a file of stage changes that comes later tells that past better, and nothing of after", async () => {
    const yesterday = addDays(asDay(desk.clock.now().toISOString().slice(0, 10)), -1);
    const [row] = await desk.look((tx) =>
      tx.execute<{ id: number }>(sql`select id from deals where source_id like '006000000000002%'`),
    );
    const id = row?.id ?? 0;
    const others = (await asOf(yesterday)).filter((one) => one.dealId !== id);
    await importAll(
      file("history.csv", [
        "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory",
        "008000000000001,006000000000002,2026-02-05T09:00:00.000Z,Prospecting,,,,",
        "008000000000002,006000000000002,2026-04-01T09:00:00.000Z,Needs Analysis,,,,",
        "008000000000003,006000000000002,2026-07-01T09:00:00.000Z,Proposal/Price Quote,,,,",
      ]),
    );
    await ensureHistory(desk.deps, WORKSPACE, desk.clock.now());
    const stageOn = async (day: string) =>
      (await asOf(asDay(day))).find((one) => one.dealId === id)?.stage;
    expect(await stageOn("2026-03-01")).toBe("lead");
    expect(await stageOn("2026-05-01")).toBe("discovery");
    expect(await stageOn("2026-08-01")).toBe("proposal");
    expect((await asOf(yesterday)).filter((one) => one.dealId !== id)).toEqual(others);
  });
});
