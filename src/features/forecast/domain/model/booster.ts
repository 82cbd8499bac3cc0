import { type BinnedColumn, binColumn } from "./binning.ts";
import type { Matrix } from "./encoding.ts";
import { type Growth, growTree } from "./grow.ts";
import { seededRandom, shuffled } from "./random.ts";
import { surprise } from "./scores.ts";
import { addForest, forestOf, type Tree } from "./tree.ts";

/** Trees whose sum, with `base`, is the log-odds of the outcome. */
export type TreeLearner = {
  readonly kind: "trees";
  readonly base: number;
  readonly trees: readonly Tree[];
};

/** How to boost. */
export type BoosterOptions = Growth & {
  /** Most trees. */
  readonly rounds: number;
  /** How much of its correction each tree makes. */
  readonly rate: number;
  /** Share of the columns each tree may look at: trees that differ err less together. */
  readonly columnShare: number;
  readonly seed: number;
};

/** Rows to score after each tree; boosting stops when the score hasn't improved for `patience` trees. */
export type Watch = {
  readonly matrix: Matrix;
  readonly outcomes: Uint8Array;
  readonly patience: number;
};

/**
 * Settings for so many rows: slow and shallow enough that a small past isn't learned by heart. Found by trial on one half of
 * a public set of sales outcomes; the scores hardly change between 15 and 63 leaves.
 */
export function boosterOptions(rows: number, seed: number): BoosterOptions {
  return {
    rounds: 400,
    rate: 0.1,
    leaves: 31,
    minLeaf: Math.max(5, Math.min(20, Math.round(rows / 50))),
    l2: 10,
    columnShare: 0.5,
    seed,
  };
}

/**
 * Boosts trees on the log loss; the same input and seed give the same trees.
 * The curve is the mean log loss on the watched rows after each tree, empty when nothing is watched.
 */
export function boost(
  matrix: Matrix,
  outcomes: Uint8Array,
  options: BoosterOptions,
  watch?: Watch | undefined,
): { learner: TreeLearner; curve: number[] } {
  const columns = matrix.columns.map(binColumn);
  const random = seededRandom(options.seed);
  const slope = new Float64Array(matrix.rows);
  const curve = new Float64Array(matrix.rows);
  const base = logOddsOf(outcomes);
  const margins = new Float64Array(matrix.rows).fill(base);
  const watched = new Float64Array(watch?.matrix.rows ?? 0).fill(base);
  const trees: Tree[] = [];
  const scores: number[] = [];
  let bestScore = Number.POSITIVE_INFINITY;
  let best = 0;
  for (let round = 0; round < options.rounds; round++) {
    for (let row = 0; row < margins.length; row++) {
      const probability = 1 / (1 + Math.exp(-(margins[row] as number)));
      slope[row] = probability - (outcomes[row] as number);
      curve[row] = probability * (1 - probability);
    }
    const chosen = someColumns(columns, options.columnShare, random);
    const grown = growTree(columns, chosen, { slope, curve }, options, options.rate);
    trees.push(grown.tree);
    for (const { value, rows } of grown.leaves)
      for (const row of rows) margins[row] = (margins[row] as number) + value;
    if (!watch) continue;
    addForest(forestOf([grown.tree]), watch.matrix.columns, watched);
    const score = meanSurprise(watched, watch.outcomes);
    scores.push(score);
    if (score < bestScore) {
      bestScore = score;
      best = round;
    } else if (round - best >= watch.patience) break;
  }
  return { learner: { kind: "trees", base, trees }, curve: scores };
}

/** The log-odds of each row. */
export function treeMargins({ base, trees }: TreeLearner, matrix: Matrix): Float64Array {
  const margins = new Float64Array(matrix.rows).fill(base);
  addForest(forestOf(trees), matrix.columns, margins);
  return margins;
}

/** The log-odds of the outcome with one more of each kind, so that they stay finite when all rows agree. */
export function logOddsOf(outcomes: Uint8Array): number {
  const won = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  return Math.log((won + 1) / (outcomes.length - won + 1));
}

function someColumns(
  columns: readonly BinnedColumn[],
  share: number,
  random: () => number,
): number[] {
  const count = Math.max(1, Math.ceil(columns.length * share));
  return [...shuffled(columns.length, random).slice(0, count)].sort((a, b) => a - b);
}

function meanSurprise(margins: Float64Array, outcomes: Uint8Array): number {
  const sum = margins.reduce(
    (total, margin, row) => total + surprise(1 / (1 + Math.exp(-margin)), outcomes[row] ?? 0),
    0,
  );
  return sum / Math.max(1, margins.length);
}
