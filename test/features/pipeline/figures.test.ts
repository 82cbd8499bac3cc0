import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "../../../src/db/client.ts";
import { readWorkspace } from "../../../src/db/workspace.ts";
import { viewingOf } from "../../../src/features/deals/reading.ts";
import type { Scope } from "../../../src/features/pipeline/domain/report.ts";
import { listChangedDeals, listChanges } from "../../../src/features/pipeline/queries/changes.ts";
import {
  bookedByMonth,
  closedFigures,
  createdFigures,
} from "../../../src/features/pipeline/queries/closed.ts";
import { stageConversions, stageStays } from "../../../src/features/pipeline/queries/conversion.ts";
import { findScope, type Sight } from "../../../src/features/pipeline/queries/scope.ts";
import {
  totalAtRisk,
  totalByMonth,
  totalByRep,
  totalByStage,
  totalClosing,
  totalWon,
} from "../../../src/features/pipeline/queries/totals.ts";
import { totalByDay } from "../../../src/features/pipeline/queries/trend.ts";
import { addDays, addMonths, asDay, type Day, monthOf } from "../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Desk, type Handle, openDesk, WORKSPACE } from "../deals/desk.ts";
import { night, story, tell } from "./story.ts";

let desk: Desk;
const days: Day[] = [];
const first = asDay("2026-11-18");

// One long story for all: the figures of many scopes and days are compared on it.
beforeAll(async () => {
  desk = await openDesk();
  const [told] = fc.sample(fc.noBias(story({ min: 40, max: 40 })), {
    numRuns: 1,
    seed: 20_261_118,
  });
  await tell(desk, told ?? [], async (day) => {
    days.push(day);
    await night(desk);
  });
});
afterAll(() => desk.close());

const settings = settingsSchema.parse({});
const today = () => asDay(desk.clock.now().toISOString().slice(0, 10));
const viewing = (handle: Handle) => viewingOf({ ...desk.act(handle), settings });

/** Reads as somebody who looks at a scope. */
async function see<T>(
  work: (tx: Tx, sight: Sight) => Promise<T>,
  scope: Scope = "all",
  handle: Handle = "adam",
): Promise<T> {
  return readWorkspace(desk.deps.db, WORKSPACE, async (tx) => {
    const found = await findScope(tx, viewing(handle), scope);
    if (!found) throw new Error(`there is no scope ${scope}`);
    return work(tx, found.sight);
  });
}

/** The same figure by SQL written by hand, past all of the product. */
const byHand = (query: string) =>
  asSuperuser(desk.url, async (sql) => [...(await sql.unsafe(query))]) as Promise<
    Record<string, unknown>[]
  >;
const numbers = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value,
      ]),
    ),
  );
const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
const SUMS =
  "currency, count(*) as count, coalesce(sum(amount), 0) as value, coalesce(sum(round(amount * probability / 100.0)), 0) as weighted";
const OWNERS: [Scope, Handle, string][] = [
  ["all", "adam", "true"],
  ["mine", "ann", "(owner_id = 1 or se_id = 1)"],
  ["team", "mia", "owner_id in (1, 2, 4, 10)"],
  ["team:2", "adam", "owner_id in (6, 9)"],
  ["person:2", "ann", "owner_id = 2"],
];

