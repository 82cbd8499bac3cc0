import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../../src/db/workspace.ts";
import type { Deal } from "../../../../src/features/deals/domain/deal.ts";
import { RISKS } from "../../../../src/features/deals/domain/risk.ts";
import {
  STAGES,
  STATUSES,
  type Stage,
  statusOf,
} from "../../../../src/features/deals/domain/stage.ts";
import { findDealView } from "../../../../src/features/deals/queries/deal.ts";
import type { DealFilter } from "../../../../src/features/deals/queries/filtered.ts";
import {
  type DealCursor,
  type DealLine,
  hasDeals,
  listDeals,
  totalByStage,
  totalDeals,
} from "../../../../src/features/deals/queries/list.ts";
import type { Viewing } from "../../../../src/features/deals/queries/viewing.ts";
import { asDay, type Day, dayOf } from "../../../../src/kernel/dates.ts";
import { share, sumMoney } from "../../../../src/kernel/money.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, type Handle, OTHER_WORKSPACE, openDesk, TEAM, WORKSPACE } from "../desk.ts";

let desk: Desk;
const SETTINGS = settingsSchema.parse({});
const viewing = (who: Handle, over: Partial<Viewing> = {}): Viewing => {
  const { actor, now } = desk.act(who);
  return { actor, settings: SETTINGS, now, today: dayOf(now, actor.timeZone), ...over };
};

/** Every page, one after the other. */
async function everyPage(by: Viewing, filter: DealFilter, limit: number) {
  const pages: DealLine[][] = [];
  let after: DealCursor | undefined;
  do {
    const cursor: DealCursor | undefined = after;
    const page = await inWorkspace(desk.deps.db, by.actor.workspaceId, (tx) =>
      listDeals(tx, by, filter, { limit, after: cursor }),
    );
    pages.push(page.lines);
    after = page.next ?? undefined;
    expect(pages.length).toBeLessThan(500);
  } while (after);
  return pages;
}
const totals = (by: Viewing, filter: DealFilter) =>
  inWorkspace(desk.deps.db, by.actor.workspaceId, (tx) => totalDeals(tx, by, filter));

/** The same few random deals in every run: a failure can be looked at again. */
const owners = [TEAM.ann, TEAM.ben, TEAM.eli, TEAM.mia].map(({ id }) => id);
const someDeal = fc.record({
  stage: fc.constantFrom(...STAGES),
  ownerId: fc.constantFrom(...owners),
  seId: fc.constantFrom(null, null, TEAM.cat.id),
  closeDate: fc.option(
    fc
      .integer({ min: 1, max: 28 })
      .map((date) => asDay(`2026-${date % 2 ? "11" : "12"}-${String(date).padStart(2, "0")}`)),
    { freq: 3 },
  ),
  amount: fc.option(
    fc.record({
      minor: fc.integer({ min: 0, max: 99_999_999 }),
      currency: fc.constantFrom("EUR", "EUR", "USD", "JPY"),
    }),
  ),
  closePushes: fc.integer({ min: 0, max: 4 }),
  nextStep: fc.option(fc.constant("call")),
  account: fc.constantFrom("Acme", "Globex", null),
});
const STOCK = fc.sample(someDeal, { numRuns: 200, seed: 20261118 });
let ids: number[];

beforeAll(async () => {
  desk = await openDesk();
  ids = await desk.stock(STOCK);
  // The same numbers in another workspace: none of them may be seen.
  await desk.stock(STOCK.slice(0, 20), OTHER_WORKSPACE);
});
afterAll(() => desk.close());

