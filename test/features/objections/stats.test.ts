import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../src/db/workspace.ts";
import {
  OBJECTION_STATUSES,
  OBJECTION_TYPES,
  type ObjectionStatus,
  type ObjectionType,
} from "../../../src/features/objections/domain/objection.ts";
import { NO_RECORD, type PlayRecord } from "../../../src/features/objections/domain/record.ts";
import {
  countObjections,
  listObjections,
  type ObjectionCursor,
} from "../../../src/features/objections/queries/list.ts";
import { getPlayRecords, listTypeStats } from "../../../src/features/objections/queries/stats.ts";
import { objectionPlayUses, objections } from "../../../src/features/objections/schema.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Desk, type Handle, openDesk, TEAM, WORKSPACE } from "../deals/desk.ts";
import { TODAY } from "./objection-desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

type Fact = {
  deal: number;
  type: ObjectionType;
  status: ObjectionStatus;
  plays: readonly string[];
  daysAgo: number;
};
const NOW = new Date("2026-11-18T12:00:00Z");
const daysBefore = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

/** Puts objections in, past the rules. */
async function stock(facts: readonly Fact[], dealIds: readonly number[]): Promise<void> {
  await inWorkspace(desk.deps.db, WORKSPACE, async (tx) => {
    await tx.delete(objectionPlayUses);
    await tx.delete(objections);
    for (const [i, fact] of facts.entries()) {
      const settled = fact.status === "resolved" || fact.status === "unresolved";
      const at = daysBefore(fact.daysAgo);
      await tx.insert(objections).values({
        workspaceId: WORKSPACE,
        id: i + 1,
        dealId: dealIds[fact.deal] ?? 0,
        text: `Objection ${i + 1}`,
        type: fact.type,
        severity: "high",
        status: fact.status,
        loggedBy: TEAM.ann.id,
        createdAt: at,
        updatedAt: at,
        settledAt: settled ? at : null,
        settledBy: settled ? TEAM.ann.id : null,
      });
      for (const playId of new Set(fact.plays))
        await tx
          .insert(objectionPlayUses)
          .values({ workspaceId: WORKSPACE, objectionId: i + 1, playId, usedBy: 1, usedAt: at });
    }
  });
}

const fact = fc.record({
  deal: fc.nat(4),
  type: fc.constantFrom(...OBJECTION_TYPES),
  status: fc.constantFrom(...OBJECTION_STATUSES),
  plays: fc.array(fc.constantFrom<string>("a", "b", "c"), { maxLength: 3 }),
  daysAgo: fc.nat(60),
});

