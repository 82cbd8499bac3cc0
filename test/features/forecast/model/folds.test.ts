import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  groupCodes,
  groupedFolds,
  splitAt,
  timeOrderedSplit,
} from "../../../../src/features/forecast/domain/model/folds.ts";
import { refusal } from "../../../kernel/refusal.ts";

const rowsOfDeals = fc.array(
  fc.record({
    deal: fc.integer({ min: 0, max: 15 }),
    won: fc.integer({ min: 0, max: 1 }),
    asOf: fc.integer({ min: 0, max: 100 }),
    lasted: fc.integer({ min: 0, max: 50 }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("folds", () => {
  test("all snapshots of a deal are in one fold, and every row is tested once", () => {
    fc.assert(
      fc.property(rowsOfDeals, fc.integer(), (rows, seed) => {
        const groups = groupCodes(rows.map(({ deal }) => deal));
        const folds = groupedFolds(
          groups,
          Uint8Array.from(rows, ({ won }) => won),
          4,
          seed,
        );
        const tested: number[] = [];
        for (let fold = 0; fold < 4; fold++) {
          const { train, test } = splitAt(folds, fold);
          const trained = new Set([...train].map((row) => rows[row]?.deal));
          expect([...test].filter((row) => trained.has(rows[row]?.deal))).toEqual([]);
          tested.push(...test);
        }
        expect(tested.toSorted((a, b) => a - b)).toEqual(rows.map((_, row) => row));
      }),
    );
  });

  test("each fold gets its share of the few wins", () => {
    const outcomes = Uint8Array.from({ length: 100 }, (_, row) => (row < 8 ? 1 : 0));
    const folds = groupedFolds(
      Int32Array.from({ length: 100 }, (_, row) => row),
      outcomes,
      4,
      1,
    );
    for (let fold = 0; fold < 4; fold++)
      expect([...splitAt(folds, fold).test].filter((row) => row < 8)).toHaveLength(2);
  });
});

describe("training on the past", () => {
  test("no outcome in the training became known after a tested row was true, and no deal is in both", () => {
    fc.assert(
      fc.property(rowsOfDeals, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (rows, share) => {
        const times = {
          asOf: Float64Array.from(rows, ({ asOf }) => asOf),
          known: Float64Array.from(rows, ({ asOf, lasted }) => asOf + lasted),
        };
        const groups = groupCodes(rows.map(({ deal }) => deal));
        const { train, test } = timeOrderedSplit(times, groups, share);
        const lastKnown = Math.max(...[...train].map((row) => times.known[row] ?? 0));
        const trained = new Set([...train].map((row) => groups[row]));
        for (const row of test) {
          expect(times.asOf[row]).toBeGreaterThan(lastKnown);
          expect(trained.has(groups[row])).toBe(false);
        }
      }),
    );
  });

  test("the cut is the moment up to which the share of the rows were true", () => {
    const asOf = Float64Array.from({ length: 10 }, (_, row) => row);
    const times = { asOf, known: asOf.map((day) => day + 2) };
    const { train, test } = timeOrderedSplit(times, Int32Array.from(asOf), 0.7);
    expect([...train]).toEqual([0, 1, 2, 3, 4]);
    expect([...test]).toEqual([7, 8, 9]);
  });

  test("a share that leaves nothing is refused", () => {
    const times = { asOf: new Float64Array(3), known: new Float64Array(3) };
    expect(refusal(() => timeOrderedSplit(times, new Int32Array(3), 1))).toMatch(
      /^bad_input: A share of 1 leaves nothing/,
    );
  });
});
