import type { Estimate } from "./method.ts";

/**
 * How closely the misses of two methods go together: both are surprised by the same deals. Measured in 24 made-up companies
 * (`npm run bench -- backtest --companies=24`) as 0.67 to 0.93.
 */
const TOGETHER = 0.7;
/** How much of the mean squared spread is added to each, so that none is taken for certain. */
const DOUBT = 0.05;
/** How much of the mean is added to what a method expects, so that one that expects nothing can be compared at all. */
const LEAST_LEVEL = 0.05;

/** What a method says, and whether it looks at the deals that are open. */
type Said = Estimate & { seesDeals: boolean };

/**
 * How much each estimate says about a period beside the others: the weights with the smallest usual miss of their mean when each misses
 * by its spread and they miss together (Bates and Granger, 1969). Alike where the spreads are. What is far less sure than another says
 * nothing that the other doesn't know, and would be subtracted: here it says nothing.
 *
 * Spreads are compared at one level: that of a sum of deals grows as the root of the sum, and whoever expects little would seem the
 * surest, and draw every mean down. And whoever does not look at the open deals is not surer of them than who does: a rep's series
 * of a few won deals does not know of the large one that may come in any day.
 */
export function sureness(estimates: readonly Said[], won: number): number[] {
  const ahead = estimates.map(({ total }) => Math.max(0, total - won));
  const level = meanOf(ahead);
  const levelled = estimates.map(({ spread, seesDeals }, at) => ({
    square: level > 0 ? spread ** 2 / ((ahead[at] ?? 0) / level + LEAST_LEVEL) : spread ** 2,
    seesDeals,
  }));
  const seen = levelled.filter(({ seesDeals }) => seesDeals).map(({ square }) => square);
  const least = seen.length > 0 ? Math.min(...seen) : 0;
  const squares = levelled.map(({ square }) => Math.max(square, least));
  const doubt = DOUBT * meanOf(squares);
  // Nothing is uncertain any more: all say the same.
  if (doubt <= 0) return estimates.map(() => 1);
  const precise = squares.map((square) => 1 / Math.sqrt(square + doubt));
  const shared =
    (TOGETHER / (1 + (precise.length - 1) * TOGETHER)) * precise.reduce((a, b) => a + b, 0);
  const largest = Math.max(...precise);
  return precise.map((one) => (Math.max(0, one - shared) * one) / largest ** 2);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