describe("a list of 200 deals", () => {
  test.each([1, 7, 30, 199, 200, 201])(
    "in pages of %i shows each once, next to close first and those without a date last",
    async (limit) => {
      const pages = await everyPage(viewing("adam"), { scope: "all", status: "any" }, limit);
      const lines = pages.flat();
      expect(lines.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
      const order = lines.map((line) => [line.closeDate ?? "9999", line.id] as const);
      expect(order).toEqual([...order].sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x - y)));
      expect(pages.every((page) => page.length <= limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(200 / limit));
    },
  );

  const filter = fc.record(
    {
      scope: fc.constantFrom("mine" as const, "team" as const, "all" as const),
      status: fc.constantFrom(...STATUSES, "open" as const, "any" as const, "any" as const),
      ownerId: fc.constantFrom(...owners),
      stages: fc.subarray([...STAGES], { minLength: 4 }),
      closesFrom: fc.constantFrom(asDay("2026-11-10"), asDay("2026-12-05")),
      closesTo: fc.constantFrom(asDay("2026-11-30"), asDay("2026-12-20")),
      atRisk: fc.boolean(),
    },
    { requiredKeys: ["scope", "status"] },
  );

  test("of any filter adds up to its totals, and holds what the filter says", async () => {
    const sizes: number[] = [];
    await fc.assert(
      fc.asyncProperty(
        filter,
        fc.constantFrom("ann" as const, "mia" as const, "cat" as const, "adam" as const),
        async (asked, who) => {
          const by = viewing(who);
          const lines = (await everyPage(by, asked, 40)).flat();
          const sums = await totals(by, asked);
          sizes.push(lines.length);
          expect(sums.count).toBe(lines.length);
          expect(sums.atRisk).toBe(lines.filter(({ risks }) => risks.length > 0).length);
          expect(sums.needActor).toBe(
            lines.filter((line) => line.risks.length > 0 && line.ownerId === by.actor.personId)
              .length,
          );
          const stockOf = (line: DealLine) => STOCK[ids.indexOf(line.id)];
          const worth = lines.flatMap((line) => line.amount ?? []);
          expect(nonZero(sums.value)).toEqual(nonZero(sumMoney(worth)));
          const weighted = lines.flatMap((line) =>
            line.amount ? [share(line.amount, PERCENT[line.stage])] : [],
          );
          expect(nonZero(sums.weighted)).toEqual(nonZero(sumMoney(weighted)));
          const expected = STOCK.flatMap((deal, i) =>
            fits(deal, asked, who) ? (ids[i] ?? []) : [],
          );
          const risky = (line: DealLine) => !asked.atRisk || line.risks.length > 0;
          expect(lines.every(risky)).toBe(true);
          if (!asked.atRisk)
            expect(lines.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
          for (const line of lines)
            expect(line).toMatchObject({
              amount: stockOf(line)?.amount,
              stage: stockOf(line)?.stage,
            });
        },
      ),
      { numRuns: 150, seed: 7 },
    );
    // It would prove nothing if the filters found nothing.
    expect(sizes.filter((size) => size > 5).length).toBeGreaterThan(10);
  });

  test("adds up by stage to all that is open", async () => {
    const byStage = await desk.look((tx) => totalByStage(tx, WORKSPACE));
    const all = await totals(viewing("adam"), { scope: "all", status: "open" });
    expect(byStage.reduce((sum, { count }) => sum + count, 0)).toBe(all.count);
    expect(nonZero(sumMoney(byStage.map(({ value }) => value)))).toEqual(nonZero(all.value));
    expect(byStage.some(({ stage }) => stage.startsWith("closed_"))).toBe(false);
  });

  test("is the workspace's own", async () => {
    const there = viewing("adam");
    const other = { ...there, actor: { ...there.actor, workspaceId: OTHER_WORKSPACE } };
    expect((await everyPage(other, { scope: "all", status: "any" }, 50)).flat()).toHaveLength(20);
    expect(await desk.look((tx) => hasDeals(tx, WORKSPACE))).toBe(true);
  });
});

const PERCENT: Record<Stage, number> = {
  lead: 10,
  qualified: 30,
  discovery: 35,
  solution_design: 40,
  demo: 45,
  proposal: 50,
  negotiation: 70,
  closed_won: 100,
  closed_lost: 0,
};
const nonZero = (totals: readonly { minor: number; currency: string }[]) =>
  totals.filter(({ minor }) => minor !== 0).sort((a, b) => (a.currency < b.currency ? -1 : 1));

type Stocked = (typeof STOCK)[number];
/** What the filter means, said once more and without SQL. */
function fits(deal: Stocked, asked: DealFilter, who: Handle): boolean {
  const me = TEAM[who].id;
  const below: Record<string, readonly number[]> = {
    mia: [TEAM.ann.id, TEAM.ben.id, TEAM.mia.id],
    ann: [TEAM.ann.id, TEAM.ben.id],
  };
  const inScope = {
    all: true,
    mine: deal.ownerId === me || deal.seId === me,
    team: (below[who] ?? [me]).includes(deal.ownerId),
  }[asked.scope];
  return (
    inScope &&
    (asked.status === "any" || statusOf(deal.stage) === asked.status) &&
    (asked.ownerId === undefined || deal.ownerId === asked.ownerId) &&
    (!asked.stages || asked.stages.includes(deal.stage)) &&
    (!asked.closesFrom || (deal.closeDate !== null && deal.closeDate >= asked.closesFrom)) &&
    (!asked.closesTo || (deal.closeDate !== null && deal.closeDate <= asked.closesTo))
  );
}

describe("the risks of a deal", () => {
  // It is 18 November in the reader's zone; 14 days of quiet, 21 days in Lead and 30 in Discovery are the limits.
  const ago = (days: number, ms = 0) =>
    new Date(desk.clock.now().getTime() - days * 86_400_000 - ms);
  const day = (text: string): Day => asDay(text);
  const CASES: readonly [string, () => Partial<Deal>, readonly string[]][] = [
    ["nothing wrong", () => ({}), []],
    ["closes today", () => ({ closeDate: day("2026-11-18") }), []],
    ["closed yesterday", () => ({ closeDate: day("2026-11-17") }), ["close_date_passed"]],
    ["pushed twice", () => ({ closePushes: 2 }), []],
    ["pushed three times", () => ({ closePushes: 3 }), ["pushed"]],
    ["21 days in Lead", () => ({ stageEnteredAt: ago(21) }), []],
    ["more than 21 days in Lead", () => ({ stageEnteredAt: ago(21, 1) }), ["stalled"]],
    ["29 days in Discovery", () => ({ stage: "discovery", stageEnteredAt: ago(29) }), []],
    ["31 days in Discovery", () => ({ stage: "discovery", stageEnteredAt: ago(31) }), ["stalled"]],
    ["14 days without a word", () => ({ lastActivityAt: ago(14) }), []],
    ["more than 14 days without a word", () => ({ lastActivityAt: ago(14, 1) }), ["quiet"]],
    ["a step for today", () => ({ nextStepDate: day("2026-11-18") }), []],
    ["a step for yesterday", () => ({ nextStepDate: day("2026-11-17") }), ["next_step_overdue"]],
    ["no next step", () => ({ nextStep: null }), ["no_next_step"]],
    [
      "everything at once",
      () => ({
        closeDate: day("2026-10-01"),
        closePushes: 9,
        stageEnteredAt: ago(99),
        lastActivityAt: ago(99),
        nextStep: null,
        nextStepDate: day("2026-10-01"),
      }),
      // What hangs on a deal has risks of its own: presales.test.ts.
      RISKS.filter(
        (risk) =>
          ![
            "objection_high",
            "poc_failing",
            "demo_missing",
            "discount_waiting",
            "single_contact",
          ].includes(risk),
      ),
    ],
  ];
  const fresh = () => ({ stageEnteredAt: ago(0), lastActivityAt: ago(0) });

  test.each(CASES)("%s", async (_, facts, risks) => {
    const [id = 0, won = 0] = await desk.stock([
      { ...fresh(), ...facts() },
      { ...fresh(), ...facts(), stage: "closed_won" },
    ]);
    const see = async (deal: number) =>
      (await desk.look((tx) => findDealView(tx, viewing("ann"), deal)))?.risks;
    expect(await see(id)).toEqual(risks);
    expect(await see(won), "a closed deal has none").toEqual([]);
    const listed = await desk.look((tx) =>
      listDeals(tx, viewing("ann"), { scope: "all", status: "any", atRisk: true }, { limit: 999 }),
    );
    expect(listed.lines.find((line) => line.id === id)?.risks ?? []).toEqual(risks);
    expect(listed.lines.some((line) => line.id === won)).toBe(false);
  });

  test("are counted in the reader's own day", async () => {
    const [id = 0] = await desk.stock([{ ...fresh(), closeDate: day("2026-11-18") }]);
    const tomorrow = viewing("ann", { today: day("2026-11-19") });
    expect((await desk.look((tx) => findDealView(tx, tomorrow, id)))?.risks).toEqual([
      "close_date_passed",
    ]);
  });

  test("follow the workspace's settings, also when no stage can stall", async () => {
    const [id = 0] = await desk.stock([
      { ...fresh(), stageEnteredAt: ago(400), lastActivityAt: ago(3), closePushes: 1 },
    ]);
    const strict = settingsSchema.parse({
      risk: { quietDays: 2, closeDatePushes: 1, stalledDays: {} },
    });
    const view = await desk.look((tx) =>
      findDealView(tx, viewing("ann", { settings: strict }), id),
    );
    expect(view?.risks).toEqual(["pushed", "quiet"]);
  });
});
