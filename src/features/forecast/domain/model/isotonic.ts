type Block = { margin: number; won: number; rows: number };

/** Points of a line that never falls: probabilities at growing margins. */
export type RisingLine = { readonly margins: number[]; readonly probabilities: number[] };

/**
 * Isotonic regression by pooling neighbours that fall (Ayer 1955): each block of rows becomes one point at its mean margin.
 * Every block counts one more won and lost in proportion to all rows, so none says 0 or 1.
 */
export function isotonic(margins: Float64Array, outcomes: Uint8Array): RisingLine {
  const order = Int32Array.from(margins, (_, row) => row).sort(
    (a, b) => (margins[a] ?? 0) - (margins[b] ?? 0),
  );
  const all = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const mean = (all + 1) / (outcomes.length + 2);
  const blocks: Block[] = [];
  let last = Number.NaN;
  for (const row of order) {
    const margin = margins[row] ?? 0;
    const block = { margin, won: outcomes[row] ?? 0, rows: 1 };
    const before = blocks.at(-1);
    // Rows with the same margin must get the same probability, whatever their order.
    if (before && margin === last) pool(before, block);
    else blocks.push(block);
    last = margin;
  }
  const rising: Block[] = [];
  for (const block of blocks) {
    rising.push(block);
    for (let top = rising.at(-1), under = rising.at(-2); top && under; ) {
      if (rate(under, mean) < rate(top, mean)) break;
      pool(under, top);
      rising.pop();
      [top, under] = [under, rising.at(-2)];
    }
  }
  return {
    margins: rising.map(({ margin }) => margin),
    probabilities: rising.map((block) => rate(block, mean)),
  };
}

/** The height of the line at a margin: straight between points, level beyond the first and the last. 0.5 without points. */
export function isotonicAt(
  margins: readonly number[],
  probabilities: readonly number[],
  margin: number,
): number {
  let low = 0;
  let high = margins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((margins[middle] ?? 0) <= margin) low = middle + 1;
    else high = middle;
  }
  const left = margins[low - 1];
  const right = margins[low];
  if (left === undefined) return probabilities[0] ?? 0.5;
  const below = probabilities[low - 1] ?? 0.5;
  if (right === undefined) return below;
  const above = probabilities[low] ?? below;
  return below + ((above - below) * (margin - left)) / (right - left);
}

function rate({ won, rows }: Block, mean: number): number {
  return (won + mean) / (rows + 1);
}

function pool(into: Block, from: Block): void {
  const rows = into.rows + from.rows;
  into.margin = (into.margin * into.rows + from.margin * from.rows) / rows;
  into.won += from.won;
  into.rows = rows;
}
