/** At most this many bins for known values; one more is for missing ones. All fit in a byte. */
const BINS = 254;

/** One column as small numbers: the bin of each row, `missing` where nothing is known. */
export type BinnedColumn = {
  readonly bins: Uint8Array;
  /** The greatest value of each bin as seen in training: a split says “at most this”. */
  readonly upper: Float64Array;
  /** The bin of missing values, one after the last. */
  readonly missing: number;
};

/**
 * Sorts a column into bins of about equally many rows; a column of few distinct values has one bin for each. Bins end at
 * values that were seen, never between two, so stretching the scale (a logarithm, another currency) changes no tree.
 */
export function binColumn(values: Float64Array): BinnedColumn {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of known)
    if (value === distinct.at(-1)) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      distinct.push(value);
      counts.push(1);
    }
  const upper = Float64Array.from(distinct.length <= BINS ? distinct : quantiles(distinct, counts));
  const missing = upper.length;
  const bins = Uint8Array.from(values, (value) =>
    Number.isNaN(value) ? missing : binOf(upper, value),
  );
  return { bins, upper, missing };
}

/**
 * Walks the distinct values and closes a bin when it holds its share of what is left. A frequent value fills a bin alone,
 * and the rows it used up no longer make the others coarser.
 */
function quantiles(distinct: readonly number[], counts: readonly number[]): number[] {
  const upper: number[] = [];
  let left = counts.reduce((sum, count) => sum + count, 0);
  let filled = 0;
  for (const [at, value] of distinct.entries()) {
    const share = left / (BINS - upper.length);
    filled += counts[at] ?? 0;
    const next = counts[at + 1];
    const full = filled >= share || (next !== undefined && filled + next / 2 > share);
    if (next !== undefined && (!full || upper.length === BINS - 1)) continue;
    upper.push(value);
    left -= filled;
    filled = 0;
  }
  return upper;
}

/** The first bin whose greatest value is not below the given one; the last bin for anything above all. */
function binOf(upper: Float64Array, value: number): number {
  let low = 0;
  let high = upper.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upper[middle] ?? 0) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
