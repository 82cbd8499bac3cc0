import type { Matrix } from "./encoding.ts";
import type { Tree } from "./tree.ts";

/** One step of the path to a node: the column split on, and the shares of rows that take this way without and with knowing it. */
type Step = { column: number; without: number; with: number; weight: number };

/**
 * What each column of a matrix of one row adds to the trees' sum, by TreeSHAP (Lundberg 2018, path-dependent): the fair share
 * of Shapley (1953), where a column that isn't known is averaged over the training rows of each branch. With
 * {@link expectedSum} they sum to what the trees say.
 */
export function treeContributions(trees: readonly Tree[], matrix: Matrix): Float64Array {
  const values = matrix.columns.map((column) => column[0] ?? NaN);
  const sums = new Float64Array(matrix.columns.length);
  for (const tree of trees) {
    const walk = (node: number, path: readonly Step[], step: Step) => {
      const taken = extend(path, step);
      const column = tree.column[node] ?? -1;
      if (column < 0) return addLeaf(sums, taken, tree.value[node] ?? 0);
      const [hot, cold] = ways(tree, node, values[column] ?? NaN);
      // A column met twice on one path is one player: take back what its first meeting said.
      const met = taken.findIndex((each, at) => at > 0 && each.column === column);
      const before = taken[met] ?? { without: 1, with: 1 };
      const rest = met > 0 ? unwind(taken, met) : taken;
      const cover = tree.cover[node] ?? 1;
      const share = (child: number) => (before.without * (tree.cover[child] ?? 0)) / cover;
      walk(hot, rest, { column, without: share(hot), with: before.with, weight: 0 });
      walk(cold, rest, { column, without: share(cold), with: 0, weight: 0 });
    };
    walk(0, [], { column: -1, without: 1, with: 1, weight: 1 });
  }
  return sums;
}

/** What the trees say on average about their training rows. */
export function expectedSum(trees: readonly Tree[]): number {
  let sum = 0;
  for (const tree of trees)
    for (const [node, value] of tree.value.entries())
      if ((tree.column[node] ?? -1) < 0)
        sum += (value * (tree.cover[node] ?? 0)) / (tree.cover[0] ?? 1);
  return sum;
}

/** The child the value leads to, and the other. */
function ways(tree: Tree, node: number, value: number): [number, number] {
  const goesLeft = Number.isNaN(value)
    ? tree.missingLeft[node] === 1
    : value <= (tree.threshold[node] ?? 0);
  const [left, right] = [tree.left[node] ?? 0, tree.right[node] ?? 0];
  return goesLeft ? [left, right] : [right, left];
}

/** The path with one more step; `weight` at a place is the share of orderings in which so many columns are known. */
function extend(path: readonly Step[], step: Step): Step[] {
  const taken = path.map((each) => ({ ...each }));
  const depth = taken.length;
  taken.push({ ...step, weight: depth === 0 ? 1 : 0 });
  for (let at = depth - 1; at >= 0; at--) {
    const [here, next] = [taken[at], taken[at + 1]];
    if (!here || !next) continue;
    next.weight += (step.with * here.weight * (at + 1)) / (depth + 1);
    here.weight = (step.without * here.weight * (depth - at)) / (depth + 1);
  }
  return taken;
}

/** The path without one of its steps: the inverse of {@link extend}. */
function unwind(path: readonly Step[], out: number): Step[] {
  const weights = unwound(path, out);
  return path
    .filter((_, at) => at !== out)
    .map((step, at) => ({ ...step, weight: weights[at] ?? 0 }));
}

function unwound(path: readonly Step[], out: number): number[] {
  const depth = path.length - 1;
  const step = path[out];
  if (!step) return [];
  const weights = path.slice(0, -1).map(({ weight }) => weight);
  let next = path[depth]?.weight ?? 0;
  for (let at = depth - 1; at >= 0; at--) {
    const kept = path[at]?.weight ?? 0;
    if (step.with !== 0) {
      weights[at] = (next * (depth + 1)) / ((at + 1) * step.with);
      next = kept - ((weights[at] ?? 0) * step.without * (depth - at)) / (depth + 1);
    } else weights[at] = (kept * (depth + 1)) / (step.without * (depth - at));
  }
  return weights;
}

function addLeaf(sums: Float64Array, path: readonly Step[], value: number): void {
  for (const [at, step] of path.entries()) {
    if (at === 0) continue;
    const weight = unwound(path, at).reduce((sum, each) => sum + each, 0);
    sums[step.column] = (sums[step.column] ?? 0) + weight * (step.with - step.without) * value;
  }
}
