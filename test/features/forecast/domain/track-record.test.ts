import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  confidenceOf,
  normalReach,
  rangeOf,
  recordOf,
  type Trial,
} from "../../../../src/features/forecast/domain/track-record.ts";
import { weightsFrom } from "../../../../src/features/forecast/domain/weights.ts";
import { addMonths, asDay } from "../../../../src/kernel/dates.ts";

const trial = (over: Partial<Trial>, month = 0): Trial => ({
  kind: "month",
  startsOn: addMonths(asDay("2020-01-01"), month),
  phase: "start",
  method: "pipeline",
  won: 0,
  forecast: 100,
  spread: 10,
  actual: 100,
  ...over,
});
const of = { method: "pipeline", kind: "month", phase: "start" } as const;

describe("the likely range", () => {
  test("reaches as far as four fifths of past outcomes lay away", () => {
    const trials = Array.from({ length: 9 }, (_, i) => trial({ actual: 100 + 10 * (i + 1) }, i));
    // The 8th of 9 misses: ceil(10 × 0.8).
    expect(rangeOf({ total: 1000, spread: 5 }, 0, trials, of, 0.8)).toEqual({
      lower: 1000 - 8 * 5,
      upper: 1000 + 8 * 5,
    });
  });

  test("is as a normal distribution has it while fewer than eight are known", () => {
    const trials = Array.from({ length: 7 }, (_, i) => trial({ actual: 500 }, i));
    const { lower, upper } = rangeOf({ total: 1000, spread: 100 }, 0, trials, of, 0.8);
    expect(upper - lower).toBeCloseTo(2 * 128.16, 0);
    expect(normalReach(0.95)).toBeCloseTo(1.96, 2);
  });

  test("never lies below what is won", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (won, more, spread) => {
        const { lower, upper } = rangeOf({ total: won + more, spread }, won, [], of, 0.8);
        expect(lower).toBeGreaterThanOrEqual(won);
        expect(upper).toBeGreaterThanOrEqual(won + more);
      }),
    );
  });

  test("holds four of five outcomes once there is a past, however wrong the method's own spread", () => {
    const random = fc.sample(fc.double({ min: -1, max: 1, noNaN: true }), {
      numRuns: 300,
      seed: 1,
    });
    // It says 10 and misses by up to 80.
    const trials = random.map((miss, i) => trial({ actual: 100 + 80 * miss }, i));
    const record = recordOf(trials, "pipeline", 0.8);
    expect(record?.coverage).toBeGreaterThan(0.74);
    expect(record?.coverage).toBeLessThan(0.88);
  });
});

describe("a method's record", () => {
  test("off by, leaning and trust are counted over all bookings", () => {
    const trials = [
      trial({ forecast: 150, actual: 100 }),
      trial({ forecast: 250, actual: 300 }, 1),
    ];
    expect(recordOf(trials, "pipeline", 0.8)).toMatchObject({ wape: 0.25, bias: 0, trials: 2 });
    expect(recordOf(trials, "ml", 0.8)).toBeNull();
  });

  test("before it is measured experience speaks for a method", () => {
    expect(confidenceOf("pipeline", null)).toEqual({ value: 0.7, measured: false });
    expect(confidenceOf("trend", null).value).toBe(0.6);
    expect(confidenceOf("seasonal", null).value).toBe(0.65);
    expect(confidenceOf("ml", null).value).toBe(0.8);
    const record = { trials: 4, wape: 0.09, bias: 0, coverage: 1 };
    expect(confidenceOf("ml", record)).toEqual({ value: 0.91, measured: true });
  });
});

describe("weights", () => {
  const weights = { pipeline: 0.3, trend: 0.2, seasonal: 0.2, ml: 0.3 };
  const past = Array.from({ length: 60 }, (_, i) => [
    trial({ method: "pipeline", forecast: 100 }, i),
    trial({ method: "ml", forecast: 300 }, i),
  ]).flat();

  test("are those of the settings unless these say to learn them", () => {
    expect(weightsFrom({ weights, learnWeights: false }, past, "month")).toEqual(weights);
  });

  test("learned ones follow who was right", () => {
    const learned = weightsFrom({ weights, learnWeights: true }, past, "month");
    expect(learned.pipeline).toBeGreaterThan(0.5);
    expect(learned.ml).toBeLessThan(0.1);
    expect(weightsFrom({ weights, learnWeights: true }, past, "year")).toEqual(weights);
  });
});
