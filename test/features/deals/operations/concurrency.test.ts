import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../../src/db/workspace.ts";
import { editDeal } from "../../../../src/features/deals/domain/edit.ts";
import { STAGES } from "../../../../src/features/deals/domain/stage.ts";
import { addRequirement, noteOn } from "../../../../src/features/deals/domain/write.ts";
import { ensureAccount } from "../../../../src/features/deals/operations/accounts.ts";
import { changeDeal, changeDealIn } from "../../../../src/features/deals/operations/change-deal.ts";
import { moveDealTo, reopen, undo } from "../../../../src/features/deals/operations/move-deal.ts";
import { asSuperuser } from "../../../support/database.ts";
import { type Desk, EVIDENCE, openDesk, refused, TEAM, WORKSPACE } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("two people at once", () => {
  test.each([
    ["ann", "mia"],
    ["mia", "ann"],
  ] as const)("%s and %s: one moves first, the other sees that", async (first, second) => {
    const deal = await desk.dealIn("qualified");
    const [a, b] = await Promise.all([
      moveDealTo(desk.act(first), deal.id, { to: "discovery" }),
      moveDealTo(desk.act(second), deal.id, { to: "demo" }),
    ]);
    const [earlier, later] = a.deal.version < b.deal.version ? [a, b] : [b, a];
    expect(earlier.before.stage).toBe("qualified");
    expect(later.before).toMatchObject({
      stage: earlier.deal.stage,
      version: earlier.deal.version,
    });
    const { history } = await desk.trail(deal.id);
    expect(history.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(await desk.row(deal.id)).toMatchObject({ stage: later.deal.stage, version: 4 });
  });

  test("the same move by two: one makes it, the other hears that it is made", async () => {
    const deal = await desk.dealIn("qualified");
    const both = await Promise.allSettled(
      (["ann", "mia"] as const).map((who) => moveDealTo(desk.act(who), deal.id, { to: "demo" })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find(({ status }) => status === "rejected");
    expect(String(lost && "reason" in lost && lost.reason)).toContain("is in Demo already");
    expect((await desk.trail(deal.id)).history).toHaveLength(3);
  });

  test("who waited sees the owner, account and requirement the other one brought", async () => {
    const { deal } = await desk.deal({ contact: { name: "Jane" }, amount: EVIDENCE.amount });
    const entered = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const first = inWorkspace(desk.deps.db, WORKSPACE, async (tx) => {
      const act = desk.act("mia");
      const account = await ensureAccount(tx, act, "Renamed Ltd");
      await changeDealIn(tx, act, deal.id, "deal.change", (locked) => {
        const edited = editDeal(locked.deal, {
          accountId: account.id,
          closeDate: EVIDENCE.closeDate,
        });
        const { events } = addRequirement(edited.deal, "SSO");
        return {
          deal: { ...edited.deal, ownerId: TEAM.ben.id },
          events: [...edited.events, ...events, { kind: "assigned", role: "owner" }],
        };
      });
      entered.resolve();
      await goOn.promise;
    });
    await entered.promise;
    const byOldOwner = refused(moveDealTo(desk.act("ann"), deal.id, { to: "demo" }));
    const byNewOwner = moveDealTo(desk.act("ben"), deal.id, { to: "proposal" });
    await waitForWaiting(2);
    goOn.resolve();
    await first;
    expect(await byOldOwner).toContain("forbidden: You may not change this deal.");
    expect(await byNewOwner).toMatchObject({
      accountName: "Renamed Ltd",
      deal: { ownerId: TEAM.ben.id, stage: "proposal", closeDate: "2027-03-31", version: 3 },
    });
  });

  test("twenty changes at once leave twenty versions, each by one", async () => {
    const deal = await desk.dealIn("negotiation");
    const before = deal.version;
    const changes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2
          ? changeDeal(desk.act("mia"), deal.id, "deal.note", (locked) =>
              noteOn(locked.deal, `note ${i}`),
            )
          : changeDeal(desk.act("ann"), deal.id, "deal.change", (locked) =>
              editDeal(locked.deal, { title: `Title ${i}` }),
            ),
      ),
    );
    expect(changes.map((change) => change.deal.version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => before + 1 + i),
    );
    expect((await desk.row(deal.id)).version).toBe(before + 20);
  });

  /** Waits until so many transactions wait for a lock. */
  async function waitForWaiting(count: number): Promise<void> {
    await asSuperuser(desk.url, async (sql) => {
      for (;;) {
        const [row] = await sql<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        if ((row?.waiting ?? 0) >= count) return;
      }
    });
  }
});

describe("whatever two people do in whatever order", () => {
  test("the history is one line from lead to where the deal stands, and the database refuses nothing", async () => {
    const deed = fc.record({
      who: fc.constantFrom("ann" as const, "mia" as const, "adam" as const),
      to: fc.constantFrom(...STAGES),
      undo: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 10 }), async (deeds) => {
        const { deal } = await desk.deal({ contact: { name: "Jane" } });
        // In pairs, so that each meets another.
        for (let i = 0; i < deeds.length; i += 2)
          await Promise.all(
            deeds.slice(i, i + 2).map(async ({ who, to, undo: back }) => {
              const { version, status } = await desk.row(deal.id);
              const work = back
                ? undo(desk.act(who), deal.id, version)
                : status === "open"
                  ? moveDealTo(desk.act(who), deal.id, { to }, { ...EVIDENCE, lostReason: "price" })
                  : reopen(desk.act(who), deal.id, { to, reason: "again" });
              // Refusals are part of it; anything else is a bug.
              await work.catch((error: unknown) => {
                if (!(error instanceof Error) || error.name !== "AppError") throw error;
              });
            }),
          );
        const { history } = await desk.trail(deal.id);
        expect(history[0]).toMatchObject({ kind: "created", to_stage: "lead" });
        history.slice(1).forEach((entry, i) => {
          expect(entry.from_stage).toBe(history[i]?.to_stage);
          expect(entry.version).toBeGreaterThan(history[i]?.version ?? 0);
        });
        expect((await desk.row(deal.id)).stage).toBe(history.at(-1)?.to_stage);
      }),
      { numRuns: 15 },
    );
  });
});
