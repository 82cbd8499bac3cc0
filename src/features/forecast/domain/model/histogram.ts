import type { BinnedColumn } from "./binning.ts";
import type { Gradients } from "./grow.ts";

/** Sums of the gradients over the rows of a leaf, for each chosen column and bin. */
export type Histogram = {
  /** For each chosen column: slope, curve and rows of each bin, one after another; the missing bin last. */
  readonly cells: readonly Float64Array[];
  readonly slope: number;
  readonly curve: number;
  readonly rows: number;
};

/** The histogram of the given rows. */
export function histogramOf(
  columns: readonly BinnedColumn[],
  chosen: readonly number[],
  rows: Int32Array,
  gradients: Gradients,
): Histogram {
  // Gathered once: each column then reads the gradients in order.
  const slopes = new Float64Array(rows.length);
  const curves = new Float64Array(rows.length);
  let slope = 0;
  let curve = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    slope += slopes[at] = gradients.slope[row] as number;
    curve += curves[at] = gradients.curve[row] as number;
  }
  const cells = chosen.map((column) => {
    const { bins, missing } = columns[column] as BinnedColumn;
    const sums = new Float64Array((missing + 1) * 3);
    for (let at = 0; at < rows.length; at++) {
      const cell = (bins[rows[at] as number] as number) * 3;
      sums[cell] = (sums[cell] as number) + (slopes[at] as number);
      sums[cell + 1] = (sums[cell + 1] as number) + (curves[at] as number);
      sums[cell + 2] = (sums[cell + 2] as number) + 1;
    }
    return sums;
  });
  return { cells, slope, curve, rows: rows.length };
}

/** What is left of a leaf's histogram without one of its halves: cheaper than counting the larger half. */
export function without(whole: Histogram, part: Histogram): Histogram {
  return {
    cells: whole.cells.map((sums, at) => {
      const less = part.cells[at] as Float64Array;
      return sums.map((sum, cell) => sum - (less[cell] as number));
    }),
    slope: whole.slope - part.slope,
    curve: whole.curve - part.curve,
    rows: whole.rows - part.rows,
  };
}
