import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  auc,
  brier,
  calibrationError,
  logLoss,
} from "../../../../src/features/forecast/domain/model/scores.ts";

const said = (...values: number[]) => Float64Array.from(values);
const happened = (...values: number[]) => Uint8Array.from(values);

describe("scores", () => {
  test("AUC is the share of won and lost pairs put in the right order, ties counting half", () => {
    expect(auc(said(0.9, 0.8, 0.2, 0.1), happened(1, 1, 0, 0))).toBe(1);
    expect(auc(said(0.9, 0.8, 0.2, 0.1), happened(0, 0, 1, 1))).toBe(0);
    expect(auc(said(0.5, 0.5, 0.5), happened(1, 0, 0))).toBe(0.5);
    expect(auc(said(0.9, 0.4, 0.4, 0.1), happened(1, 1, 0, 0))).toBe(0.875);
    expect(auc(said(0.9, 0.4), happened(1, 1))).toBe(0.5);
  });

  test("AUC agrees with counting every pair", () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 })),
      {
        minLength: 2,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(rows, (list) => {
        const won = list.filter(([, outcome]) => outcome === 1);
        const lost = list.filter(([, outcome]) => outcome === 0);
        fc.pre(won.length > 0 && lost.length > 0);
        const points = won.flatMap(([a]) => lost.map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const counted = points.reduce<number>((sum, point) => sum + point, 0) / points.length;
        const ranked = auc(said(...list.map(([a]) => a)), happened(...list.map(([, b]) => b)));
        expect(ranked).toBeCloseTo(counted, 12);
      }),
    );
  });

  test("Brier score and log loss are 0 for certainty that was right, and finite for certainty that was wrong", () => {
    expect(brier(said(1, 0), happened(1, 0))).toBe(0);
    expect(brier(said(0.5, 0.5), happened(1, 0))).toBe(0.25);
    expect(logLoss(said(1, 0), happened(1, 0))).toBeLessThan(1e-5);
    expect(logLoss(said(0.5), happened(1))).toBeCloseTo(Math.LN2, 12);
    expect(Number.isFinite(logLoss(said(0), happened(1)))).toBe(true);
  });

  test("the calibration error is the distance between what was said and what was seen, bin by bin", () => {
    expect(calibrationError(said(0.25, 0.25, 0.25, 0.25), happened(1, 0, 0, 0))).toBeCloseTo(0, 12);
    expect(calibrationError(said(0.05, 0.95), happened(1, 0))).toBeCloseTo(0.95, 12);
    // Over- and underconfidence in two bins don't cancel out.
    expect(calibrationError(said(0.15, 0.15, 0.85, 0.85), happened(1, 0, 1, 0))).toBeCloseTo(
      0.35,
      12,
    );
    expect(calibrationError(said(1), happened(1))).toBe(0);
  });
});