describe("the numbers", () => {
  test("are those one counts by hand, on any objections, deals and days", async () => {
    const dealIds = await desk.stock([
      { stage: "proposal" },
      { stage: "closed_won" },
      { stage: "closed_won" },
      { stage: "closed_lost", lostReason: "price" },
      { stage: "demo" },
    ]);
    const closed = [1, 2, 3];
    const won = [1, 2];
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 30 }), fc.nat(60), async (facts, from) => {
        await stock(facts, dealIds);
        const span = { from: daysBefore(from) };
        const counted = facts.filter((one) => one.daysAgo <= from);
        const distinct = (some: readonly Fact[]) => new Set(some.map((one) => one.deal)).size;
        const settled = (one: Fact) => one.status === "resolved" || one.status === "unresolved";
        const resolved = (one: Fact) => one.status === "resolved";

        const stats = await desk.look((tx) => listTypeStats(tx, WORKSPACE, span));
        const byHand = OBJECTION_TYPES.map((type) => counted.filter((one) => one.type === type))
          .filter((some) => some.length > 0)
          .map((some) => ({
            type: some[0]?.type,
            logged: some.length,
            settled: some.filter(settled).length,
            resolved: some.filter(resolved).length,
            closed: distinct(some.filter((one) => closed.includes(one.deal))),
            won: distinct(some.filter((one) => won.includes(one.deal))),
          }));
        const sorted = (rows: readonly { type: unknown }[]) =>
          rows.toSorted((a, b) => String(a.type).localeCompare(String(b.type)));
        expect(sorted(stats)).toEqual(sorted(byHand));
        expect(stats.map((one) => one.logged)).toEqual(
          stats.map((one) => one.logged).toSorted((a, b) => b - a),
        );

        const records = await desk.look((tx) => getPlayRecords(tx, WORKSPACE, span));
        for (const play of ["a", "b", "c"]) {
          const uses = counted.filter((one) => one.plays.includes(play));
          const expected: PlayRecord = {
            used: uses.length,
            settled: uses.filter(settled).length,
            resolved: uses.filter(resolved).length,
            deals: distinct(uses.filter(settled)),
            dealsWorked: distinct(uses.filter(resolved)),
            closed: distinct(uses.filter((one) => closed.includes(one.deal))),
            won: distinct(uses.filter((one) => won.includes(one.deal))),
          };
          expect(records.get(play) ?? NO_RECORD, play).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe("the list", () => {
  const viewing = (handle: Handle, salesSeeAllDeals = true) => ({
    actor: desk.act(handle).actor,
    settings: settingsSchema.parse({ salesSeeAllDeals }),
    now: NOW,
    today: TODAY,
  });
  const all = { scope: "all" as const };

  test("pages through everything once, open ones first, then the newest", async () => {
    const [dealId = 0] = await desk.stock([{}]);
    const facts = Array.from({ length: 23 }, (_, i) => ({
      deal: 0,
      type: "pricing" as const,
      status: OBJECTION_STATUSES[i % 4] ?? "open",
      plays: [],
      daysAgo: i,
    }));
    await stock(facts, [dealId]);
    const seen: { id: number; status: string }[] = [];
    const pageAfter = (after?: ObjectionCursor) =>
      desk.look((tx) => listObjections(tx, viewing("adam"), all, { limit: 5, after }));
    for (let page = await pageAfter(); ; page = await pageAfter(page.next ?? undefined)) {
      seen.push(...page.lines);
      if (!page.next) break;
    }
    const byHand = facts
      .map((one, i) => ({ id: i + 1, settled: ["resolved", "unresolved"].includes(one.status) }))
      .toSorted((a, b) => Number(a.settled) - Number(b.settled) || b.id - a.id)
      .map(({ id }) => id);
    expect(seen.map(({ id }) => id)).toEqual(byHand);
    const totals = await desk.look((tx) => countObjections(tx, viewing("adam"), all));
    expect(totals).toEqual({ count: 23, unsettled: 12, high: 12 });
  });

  test("shows an objection to those who see its deal, and to nobody else", async () => {
    const dealIds = await desk.stock([{ ownerId: TEAM.ann.id }, { ownerId: TEAM.eli.id }]);
    await stock(
      dealIds.map((_, deal) => ({
        deal,
        type: "pricing" as const,
        status: "open" as const,
        plays: [],
        daysAgo: 1,
      })),
      dealIds,
    );
    const seenBy = async (handle: Handle, everyone: boolean) =>
      (
        await desk.look((tx) => listObjections(tx, viewing(handle, everyone), all, { limit: 10 }))
      ).lines
        .map((line) => line.deal.id)
        .toSorted((a, b) => a - b);
    expect(await seenBy("ann", true)).toEqual(dealIds);
    expect(await seenBy("ann", false)).toEqual([dealIds[0]]);
    expect(await seenBy("eli", false)).toEqual([dealIds[1]]);
    expect(await seenBy("vera", false)).toEqual(dealIds);
    expect(await seenBy("adam", false)).toEqual(dealIds);
    expect(await seenBy("vic", true)).toEqual([]);
    const mine = await desk.look((tx) =>
      listObjections(tx, viewing("ann"), { scope: "mine" }, { limit: 10 }),
    );
    expect(mine.lines.map((line) => line.deal.id)).toEqual([dealIds[0]]);
    await asSuperuser(desk.url, (sql) => sql`delete from objections`);
  });
});