describe("the figures are those of SQL written by hand", () => {
  test.each(OWNERS)("by stage, %s of %s", async (scope, handle, whose) => {
    const expected = await byHand(
      `select ${SUMS}, stage from deals where status = 'open' and ${whose} group by stage, currency`,
    );
    const found = await see((tx, sight) => totalByStage(tx, sight, "now"), scope, handle);
    expect(
      sorted(
        found.map(({ currency, count, value, weighted, stage }) => ({
          currency,
          count,
          value,
          weighted,
          stage,
        })),
      ),
    ).toEqual(sorted(numbers(expected)));
    expect(scope === "all" ? found.length : 1).toBeGreaterThan(0);
  });

  test.each(OWNERS)("by month and closing, %s of %s", async (scope, handle, whose) => {
    const expected = await byHand(
      `select case when close_date < '${today()}' then 'overdue' else to_char(close_date, 'YYYY-MM-01') end as month, ${SUMS}
       from deals where status = 'open' and ${whose} group by 1, currency`,
    );
    const found = await see((tx, sight) => totalByMonth(tx, sight, today()), scope, handle);
    expect(
      sorted(
        found.map(({ month, currency, count, value, weighted }) => ({
          month,
          currency,
          count,
          value,
          weighted,
        })),
      ),
    ).toEqual(sorted(numbers(expected)));
    const span = { from: addDays(today(), -5), to: addDays(today(), 60) };
    const closing = await see((tx, sight) => totalClosing(tx, sight, span), scope, handle);
    expect(sorted(closing)).toEqual(
      sorted(
        numbers(
          await byHand(
            `select ${SUMS} from deals where status = 'open' and close_date between '${span.from}' and '${span.to}' and ${whose} group by currency`,
          ),
        ),
      ),
    );
  });

  test("by rep: open, closing and won", async () => {
    const span = { from: first, to: addDays(first, 30) };
    const end = `'${addDays(span.to, 1)}T00:00:00Z'`;
    const expected = numbers(
      await byHand(`select owner_id as "ownerId", currency, count(*) filter (where status = 'open') as count,
        coalesce(sum(amount) filter (where status = 'open'), 0) as value,
        coalesce(sum(amount) filter (where status = 'open' and close_date <= '${span.to}'), 0) as closing,
        coalesce(sum(amount) filter (where status = 'won'), 0) as won
        from deals where status = 'open' or (status = 'won' and closed_at >= '${first}T00:00:00Z' and closed_at < ${end})
        group by owner_id, currency`),
    );
    const found = await see((tx, sight) => totalByRep(tx, sight, span));
    expect(
      sorted(
        found.map(({ ownerId, currency, count, value, closing, won }) => ({
          ownerId,
          currency,
          count,
          value,
          closing,
          won,
        })),
      ),
    ).toEqual(sorted(expected));
    const won = await see((tx, sight) => totalWon(tx, sight, span));
    expect(won.reduce((sum, one) => sum + one.value, 0)).toBe(
      expected.reduce((sum, row) => sum + Number(row.won), 0),
    );
  });

  test("win rate, cycle, deal size and new deals", async () => {
    const span = { from: first, to: today() };
    const [expected] =
      await byHand(`select count(*) filter (where status = 'won')::int as won, count(*) filter (where status = 'lost')::int as lost,
      percentile_cont(0.5) within group (order by extract(epoch from closed_at - created_at) / 86400) filter (where status = 'won') as cycle,
      avg(amount) filter (where status = 'won' and amount > 0 and currency = 'EUR')::float8 as size from deals`);
    const found = await see((tx, sight) => closedFigures(tx, sight, span));
    expect(found.won).toBe(expected?.won);
    expect(found.lost).toBe(expected?.lost);
    expect(found.won).toBeGreaterThan(2);
    expect(found.cycleDays).toBeCloseTo(Number(expected?.cycle), 6);
    expect(found.sizes.find((size) => size.currency === "EUR")?.average).toBeCloseTo(
      Number(expected?.size),
      4,
    );
    const [made] = await byHand(
      "select count(*)::int as deals, count(distinct owner_id)::int as reps from deals",
    );
    expect(await see((tx, sight) => createdFigures(tx, sight, span))).toEqual(made);
  });

  test("booked revenue by month, months without a win as 0", async () => {
    const from = addMonths(first, -2);
    const found = await see((tx, sight) => bookedByMonth(tx, sight, { from, to: today() }, "EUR"));
    const expected =
      await byHand(`select to_char(m, 'YYYY-MM-DD') as month, count(d.id)::int as count, coalesce(sum(d.amount), 0)::float8 as value
      from generate_series('${monthOf(from).from}'::date, '${today()}'::date, '1 month') m
      left join deals d on d.status = 'won' and d.currency = 'EUR' and to_char(d.closed_at at time zone 'UTC', 'YYYY-MM') = to_char(m, 'YYYY-MM')
      group by m order by m`);
    expect(found).toEqual(expected);
    expect(found[0]?.value).toBe(0);
    expect(found.some((month) => month.value > 0)).toBe(true);
  });

  test("conversion of each stage, moves that were undone left out", async () => {
    const history = await byHand(
      `select h.deal_id, h.to_stage, h.kind, h.at, h.version, d.status from stage_history h join deals d on d.id = h.deal_id order by h.at, h.id`,
    );
    const order = [
      "lead",
      "qualified",
      "discovery",
      "solution_design",
      "demo",
      "proposal",
      "negotiation",
      "closed_won",
    ];
    const found = await see((tx, sight) => stageConversions(tx, sight, new Date(0)));
    for (const [rank, stage] of order.slice(0, 7).entries()) {
      let entered = 0;
      let wentOn = 0;
      let lost = 0;
      for (const entries of Map.groupBy(history, (row) => row.deal_id).values()) {
        const real = entries.filter(
          (row) =>
            row.kind !== "undone" &&
            !entries.some(
              (next) => next.kind === "undone" && Number(next.version) === Number(row.version) + 1,
            ),
        );
        const at = real.findIndex((row) => row.to_stage === stage);
        if (at < 0) continue;
        entered += 1;
        if (real.slice(at + 1).some((row) => order.indexOf(String(row.to_stage)) > rank))
          wentOn += 1;
        else if (real[0]?.status === "lost") lost += 1;
      }
      const one = found.find((each) => each.stage === stage);
      expect({
        stage,
        entered: one?.entered,
        good: one?.goesOn.good,
        cases: one?.goesOn.cases,
      }).toEqual({ stage, entered, good: wentOn, cases: wentOn + lost });
    }
    expect(found.reduce((sum, one) => sum + one.entered, 0)).toBeGreaterThan(20);
  });

  test("how long deals are in each stage by now", async () => {
    const now = desk.clock.now();
    const stays = await see((tx, sight) => stageStays(tx, sight, new Date(0), now));
    const expected =
      await byHand(`select stage, count(*)::int as here, percentile_cont(0.5) within group
      (order by extract(epoch from '${now.toISOString()}'::timestamptz - stage_entered_at) / 86400) as days from deals where status = 'open' group by stage`);
    for (const row of expected) {
      const stay = stays.find((one) => one.stage === row.stage);
      expect(stay?.here).toBe(row.here);
      expect(stay?.nowDays).toBeCloseTo(Number(row.days), 6);
    }
  });

  test("at risk are the deals /deal list calls so", async () => {
    const found = await see((tx, sight) => totalAtRisk(tx, sight, viewing("adam")));
    const [expected] = await byHand("select count(*)::int as n from deals where status = 'open'");
    // Nobody planned a next step in the story: all of them are.
    expect(found.reduce((sum, one) => sum + one.count, 0)).toBe(expected?.n);
  });
});

