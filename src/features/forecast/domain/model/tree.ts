/**
 * A decision tree as parallel lists, one entry per node, the root first. A node with a `column` sends a row left when its
 * value is at most `threshold`; a missing value goes where `missingLeft` says. A node with column −1 is a leaf.
 */
export type Tree = {
  readonly column: readonly number[];
  readonly threshold: readonly number[];
  readonly missingLeft: readonly (0 | 1)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** What a leaf adds to the log-odds; 0 in other nodes. */
  readonly value: readonly number[];
  /** Training rows that came through the node. */
  readonly cover: readonly number[];
};

/** Trees laid out in a row for speed; made once per model. */
export type Forest = {
  readonly roots: Int32Array;
  readonly column: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  /** The left child; the right one is `right`. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array;
};

/** The trees as one forest. A leaf points at itself, so that its rows stay where they are. */
export function forestOf(trees: readonly Tree[]): Forest {
  const starts: number[] = [];
  let length = 0;
  for (const tree of trees) {
    starts.push(length);
    length += tree.column.length;
  }
  const list = (of: (tree: Tree) => readonly number[]) => trees.flatMap((tree) => [...of(tree)]);
  const shifted = (of: (tree: Tree) => readonly number[]) =>
    trees.flatMap((tree, at) => of(tree).map((node) => node + (starts[at] ?? 0)));
  return {
    roots: Int32Array.from(starts),
    column: Int32Array.from(list((tree) => tree.column)),
    threshold: Float64Array.from(list((tree) => tree.threshold)),
    missingLeft: Uint8Array.from(list((tree) => tree.missingLeft)),
    left: Int32Array.from(shifted((tree) => tree.left)),
    right: Int32Array.from(shifted((tree) => tree.right)),
    value: Float64Array.from(list((tree) => tree.value)),
  };
}

/** Adds what the forest says about each row to `margins`. */
export function addForest(
  forest: Forest,
  columns: readonly Float64Array[],
  margins: Float64Array,
): void {
  const { column, threshold, missingLeft, left, right, value } = forest;
  const width = columns.length;
  // Row by row in memory: a tree reads a few columns of one row, and they arrive together.
  const rows = new Float64Array(margins.length * width);
  for (const [at, values] of columns.entries())
    for (let row = 0; row < margins.length; row++) rows[row * width + at] = values[row] as number;
  for (const root of forest.roots)
    for (let row = 0, from = 0; row < margins.length; row++, from += width) {
      let node = root;
      for (let of = column[node] as number; of >= 0; of = column[node] as number) {
        const known = rows[from + of] as number;
        const goesLeft =
          known <= (threshold[node] as number) || (Number.isNaN(known) && missingLeft[node] === 1);
        node = (goesLeft ? left[node] : right[node]) as number;
      }
      margins[row] = (margins[row] as number) + (value[node] as number);
    }
}
