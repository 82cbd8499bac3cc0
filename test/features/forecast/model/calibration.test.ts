import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calibrated,
  chooseCalibration,
  fitCalibration,
} from "../../../../src/features/forecast/domain/model/calibration.ts";
import { isotonic } from "../../../../src/features/forecast/domain/model/isotonic.ts";
import { seededRandom } from "../../../../src/features/forecast/domain/model/random.ts";
import { calibrationError } from "../../../../src/features/forecast/domain/model/scores.ts";

const rows = fc.array(
  fc.record({
    margin: fc.double({ min: -8, max: 8, noNaN: true }),
    won: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Margins of a learner that is `sharper` times too sure of itself. */
function overconfident(count: number, sharper: number) {
  const random = seededRandom(3);
  const truth = Float64Array.from({ length: count }, () => random() * 4 - 2.5);
  const outcomes = Uint8Array.from(truth, (margin) =>
    random() < 1 / (1 + Math.exp(-margin)) ? 1 : 0,
  );
  return { margins: truth.map((margin) => margin * sharper), outcomes };
}

describe("calibration", () => {
  test.each(["none", "platt", "isotonic"] as const)(
    "%s: a greater margin never gets a smaller probability, and all are within 0 and 1",
    (kind) => {
      fc.assert(
        fc.property(
          rows,
          fc.array(fc.double({ min: -20, max: 20, noNaN: true })),
          (list, asked) => {
            const fitted = fitCalibration(
              kind,
              Float64Array.from(list, ({ margin }) => margin),
              Uint8Array.from(list, ({ won }) => won),
            );
            const said = asked
              .toSorted((a, b) => a - b)
              .map((margin) => calibrated(fitted, margin));
            for (const [at, probability] of said.entries()) {
              expect(probability).toBeGreaterThanOrEqual((said[at - 1] ?? 0) - 1e-12);
              expect(probability).toBeLessThanOrEqual(1);
            }
          },
        ),
      );
    },
  );

  test("isotonic points rise strictly, whatever the order of the rows", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const line = (of: typeof list) =>
          isotonic(
            Float64Array.from(of, ({ margin }) => margin),
            Uint8Array.from(of, ({ won }) => won),
          );
        const { margins, probabilities } = line(list);
        for (const [at, probability] of probabilities.entries()) {
          expect(probability).toBeGreaterThan(probabilities[at - 1] ?? 0);
          expect(margins[at]).toBeGreaterThan(margins[at - 1] ?? Number.NEGATIVE_INFINITY);
        }
        const other = line(list.toReversed()).probabilities;
        expect(other.length).toBe(probabilities.length);
        for (const [at, probability] of other.entries())
          expect(probability).toBeCloseTo(probabilities[at] ?? 0, 9);
      }),
    );
  });

  test("margins that are three times too sure are brought back", () => {
    const { margins, outcomes } = overconfident(4000, 3);
    const folds = Int32Array.from(margins, (_, row) => row % 4);
    const { calibration, heldOut } = chooseCalibration(margins, outcomes, folds);
    expect(calibration.kind).not.toBe("none");
    expect(calibrationError(heldOut, outcomes)).toBeLessThan(0.03);
    const uncalibrated = margins.map((margin) => 1 / (1 + Math.exp(-margin)));
    expect(calibrationError(uncalibrated, outcomes)).toBeGreaterThan(0.08);
  });

  test("margins that are right are left alone", () => {
    const { margins, outcomes } = overconfident(4000, 1);
    const folds = Int32Array.from(margins, (_, row) => row % 4);
    expect(chooseCalibration(margins, outcomes, folds).calibration).toEqual({ kind: "none" });
  });
});