describe("what changed", () => {
  test("adds up to the difference of the open value, between any two days and for any scope", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...OWNERS),
        fc.integer({ min: 1, max: days.length - 2 }),
        fc.option(fc.nat(20), { freq: 3 }),
        async ([scope, handle], start, length) => {
          const from = days[start] as Day;
          const last = length === null ? null : days[Math.min(start + length, days.length - 1)];
          const to = last ?? ("now" as const);
          const [before, after, changes, deals] = await see(
            (tx, sight) =>
              Promise.all([
                totalByStage(tx, sight, addDays(from, -1)),
                totalByStage(tx, sight, to),
                listChanges(tx, sight, { from, to }),
                listChangedDeals(tx, sight, { from, to }, 10_000),
              ]),
            scope,
            handle,
          );
          for (const currency of ["EUR", "USD"]) {
            const sum = (rows: readonly { currency: string; value: number }[]) =>
              rows.reduce((total, row) => total + (row.currency === currency ? row.value : 0), 0);
            const effect = (rows: readonly { currency: string; effect: number }[]) =>
              rows.reduce((total, row) => total + (row.currency === currency ? row.effect : 0), 0);
            expect(effect(changes)).toBe(sum(after) - sum(before));
            expect(effect(deals)).toBe(effect(changes));
          }
          expect(deals.length).toBe(changes.reduce((total, change) => total + change.count, 0));
        },
      ),
      { numRuns: 40 },
    );
  }, 30_000);

  test("a deal that was given away leaves one scope and comes into the other", async () => {
    const changes = await see(
      (tx, sight) => listChanges(tx, sight, { from: days[1] as Day, to: "now" }),
      "person:1",
    );
    const everyone = await see((tx, sight) =>
      listChanges(tx, sight, { from: days[1] as Day, to: "now" }),
    );
    const kinds = (of: typeof changes) => new Set(of.map((one) => one.change));
    expect(kinds(changes).has("handed_over") || kinds(changes).has("taken_over")).toBe(true);
    expect(kinds(everyone).has("handed_over")).toBe(false);
  });
});

test("the trend of any days is what each of them was", async () => {
  const marks = days.filter((_, i) => i % 6 === 0);
  for (const [scope, handle] of OWNERS) {
    const trend = await see((tx, sight) => totalByDay(tx, sight, marks), scope, handle);
    for (const point of trend) {
      const stages = await see((tx, sight) => totalByStage(tx, sight, point.day), scope, handle);
      const expected = [...Map.groupBy(stages, (sum) => sum.currency)].map(([currency, all]) => ({
        currency,
        count: all.reduce((total, one) => total + one.count, 0),
        value: all.reduce((total, one) => total + one.value, 0),
        weighted: all.reduce((total, one) => total + one.weighted, 0),
      }));
      expect(sorted(point.sums)).toEqual(sorted(expected));
    }
  }
});
