import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OPEN_STAGES, STAGES, stageProbability } from "../../../../src/features/deals/index.ts";
import type { BookedDay } from "../../../../src/features/forecast/domain/booked.ts";
import {
  bookedIn,
  seriesThrough,
  shareAhead,
} from "../../../../src/features/forecast/domain/booked.ts";
import { learnChances, type PastGroup } from "../../../../src/features/forecast/domain/chances.ts";
import { mix } from "../../../../src/features/forecast/domain/hybrid.ts";
import { type Answer, isSilent } from "../../../../src/features/forecast/domain/method.ts";
import {
  growthOf,
  NO_GROWTH,
  type WonSoon,
} from "../../../../src/features/forecast/domain/newcomers.ts";
import { DUES, forecastPeriod } from "../../../../src/features/forecast/domain/period.ts";
import { pipelineEstimate } from "../../../../src/features/forecast/domain/pipeline-estimate.ts";
import { seriesEstimate } from "../../../../src/features/forecast/domain/series-estimate.ts";
import { addDays, addMonths, asDay, monthOf } from "../../../../src/kernel/dates.ts";

const group = (over: Partial<PastGroup>): PastGroup => ({
  origin: 0,
  stage: "proposal",
  due: "in_time",
  count: 10,
  won: 5,
  closed: 10,
  wonEver: 5,
  amount: 0,
  wonAmount: 0,
  ...over,
});
const usual = (name: string) => stageProbability(STAGES.find((one) => one === name) ?? "lead");
const defaultChances = learnChances([], usual);
const settings = { minPeriods: 12, seasonalPeriod: 12 as const };

describe("chances", () => {
  test("without a past they are the stages' default probabilities, for deals due in time", () => {
    expect(defaultChances.of("proposal", "in_time").chance).toBe(0.5);
    expect(defaultChances.of("negotiation", "in_time").chance).toBe(0.7);
    expect(defaultChances.of("proposal", "later").chance).toBeCloseTo(0.05);
  });

  test("much past outweighs the default, little leans on it", () => {
    const much = learnChances(
      [group({ count: 1000, won: 200, closed: 1000, wonEver: 200 })],
      usual,
    );
    const little = learnChances([group({ count: 5, won: 0, closed: 5, wonEver: 0 })], usual);
    expect(much.of("proposal", "in_time").chance).toBeCloseTo(0.2, 2);
    expect(little.of("proposal", "in_time").chance).toBeGreaterThan(0.2);
    expect(little.of("proposal", "in_time")).toMatchObject({ won: 0, cases: 5 });
  });

  test("when a deal is won is learned of deals that were won, not of those that were lost sooner", () => {
    const lostSoon = group({ count: 100, won: 2, closed: 100, wonEver: 20 });
    expect(learnChances([lostSoon], usual).timely("proposal", "in_time")).toEqual({
      share: 0.1,
      wins: 20,
    });
    // Half are open still: as many of them as ever will be won yet, and were not in time.
    const young = group({ count: 200, won: 2, closed: 100, wonEver: 20 });
    const { share = 1 } = learnChances([young], usual).timely("proposal", "in_time") ?? {};
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.06);
    expect(defaultChances.timely("proposal", "in_time")).toBeNull();
  });

  test("large deals that are won less often make the whole smaller", () => {
    const past = [group({ count: 100, won: 50, amount: 10_000, wonAmount: 3_000 })];
    expect(learnChances(past, usual).sizeFactor).toBeCloseTo((3000 + 10_000) / (5000 + 10_000), 1);
  });

  test("a chance is always one, whatever the past", () => {
    const past = fc.array(
      fc.record({
        origin: fc.nat(11),
        stage: fc.constantFrom(...OPEN_STAGES),
        due: fc.constantFrom(...DUES),
        count: fc.nat(50),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        amount: fc.nat(1_000_000),
      }),
    );
    fc.assert(
      fc.property(past, (rows) => {
        const chances = learnChances(
          rows.map(({ share, ...row }) => {
            const won = Math.floor(row.count * share);
            return { ...row, won, closed: won, wonEver: won, wonAmount: row.amount };
          }),
          usual,
        );
        for (const stage of OPEN_STAGES)
          for (const due of DUES) {
            const { chance } = chances.of(stage, due);
            expect(chance).toBeGreaterThanOrEqual(0);
            expect(chance).toBeLessThanOrEqual(1);
          }
        expect(chances.sizeFactor).toBeGreaterThan(0);
      }),
    );
  });
});

