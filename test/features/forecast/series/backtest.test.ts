import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bias,
  mase,
  smape,
  wape,
} from "../../../../src/features/forecast/domain/series/accuracy.ts";
import { backtest } from "../../../../src/features/forecast/domain/series/backtest.ts";
import { forecastFrom } from "../../../../src/features/forecast/domain/series/forecast-from.ts";
import { learnWeights } from "../../../../src/features/forecast/domain/series/learn-weights.ts";
import {
  combination,
  seriesMethods,
  trend,
} from "../../../../src/features/forecast/domain/series/methods.ts";
import type { SeriesMethod } from "../../../../src/features/forecast/domain/series/series.ts";
import { reachOf } from "../../../../src/features/forecast/domain/series/spread.ts";

/** The last value, plus a constant: a method whose backtest can be counted by hand. */
const naive = (name: string, plus: number, size: number): SeriesMethod => ({
  name,
  minLength: () => 2,
  forecast({ values, period }, horizon) {
    if (values.length < 2) return { tooShort: "needs 2 months" };
    const point = Array.from({ length: horizon }, () => (values.at(-1) ?? 0) + plus);
    return forecastFrom({ point, sizes: point.map(() => size), period, floor: 0, notes: [] });
  },
});
const bookings = Array.from({ length: 40 }, (_, month) => 100 + 20 * Math.sin(month * 1.3) + month);

describe("measures of error, counted by hand", () => {
  test("sMAPE: 200 · 10 / 190 and 200 · 10 / 210", () => {
    expect(smape([100, 100], [90, 110])).toBeCloseTo((2000 / 190 + 2000 / 210) / 2);
  });
  test("sMAPE of nothing expected and nothing booked is 0", () => {
    expect(smape([0], [0])).toBe(0);
  });
  test("MASE: errors of 2 and 4, where a season ago missed by 3", () => {
    expect(mase([1, 2, 3, 4, 5, 6, 7], [10, 10], [12, 6], 3)).toBeCloseTo(1);
  });
  test("MASE is unknown where the past never changed", () => {
    expect(mase([5, 5, 5], [6], [5], 1)).toBeNaN();
  });
  test("WAPE: missed 30 of 300", () => {
    expect(wape([100, 200], [110, 180])).toBeCloseTo(0.1);
  });
  test("bias: 10 too much and 20 too little of 300", () => {
    expect(bias([100, 200], [110, 180])).toBeCloseTo(-10 / 300);
  });
});

describe("a backtest", () => {
  test("compares each past forecast with what came", () => {
    const { points, records } = backtest(
      { values: [10, 20, 30, 40], period: 1 },
      [naive("last", 0, 10), naive("hopeful", 10, 1)],
      { horizon: 2, origins: 2 },
    );
    expect(points.map(({ origin, horizon, actual }) => [origin, horizon, actual])).toEqual([
      [2, 1, 30],
      [2, 2, 40],
      [3, 1, 40],
    ]);
    const [last, hopeful] = records;
    expect(last).toMatchObject({ method: "last", count: 3, coverage: 2 / 3 });
    expect(last?.wape).toBeCloseTo(40 / 110);
    expect(last?.bias).toBeCloseTo(-40 / 110);
    expect(last?.byHorizon.map((score) => score.count)).toEqual([2, 1]);
    expect(hopeful?.byHorizon[0]).toMatchObject({ wape: 0, bias: 0, coverage: 1 });
    expect(hopeful?.byHorizon[1]?.wape).toBeCloseTo(10 / 40);
    // The interval of ±10 usual sizes holds an error of 10, not one of 20.
    expect(reachOf(0.8, 1) * 10).toBeGreaterThan(10);
    expect(reachOf(0.8, 1) * 10).toBeLessThan(20);
  });

  test("leaves out what nobody knows and methods that had too little", () => {
    const { points, records } = backtest(
      { values: [10, null, 30], period: 1 },
      [naive("last", 0, 1)],
      { horizon: 2, origins: 2 },
    );
    expect(points.map(({ origin, actual }) => [origin, actual])).toEqual([
      [1, 30],
      [2, 30],
    ]);
    expect(points[0]?.forecasts).toEqual({});
    expect(records[0]?.count).toBe(1);
  });

  test("sees nothing of what followed: another future, the same forecasts", () => {
    const past = (values: readonly number[]) =>
      backtest({ values, period: 12 }, seriesMethods, { horizon: 3, origins: 6 }).points.filter(
        (point) => point.origin === 34,
      );
    const changed = bookings.map((value, month) => (month >= 34 ? value * 7 : value));
    expect(past(changed).map((point) => point.forecasts)).toEqual(
      past(bookings).map((point) => point.forecasts),
    );
    expect(past(changed).map((point) => point.actual)).not.toEqual(
      past(bookings).map((point) => point.actual),
    );
  });

  test("of a calm series finds most actuals inside the interval", () => {
    const { records } = backtest({ values: bookings, period: 12 }, [trend, combination], {
      horizon: 2,
      origins: 10,
      level: 0.95,
    });
    for (const record of records) {
      expect(record.count).toBe(19);
      expect(record.coverage).toBeGreaterThan(0.7);
      expect(record.wape).toBeLessThan(0.25);
    }
  });
});

describe("learned weights", () => {
  const defaults = { pipeline: 0.3, trend: 0.2, seasonal: 0.2, ml: 0.3 };
  const judged = (count: number, forecasts: Record<string, number>) =>
    Array.from({ length: count }, (_, k) => ({
      actual: 100 + k,
      forecasts: Object.fromEntries(
        Object.entries(forecasts).map(([name, off]) => [name, { point: 100 + k + off }]),
      ),
    }));

  test("are the defaults where there is nothing to learn from", () => {
    expect(learnWeights([], defaults)).toEqual(defaults);
  });

  test("move to the method that was right, the further the more was seen", () => {
    const off = { pipeline: 30, trend: 0, seasonal: 25, ml: 40 };
    const [few, many] = [4, 400].map((count) => learnWeights(judged(count, off), defaults));
    expect(few?.trend).toBeGreaterThan(0.2);
    expect(few?.trend).toBeLessThan(0.5);
    expect(many?.trend).toBeGreaterThan(0.9);
  });

  test("balance a method that is too hopeful with one that is too gloomy", () => {
    const weights = learnWeights(judged(2400, { high: 20, low: -20 }), { high: 0.9, low: 0.1 });
    expect(weights.high).toBeCloseTo(0.5, 1);
  });

  test("do not stumble over a method that could not answer", () => {
    const weights = learnWeights(judged(240, { pipeline: 30, trend: 0 }), defaults);
    expect(weights.trend).toBeGreaterThan(weights.pipeline ?? 1);
  });

  test("are never negative and sum to 1", () => {
    const off = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ pipeline: off, trend: off, seasonal: off }), { maxLength: 30 }),
        (rows) => {
          const weights = Object.values(
            learnWeights(
              rows.flatMap((row) => judged(1, row)),
              defaults,
            ),
          );
          expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
          expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
        },
      ),
      { numRuns: 30 },
    );
  });
});
