import { splitAt } from "./folds.ts";
import { isotonic, isotonicAt } from "./isotonic.ts";
import { logLoss } from "./scores.ts";

/**
 * From log-odds to a probability that keeps its word: as they are; Platt's straight line; or isotonic, any line that never
 * falls, kept as points between which it is straight.
 */
export type Calibration =
  | { readonly kind: "none" }
  | { readonly kind: "platt"; readonly slope: number; readonly shift: number }
  | {
      readonly kind: "isotonic";
      readonly margins: readonly number[];
      readonly probabilities: readonly number[];
    };

/** The ways to choose from. */
const KINDS = ["none", "platt", "isotonic"] as const;
/** A way must be better by this share of the log loss than the simpler one before it, or chance chooses. */
const WORTH = 0.0005;

/** The probability, 0 to 1, of the given log-odds; a greater margin never gets a smaller probability. */
export function calibrated(calibration: Calibration, margin: number): number {
  if (calibration.kind === "isotonic")
    return isotonicAt(calibration.margins, calibration.probabilities, margin);
  const { slope, shift } = calibration.kind === "platt" ? calibration : { slope: 1, shift: 0 };
  return 1 / (1 + Math.exp(-(slope * margin + shift)));
}

/** Fits one kind of calibration to margins the learner gave to rows it had not learned from. */
export function fitCalibration(
  kind: Calibration["kind"],
  margins: Float64Array,
  outcomes: Uint8Array,
): Calibration {
  if (kind === "platt") return platt(margins, outcomes);
  if (kind === "isotonic") return { kind, ...isotonic(margins, outcomes) };
  return { kind };
}

/**
 * The calibration with the least log loss on folds it was not fitted to, fitted to all; and the probabilities each row got
 * from the other folds, which is the honest measure of the calibrated model.
 */
export function chooseCalibration(
  margins: Float64Array,
  outcomes: Uint8Array,
  folds: Int32Array,
): { calibration: Calibration; heldOut: Float64Array } {
  const trials = KINDS.map((kind) => {
    const heldOut = acrossFolds(kind, margins, outcomes, folds);
    return { kind, heldOut, loss: logLoss(heldOut, outcomes) };
  });
  const best = trials.reduce((kept, each) => (each.loss < kept.loss * (1 - WORTH) ? each : kept));
  return { calibration: fitCalibration(best.kind, margins, outcomes), heldOut: best.heldOut };
}

function acrossFolds(
  kind: Calibration["kind"],
  margins: Float64Array,
  outcomes: Uint8Array,
  folds: Int32Array,
): Float64Array {
  const heldOut = new Float64Array(margins.length);
  for (const fold of new Set(folds)) {
    const { train, test } = splitAt(folds, fold);
    const fitted = fitCalibration(
      kind,
      Float64Array.from(train, (row) => margins[row] ?? 0),
      Uint8Array.from(train, (row) => outcomes[row] ?? 0),
    );
    for (const row of test) heldOut[row] = calibrated(fitted, margins[row] ?? 0);
  }
  return heldOut;
}

/** Platt (1999) by Newton's steps, with his softened targets so that few rows don't become certainty. Never falls. */
function platt(margins: Float64Array, outcomes: Uint8Array): Calibration {
  const won = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const targets = [1 / (outcomes.length - won + 2), (won + 1) / (won + 2)];
  let slope = 1;
  let shift = 0;
  for (let step = 0; step < 50; step++) {
    // The sums of a two-by-two system; the small start keeps it solvable when all margins are equal.
    let [a, b, aa, ab, bb] = [0, 0, 1e-6, 0, 1e-6];
    for (const [row, margin] of margins.entries()) {
      const probability = 1 / (1 + Math.exp(-(slope * margin + shift)));
      const error = (targets[outcomes[row] ?? 0] ?? 0) - probability;
      const bend = probability * (1 - probability);
      a += error * margin;
      b += error;
      aa += bend * margin * margin;
      ab += bend * margin;
      bb += bend;
    }
    const area = aa * bb - ab * ab;
    const bySlope = (a * bb - b * ab) / area;
    const byShift = (b * aa - a * ab) / area;
    if (!Number.isFinite(bySlope) || !Number.isFinite(byShift)) break;
    slope += bySlope;
    shift += byShift;
    if (Math.abs(bySlope) + Math.abs(byShift) < 1e-8) break;
  }
  // A line that falls, or ran away on few rows, is chance: leave the margins alone.
  return slope > 0.05 && slope < 20 && Math.abs(shift) < 20
    ? { kind: "platt", slope, shift }
    : { kind: "none" };
}