describe("the pipeline forecast", () => {
  test("is what is won, amount × chance of each open deal, and what is not in the pipeline yet", () => {
    const open = [
      {
        ownerId: 1,
        stage: "proposal" as const,
        due: "in_time" as const,
        count: 2,
        amount: 1000,
        squares: 500_000,
      },
      {
        ownerId: 1,
        stage: "negotiation" as const,
        due: "in_time" as const,
        count: 1,
        amount: 100,
        squares: 10_000,
      },
    ];
    const { total } = pipelineEstimate(300, open, defaultChances, {
      ...NO_GROWTH,
      expected: 50,
    });
    expect(total).toBeCloseTo(300 + 500 + 70 + 50);
  });
});

describe("what deals not yet created bring", () => {
  const year = { after: 0, upTo: 365 };
  /** One deal a day is created and won after some days, as far as that can be known by now. */
  const steady = (days: number, age: number, ownerId = 1): WonSoon[] =>
    Array.from({ length: days }, (_, back) => ({
      ownerId,
      back,
      age,
      amount: 100,
      squares: 10_000,
      count: 1,
    })).filter((one) => one.back >= age);

  test("is reckoned for a year as soon as deals have run their course, whatever the history's length", () => {
    for (const days of [120, 200, 400, 900])
      expect(growthOf(steady(days, 40), days, year).expected).toBeCloseTo(100 * (365 - 40), 6);
    // Of a quarter that begins in 60 days, each day has deals that were created ten days before it.
    const later = growthOf(steady(200, 10), 200, { after: 60, upTo: 150 });
    expect(later.expected).toBeCloseTo(100 * 90, 6);
  });

  test("is nothing where the history is short, or no deal was ever won so soon", () => {
    expect(growthOf(steady(59, 10), 59, year)).toEqual(NO_GROWTH);
    expect(growthOf(steady(200, 40), 200, { after: 0, upTo: 30 }).expected).toBe(0);
    expect(growthOf([], 500, year)).toEqual(NO_GROWTH);
  });

  test("follows what was won lately more than what was won long ago", () => {
    const half = (isNew: boolean) =>
      steady(400, 20).filter(({ back }) => (isNew ? back < 200 : back >= 200));
    const recent = growthOf(half(true), 400, year).expected;
    expect(recent).toBeGreaterThan(1.5 * growthOf(half(false), 400, year).expected);
  });

  test("is less sure the shorter the history, and the more so when deals may still be on their way", () => {
    const doubt = (days: number, age: number) => {
      const { expected, spread } = growthOf(steady(days, age), days, year);
      return spread / expected;
    };
    expect(doubt(900, 40)).toBeGreaterThan(0.25);
    expect(doubt(120, 40)).toBeGreaterThan(doubt(900, 40));
    expect(growthOf(steady(120, 40), 120, year).notes).toHaveLength(1);
    expect(growthOf(steady(900, 40), 900, year).notes).toEqual([]);
    // Deals took more than half of the days there were: others may take longer than that.
    expect(doubt(120, 80)).toBeGreaterThan(2 * doubt(120, 40));
  });

  test("adds up over owners, and is the same in any currency", () => {
    const deal = fc.record({ back: fc.nat(800), age: fc.nat(500), amount: fc.nat(1_000_000) });
    const rows = fc.array(deal, { maxLength: 30 }).map((some) =>
      some.map(({ amount, ...one }, at) => ({
        ...one,
        ownerId: at % 2,
        amount,
        squares: amount ** 2,
        count: 1,
      })),
    );
    const window = fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 366 }));
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 1500 }), window, (all, days, [after, long]) => {
        const ahead = { after, upTo: after + long };
        const of = (some: WonSoon[]) => growthOf(some, days, ahead);
        const whole = of(all);
        expect(whole.expected).toBeGreaterThanOrEqual(0);
        expect(whole.spread).toBeGreaterThanOrEqual(0);
        const [one, other] = [0, 1].map((owner) =>
          of(all.filter(({ ownerId }) => ownerId === owner)),
        );
        const sum = (one?.expected ?? 0) + (other?.expected ?? 0);
        expect(Math.abs(sum - whole.expected)).toBeLessThanOrEqual(1e-9 * (1 + whole.expected));
        const tenfold = of(
          all.map((row) => ({ ...row, amount: 10 * row.amount, squares: 100 * row.squares })),
        );
        expect(tenfold.spread).toBeCloseTo(10 * whole.spread, 3);
      }),
      { numRuns: 50 },
    );
  });
});

