import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../src/features/forecast/domain/model/random.ts";
import {
  chanceBy,
  daysUntil,
  predictTime,
  trainTimeModel,
} from "../../../../src/features/forecast/domain/model/time-model.ts";
import { isTrusted } from "../../../../src/features/forecast/domain/model/win-model.ts";
import { refusal } from "../../../kernel/refusal.ts";

const PERIODS = [10, 20, 30, 60, 90];
const SCHEMA = [{ name: "size", kind: "category" }] as const;

/** Small deals close after 15 days on average, large ones after 60; some are looked at before they close. */
function madeUp(count: number) {
  const random = seededRandom(5);
  const rows = Array.from({ length: count }, () => ({ size: random() < 0.5 ? "small" : "large" }));
  const outcomes = rows.map(({ size }) => {
    const days = -Math.log(1 - random()) * (size === "small" ? 15 : 60);
    const seen = random() < 0.4 ? random() * 60 : Number.POSITIVE_INFINITY;
    return { days: Math.min(days, seen), closed: days <= seen };
  });
  return { rows, outcomes };
}

describe("when deals close", () => {
  const { rows, outcomes } = madeUp(1500);
  const model = trainTimeModel(rows, outcomes, { schema: SCHEMA, periods: PERIODS });
  const [small = [], large = []] = predictTime(model, [{ size: "small" }, { size: "large" }]);

  test("is learned from what deals say, deals still open included", () => {
    expect(isTrusted(model.hazard)).toBe(true);
    for (const [at, end] of PERIODS.entries()) {
      expect(Math.abs((small[at] ?? 0) - (1 - Math.exp(-end / 15)))).toBeLessThan(0.06);
      expect(Math.abs((large[at] ?? 0) - (1 - Math.exp(-end / 60)))).toBeLessThan(0.08);
    }
  });

  test("the chance never falls as days pass, and stays within 0 and 1", () => {
    for (const forecast of [small, large]) {
      const chances = Array.from({ length: 130 }, (_, day) => chanceBy(model, forecast, day - 5));
      expect(chances).toEqual(chances.toSorted((a, b) => a - b));
      expect(chances[0]).toBe(0);
      expect(chances.at(-1)).toBeLessThan(1);
    }
  });

  test("the days until a chance are those whose chance it is, and unknown beyond the horizon", () => {
    const median = daysUntil(model, small, 0.5) ?? Number.NaN;
    expect(chanceBy(model, small, median)).toBeCloseTo(0.5, 9);
    expect(median).toBeGreaterThan(8);
    expect(median).toBeLessThan(13);
    expect(daysUntil(model, large, 0.99)).toBeNull();
  });
});

test("the model is judged by the days that followed its past", () => {
  const { rows, outcomes } = madeUp(1200);
  const asOf = rows.map((_, row) => row);
  const model = trainTimeModel(rows, outcomes, { schema: SCHEMA, periods: PERIODS, asOf });
  const later = model.hazard.heldOut.find(({ how }) => how === "later");
  // One of the last 300 deals at a time, once for each period it lived through.
  expect(later?.verdict.deals).toBeGreaterThan(200);
  expect(later?.verdict.deals).toBeLessThanOrEqual(300);
  expect(isTrusted(model.hazard)).toBe(true);
});

test("a life table answers where features say nothing", () => {
  const random = seededRandom(9);
  const rows = Array.from({ length: 300 }, () => ({ noise: random() }));
  const outcomes = rows.map(() => ({ days: random() * 40, closed: true }));
  const model = trainTimeModel(rows, outcomes, {
    schema: [{ name: "noise", kind: "number" }],
    periods: [10, 20, 30, 40],
  });
  expect(isTrusted(model.hazard)).toBe(false);
  const [forecast = [], other] = predictTime(model, [{ noise: 0.1 }, { noise: 0.9 }]);
  expect(other).toEqual(forecast);
  for (const [at, chance] of [0.25, 0.5, 0.75].entries())
    expect(Math.abs((forecast[at] ?? 0) - chance)).toBeLessThan(0.07);
});

test("periods that don't grow are refused in words", () => {
  const periods = [30, 7];
  expect(refusal(() => trainTimeModel([], [], { schema: SCHEMA, periods }))).toMatch(
    /periods end on days 30, 7, which don't grow/,
  );
});
