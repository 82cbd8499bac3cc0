import type { BinnedColumn } from "./binning.ts";
import { type Histogram, histogramOf, without } from "./histogram.ts";
import type { Tree } from "./tree.ts";

/** How a tree may grow. */
export type Growth = {
  /** Most leaves of a tree; the leaf whose split gains most is split first. */
  readonly leaves: number;
  /** Fewest training rows in a leaf. */
  readonly minLeaf: number;
  /** Pulls leaf values to zero, as so many rows of curvature 1. */
  readonly l2: number;
};

/** First and second derivative of the loss for each row. */
export type Gradients = { readonly slope: Float64Array; readonly curve: Float64Array };

/** The grown tree, and for each leaf the rows that fell into it. */
export type Grown = {
  readonly tree: Tree;
  readonly leaves: readonly { readonly value: number; readonly rows: Int32Array }[];
};

type SplitChoice = {
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: 0 | 1;
};
type Leaf = {
  readonly node: number;
  readonly rows: Int32Array;
  readonly histogram: Histogram;
  readonly split: SplitChoice | null;
};
type Nodes = { -readonly [list in keyof Tree]: Tree[list][number][] };

/**
 * Grows one tree leaf by leaf on the gradients (Friedman 2001 with the second-order gain of Chen and Guestrin 2016 and
 * histograms as in LightGBM, Ke 2017). `chosen` are the columns it may split on, `rate` shrinks its leaves.
 */
export function growTree(
  columns: readonly BinnedColumn[],
  chosen: readonly number[],
  gradients: Gradients,
  growth: Growth,
  rate: number,
): Grown {
  const nodes: Nodes = {
    column: [],
    threshold: [],
    missingLeft: [],
    left: [],
    right: [],
    value: [],
    cover: [],
  };
  const leafOf = (rows: Int32Array, histogram: Histogram): Leaf => {
    const node = nodes.column.length;
    nodes.column.push(-1);
    nodes.threshold.push(0);
    nodes.missingLeft.push(0);
    nodes.left.push(node);
    nodes.right.push(node);
    nodes.value.push(0);
    nodes.cover.push(rows.length);
    return { node, rows, histogram, split: bestSplit(columns, chosen, histogram, growth) };
  };

  const all = Int32Array.from(gradients.slope, (_, row) => row);
  const leaves = [leafOf(all, histogramOf(columns, chosen, all, gradients))];
  while (leaves.length < growth.leaves) {
    const best = leaves.reduce((most, leaf) =>
      (leaf.split?.gain ?? 0) > (most.split?.gain ?? 0) ? leaf : most,
    );
    if (!best.split) break;
    const { column, bin, missingLeft } = best.split;
    const of = columns[column];
    if (!of) break;
    const [left, right] = partition(best.rows, of, bin, missingLeft === 1);
    const small = left.length < right.length ? left : right;
    const counted = histogramOf(columns, chosen, small, gradients);
    const rest = without(best.histogram, counted);
    const [leftLeaf, rightLeaf] =
      small === left
        ? [leafOf(left, counted), leafOf(right, rest)]
        : [leafOf(left, rest), leafOf(right, counted)];
    nodes.column[best.node] = column;
    nodes.threshold[best.node] = of.upper[bin] ?? 0;
    nodes.missingLeft[best.node] = missingLeft;
    nodes.left[best.node] = leftLeaf.node;
    nodes.right[best.node] = rightLeaf.node;
    leaves.splice(leaves.indexOf(best), 1, leftLeaf, rightLeaf);
  }
  const valued = leaves.map(({ node, rows, histogram }) => {
    const value = rounded((-rate * histogram.slope) / (histogram.curve + growth.l2));
    nodes.value[node] = value;
    return { value, rows };
  });
  return { tree: nodes, leaves: valued };
}

/** Six digits are plenty for a leaf, and halve the size of a stored model. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function partition(
  rows: Int32Array,
  { bins, missing }: BinnedColumn,
  bin: number,
  missingLeft: boolean,
): [Int32Array, Int32Array] {
  const left = new Int32Array(rows.length);
  const right = new Int32Array(rows.length);
  let lefts = 0;
  let rights = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const its = bins[row] as number;
    if (its === missing ? missingLeft : its <= bin) left[lefts++] = row;
    else right[rights++] = row;
  }
  return [left.slice(0, lefts), right.slice(0, rights)];
}

/** The split that gains most, or null when none leaves enough rows on both sides and gains anything. */
function bestSplit(
  columns: readonly BinnedColumn[],
  chosen: readonly number[],
  histogram: Histogram,
  { minLeaf, l2 }: Growth,
): SplitChoice | null {
  const { slope: allSlope, curve: allCurve, rows: allRows } = histogram;
  if (allRows < 2 * minLeaf) return null;
  const unsplit = allSlope ** 2 / (allCurve + l2);
  let best: SplitChoice | null = null;
  let most = 1e-6;
  for (const [at, column] of chosen.entries()) {
    const cells = histogram.cells[at];
    const missing = columns[column]?.missing ?? 0;
    if (!cells) continue;
    const lostSlope = cells[missing * 3] as number;
    const lostCurve = cells[missing * 3 + 1] as number;
    const lostRows = cells[missing * 3 + 2] as number;
    let slope = 0;
    let curve = 0;
    let rows = 0;
    for (let bin = 0; bin < missing; bin++) {
      slope += cells[bin * 3] as number;
      curve += cells[bin * 3 + 1] as number;
      rows += cells[bin * 3 + 2] as number;
      // With nothing missing both ways are the same split; what is missing later then goes with the larger side.
      const ways = lostRows > 0 ? 2 : 1;
      for (let way = 0; way < ways; way++) {
        const leftRows = rows + (way ? lostRows : 0);
        if (leftRows < minLeaf || allRows - leftRows < minLeaf) continue;
        const left = slope + (way ? lostSlope : 0);
        const leftCurve = curve + (way ? lostCurve : 0);
        const right = allSlope - left;
        const gain =
          left ** 2 / (leftCurve + l2) + right ** 2 / (allCurve - leftCurve + l2) - unsplit;
        if (gain <= most) continue;
        most = gain;
        const goesLeft = lostRows > 0 ? way === 1 : leftRows * 2 > allRows;
        best = { gain, column, bin, missingLeft: goesLeft ? 1 : 0 };
      }
    }
  }
  return best;
}
