/** A rate counted from cases: `rate` from 0 to 1, null without any. */
export type Rate = { rate: number | null; good: number; cases: number; thin: boolean };

/** Under this many cases a rate is thin: it is pulled towards what is usual, and said to be so. */
export const THIN = 10;
/** How many cases what is usual counts for, when there are few of one's own. */
const PRIOR_CASES = 4;

/**
 * How many of the cases were good. With fewer than 10 it is shrunk towards the usual rate: (good + 4 × usual) ÷ (cases + 4), the
 * mean of a Beta distribution that has seen four usual cases before.
 */
export function rateOf(good: number, cases: number, usual: number): Rate {
  const thin = cases < THIN;
  if (!thin) return { rate: good / cases, good, cases, thin };
  return {
    rate: cases === 0 ? null : (good + PRIOR_CASES * usual) / (cases + PRIOR_CASES),
    good,
    cases,
    thin,
  };
}

/**
 * Pipeline velocity: what the pipeline is expected to bring in a day, in minor units:
 * number of open deals × win rate (0 to 1) × average size of won deals ÷ median sales cycle in days.
 * Null when one of them is not known. (The usual sales formula; a cycle under a day counts as one.)
 */
export function velocity(figures: {
  open: number;
  winRate: number | null;
  averageSize: number | null;
  cycleDays: number | null;
}): number | null {
  const { open, winRate, averageSize, cycleDays } = figures;
  if (winRate === null || averageSize === null || cycleDays === null) return null;
  return (open * winRate * averageSize) / Math.max(cycleDays, 1);
}

/**
 * Coverage: how many times the open pipeline of a period covers what its quota still lacks: open ÷ (quota − won).
 * Null without a quota, or when it is reached.
 */
export function coverage(open: number, quota: number | null, won: number): number | null {
  if (quota === null || quota - won <= 0) return null;
  return open / (quota - won);
}
