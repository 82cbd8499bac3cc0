import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  expectedSum,
  treeContributions,
} from "../../../../src/features/forecast/domain/model/attribution.ts";
import { binColumn } from "../../../../src/features/forecast/domain/model/binning.ts";
import {
  boost,
  boosterOptions,
  treeMargins,
} from "../../../../src/features/forecast/domain/model/booster.ts";
import type { Matrix } from "../../../../src/features/forecast/domain/model/encoding.ts";
import { seededRandom } from "../../../../src/features/forecast/domain/model/random.ts";
import type { Tree } from "../../../../src/features/forecast/domain/model/tree.ts";

const RUNS = { numRuns: 15 };

/** Three columns, one of them partly missing, and an outcome that follows from all of them. */
function data(seed: number, rows = 200) {
  const random = seededRandom(seed);
  const columns = [0, 1, 2].map((column) =>
    Float64Array.from({ length: rows }, () =>
      column === 1 && random() < 0.2 ? NaN : Math.round(random() * 400) / 10,
    ),
  );
  const at = (column: number, row: number) => columns[column]?.[row] ?? 0;
  const outcomes = Uint8Array.from({ length: rows }, (_, row) =>
    at(0, row) + (at(1, row) > 20 ? 15 : 0) - at(2, row) / 2 + random() * 10 > 20 ? 1 : 0,
  );
  return { matrix: { columns, rows }, outcomes };
}

const few = (rows: number, seed = 1) => ({ ...boosterOptions(rows, seed), rounds: 12, leaves: 6 });

function rowOf({ columns }: Matrix, row: number): Matrix {
  return { columns: columns.map((column) => column.slice(row, row + 1)), rows: 1 };
}

describe("trees", () => {
  test("the same rows and seed give the same trees", () => {
    const { matrix, outcomes } = data(1);
    const train = (seed: number) => boost(matrix, outcomes, few(200, seed)).learner;
    expect(train(5)).toEqual(train(5));
    expect(train(5)).not.toEqual(train(6));
  });

  test("stretching the scale of a number changes no prediction", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { matrix, outcomes } = data(seed, 400);
        const stretched = {
          ...matrix,
          columns: matrix.columns.map((column) => column.map((value) => Math.exp(value / 5) - 3)),
        };
        const [train, asked] = [few(400), data(seed + 1, 50).matrix];
        const plain = treeMargins(boost(matrix, outcomes, train).learner, asked);
        const other = treeMargins(boost(stretched, outcomes, train).learner, {
          ...asked,
          columns: asked.columns.map((column) => column.map((value) => Math.exp(value / 5) - 3)),
        });
        expect(other).toEqual(plain);
      }),
      RUNS,
    );
  });

  test("a missing value has a way of its own", () => {
    const column = Float64Array.from({ length: 200 }, (_, row) => (row % 2 ? NaN : row));
    const outcomes = Uint8Array.from(column, (value) => (Number.isNaN(value) ? 1 : 0));
    const { learner } = boost({ columns: [column], rows: 200 }, outcomes, few(200));
    const margins = treeMargins(learner, { columns: [Float64Array.of(NaN, 50)], rows: 2 });
    expect(margins[0]).toBeGreaterThan(0.5);
    expect(margins[1]).toBeLessThan(-0.5);
  });

  test("bins end at values that were seen, in order, and hold every value", () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 600,
    });
    fc.assert(
      fc.property(values, (given) => {
        // A negative zero is no other value, though it prints as one.
        const list = given.map((value) => value + 0);
        const { bins, upper, missing } = binColumn(Float64Array.from(list));
        expect(missing).toBeLessThan(256);
        expect([...upper]).toEqual([...new Set(upper)].toSorted((a, b) => a - b));
        for (const [row, value] of list.entries()) {
          const bin = bins[row] ?? 0;
          expect(value).toBeLessThanOrEqual(upper[bin] ?? Number.NaN);
          if (bin > 0) expect(value).toBeGreaterThan(upper[bin - 1] ?? Number.NaN);
        }
      }),
      RUNS,
    );
  });
});

describe("contributions", () => {
  test("sum, with what the trees say on average, to the deal's log-odds", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 199 }), (seed, row) => {
        const { matrix, outcomes } = data(seed);
        const { learner } = boost(matrix, outcomes, few(200));
        const one = rowOf(matrix, row);
        const shares = treeContributions(learner.trees, one);
        const sum = shares.reduce((all, share) => all + share, learner.base);
        expect(sum + expectedSum(learner.trees)).toBeCloseTo(
          treeMargins(learner, one)[0] ?? NaN,
          9,
        );
      }),
      RUNS,
    );
  });

  test("are the mean over all orders in which the columns could become known", () => {
    const { matrix, outcomes } = data(3);
    const { learner } = boost(matrix, outcomes, few(200));
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const row of [0, 17, 99]) {
      const one = rowOf(matrix, row);
      const said = (known: readonly number[]) =>
        learner.trees.reduce((sum, tree) => sum + knowing(tree, 0, one, known), 0);
      const shares = [0, 1, 2].map((column) => {
        const gains = orders.map((order) => {
          const before = order.slice(0, order.indexOf(column));
          return said([...before, column]) - said(before);
        });
        return gains.reduce((sum, gain) => sum + gain, 0) / orders.length;
      });
      const given = treeContributions(learner.trees, one);
      for (const [column, share] of shares.entries()) expect(given[column]).toBeCloseTo(share, 9);
    }
  });
});

/** What a tree says of a row when only some columns are known: unknown splits are averaged by their training rows. */
function knowing(tree: Tree, node: number, one: Matrix, known: readonly number[]): number {
  const column = tree.column[node] ?? -1;
  if (column < 0) return tree.value[node] ?? 0;
  const [left, right] = [tree.left[node] ?? 0, tree.right[node] ?? 0];
  if (known.includes(column)) {
    const value = one.columns[column]?.[0] ?? NaN;
    const goesLeft = Number.isNaN(value)
      ? tree.missingLeft[node] === 1
      : value <= (tree.threshold[node] ?? 0);
    return knowing(tree, goesLeft ? left : right, one, known);
  }
  const share = (tree.cover[left] ?? 0) / (tree.cover[node] ?? 1);
  return share * knowing(tree, left, one, known) + (1 - share) * knowing(tree, right, one, known);
}