describe("booked revenue as a series", () => {
  const day = (text: string, amount: number): BookedDay => ({ day: asDay(text), amount });

  test("starts with the month of the first win and ends with the last that is over", () => {
    const booked = [day("2026-01-15", 100), day("2026-03-02", 50), day("2026-04-10", 70)];
    const { values, periods } = seriesThrough(booked, asDay("2026-04-20"), "month");
    expect(values).toEqual([100, 0, 50]);
    expect(periods[0]?.from).toBe("2026-01-01");
    expect(seriesThrough([], asDay("2026-04-20"), "month").values).toEqual([]);
  });

  test("knows that what is usually won at the end of a month is still to come", () => {
    const months = Array.from({ length: 12 }, (_, i) => monthOf(addMonths(asDay("2025-01-01"), i)));
    const late = months.map(({ to }) => ({ day: to, amount: 100 }));
    const early = months.map(({ from }) => ({ day: from, amount: 100 }));
    const current = monthOf(asDay("2026-01-01"));
    const middle = asDay("2026-01-16");
    expect(shareAhead(late, months, current, middle)).toBeGreaterThan(0.9);
    expect(shareAhead(early, months, current, middle)).toBeLessThan(0.1);
    expect(shareAhead([], [], current, middle)).toBeCloseTo(15 / 31);
    expect(shareAhead(late, months, current, asDay("2025-12-31"))).toBe(1);
    expect(shareAhead(late, months, current, current.to)).toBe(0);
  });

  test("says what it lacks when the history is short", () => {
    const booked = Array.from({ length: 8 }, (_, i) => ({
      day: addMonths(asDay("2026-01-10"), i),
      amount: 100,
    }));
    const answer = seriesEstimate(
      "trend",
      booked,
      forecastPeriod("quarter", asDay("2026-10-01")),
      asDay("2026-09-20"),
      settings,
    );
    expect(answer).toEqual({ silent: "trend needs 12 whole months of bookings, and there are 8" });
  });

  test("a steady business goes on steadily, and what is won is never lost", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(5_000), (gone, extra) => {
        const period = forecastPeriod("quarter", asDay("2026-10-01"));
        const through = addDays(period.from, gone);
        const booked = Array.from({ length: 40 }, (_, i) => ({
          day: addMonths(asDay("2023-08-15"), i),
          amount: 1000,
        })).filter(({ day: on }) => on <= through);
        const won = bookedIn(booked, period) + extra;
        const withExtra = [...booked, { day: asDay("2026-10-01"), amount: extra }];
        for (const method of ["trend", "seasonal"] as const) {
          const answer = seriesEstimate(method, withExtra, period, through, settings);
          if ("silent" in answer) throw new Error(answer.silent);
          expect(answer.total).toBeGreaterThanOrEqual(won);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe("the hybrid", () => {
  const weights = { pipeline: 0.3, trend: 0.2, seasonal: 0.2, ml: 0.3 };
  const says = (total: number): Answer => ({ total, spread: 10, notes: [] });
  const silent: Answer = { silent: "too short" };

  const hybrid = (answers: Parameters<typeof mix>[0], over: { bySureness?: boolean } = {}) =>
    mix(answers, { weights, won: 0, bySureness: true, ...over });
  const totalOf = (answers: Parameters<typeof mix>[0], bySureness = true) => {
    const { answer } = hybrid(answers, { bySureness });
    return isSilent(answer) ? Number.NaN : answer.total;
  };

  test("is the weighted mean of all that answer", () => {
    const all = { pipeline: says(100), trend: says(200), seasonal: says(300), ml: says(400) };
    expect(totalOf(all, false)).toBeCloseTo(30 + 40 + 60 + 120);
    const alike = { pipeline: says(100), trend: says(100), seasonal: says(100), ml: says(100) };
    expect(hybrid(alike).shares.pipeline).toBeCloseTo(0.3);
    expect(hybrid(alike).shares.trend).toBeCloseTo(0.2);
  });

  test("gives the weight of a silent method to the others in proportion", () => {
    const some = { pipeline: says(100), trend: says(200), seasonal: silent, ml: silent };
    const { answer, shares } = hybrid(some, { bySureness: false });
    expect(shares).toEqual({ pipeline: 0.6, trend: 0.4 });
    expect(answer).toMatchObject({ total: 140 });
  });

  test("hears less of a method that is less sure, and nothing of one that is far less", () => {
    const beside = (trend: number, pipeline = 10) =>
      hybrid({
        pipeline: { total: 100, spread: pipeline, notes: ["from deals"] },
        trend: { total: 100, spread: trend, notes: ["from months"] },
        seasonal: silent,
        ml: silent,
      });
    expect(beside(10).shares.trend).toBeCloseTo(0.4);
    expect(beside(11).shares.trend).toBeLessThan(0.35);
    expect(beside(11).shares.trend).toBeGreaterThan(0);
    expect(beside(30).shares).toEqual({ pipeline: 1, trend: 0 });
    // Who says nothing adds no notes either.
    expect(beside(30).answer).toMatchObject({ notes: ["from deals"] });
    expect(beside(0, 0).shares.trend).toBeCloseTo(0.4);
  });

  test("does not take who expects little for sure: of twice the sum the spread is larger by nature", () => {
    const { shares } = hybrid({
      pipeline: { total: 200, spread: 14.14, notes: [] },
      trend: { total: 100, spread: 10, notes: [] },
      seasonal: silent,
      ml: silent,
    });
    expect(shares.pipeline).toBeCloseTo(0.6, 1);
  });

  test("hears of a rep's large open deal, however sure the series of few wins is that none comes", () => {
    const { answer, shares } = hybrid({
      pipeline: { total: 120, spread: 70, notes: [] },
      trend: { total: 6, spread: 13, notes: [] },
      seasonal: silent,
      ml: silent,
    });
    expect(shares.pipeline).toBeCloseTo(0.6);
    expect(answer).toMatchObject({ total: expect.closeTo(74.4) });
  });

  test("lies among what the methods say, in any currency", () => {
    const estimate = fc.record({ total: fc.nat(1e9), spread: fc.nat(1e9) });
    fc.assert(
      fc.property(estimate, estimate, estimate, (pipeline, trend, ml) => {
        const times = (one: typeof ml, factor: number): Answer => ({
          total: one.total * factor,
          spread: one.spread * factor,
          notes: [],
        });
        const all = (factor: number) => ({
          pipeline: times(pipeline, factor),
          trend: times(trend, factor),
          seasonal: silent,
          ml: times(ml, factor),
        });
        const total = totalOf(all(1));
        const said = [pipeline, trend, ml].map((one) => one.total);
        expect(total).toBeGreaterThanOrEqual(Math.min(...said) * (1 - 1e-9));
        expect(total).toBeLessThanOrEqual(Math.max(...said) * (1 + 1e-9));
        expect(totalOf(all(100)) / 100).toBeCloseTo(total, 0);
      }),
    );
  });

  test("is silent when all are", () => {
    const none = { pipeline: silent, trend: silent, seasonal: silent, ml: silent };
    expect(hybrid(none).answer).toEqual({ silent: "no method has an answer" });
  });
});
