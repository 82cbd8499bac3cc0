import { describe, expect, test } from "vitest";
import {
  beatsBaseline,
  rateOf,
  stageRates,
} from "../../../../src/features/forecast/domain/model/baseline.ts";
import { seededRandom } from "../../../../src/features/forecast/domain/model/random.ts";

describe("stage rates", () => {
  const rates = stageRates(
    [...Array(40).fill("proposal"), ...Array(60).fill("discovery"), null],
    Uint8Array.from({ length: 101 }, (_, row) => (row < 20 || (row >= 40 && row < 46) ? 1 : 0)),
  );

  test("are the share of deals won from a stage, pulled a little to the share of all", () => {
    expect(rateOf(rates, "proposal")).toBeCloseTo((20 + 10 * (27 / 103)) / 50, 12);
    expect(rateOf(rates, "discovery")).toBeLessThan(rates.overall);
  });

  test("a stage never seen, or none, has the rate of all", () => {
    expect(rateOf(rates, "legal")).toBe(rates.overall);
    expect(rateOf(rates, null)).toBe(27 / 103);
  });
});

describe("whether the model beats the stage rates", () => {
  /** Deals of a known chance; the model says the chance, blurred, and the baseline one number. */
  function judged(deals: number, { blur = 0, rowsOfEach = 1 } = {}) {
    const random = seededRandom(11);
    const said: number[] = [];
    const outcomes: number[] = [];
    const groups: number[] = [];
    for (let deal = 0; deal < deals; deal++) {
      const chance = 0.1 + 0.8 * random();
      const outcome = random() < chance ? 1 : 0;
      const guess = chance + blur * (random() - 0.5);
      for (let row = 0; row < rowsOfEach; row++) {
        said.push(Math.min(0.99, Math.max(0.01, guess)));
        outcomes.push(outcome);
        groups.push(deal);
      }
    }
    return beatsBaseline(
      {
        probabilities: Float64Array.from(said),
        outcomes: Uint8Array.from(outcomes),
        groups: Int32Array.from(groups),
      },
      new Float64Array(said.length).fill(0.5),
    );
  }

  test("yes, when it knows the chances of many deals", () => {
    const verdict = judged(500);
    expect(verdict).toMatchObject({ better: true, deals: 500 });
    expect(verdict.logLoss).toBeLessThan(verdict.baselineLogLoss);
    expect(verdict.gain).toBeCloseTo(verdict.baselineLogLoss - verdict.logLoss, 12);
  });

  test("no, when it guesses wildly", () => {
    expect(judged(500, { blur: 2 }).better).toBe(false);
  });

  test("no, on few deals, however good it looks", () => {
    expect(judged(25).better).toBe(false);
  });

  test("no, when it says the same as the stage rates", () => {
    const half = new Float64Array(200).fill(0.5);
    const outcomes = Uint8Array.from(half, (_, row) => row % 2);
    const groups = Int32Array.from(half, (_, row) => row);
    expect(beatsBaseline({ probabilities: half, outcomes, groups }, half)).toMatchObject({
      better: false,
      gain: 0,
      standardError: 0,
    });
  });

  test("many snapshots of a deal are one piece of evidence", () => {
    const [once, often] = [judged(60), judged(60, { rowsOfEach: 20 })];
    expect(often.deals).toBe(60);
    expect(often.standardError).toBeCloseTo(once.standardError, 9);
  });
});
