/** What deals that did not exist yet on a past day brought within the days that were ahead then, in minor units; newest day first. */
export type NewcomerPast = readonly number[];

/** What deals not yet created are expected to bring, and one standard deviation of it. */
export type Growth = { expected: number; spread: number };

/** Fewer past days say nothing of what is to come. */
const FEWEST = 2;
const RECENCY = 0.9;

/**
 * The growth term: the mean of what newcomers brought after days that stood as this one, newer ones counting more (each nine tenths
 * of the next). Nothing is expected as long as there are not two such days.
 */
export function growthOf(past: NewcomerPast): Growth {
  if (past.length < FEWEST) return { expected: 0, spread: 0 };
  const weights = past.map((_, age) => RECENCY ** age);
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = past.reduce((sum, value, age) => sum + value * (weights[age] ?? 0), 0) / total;
  const square =
    past.reduce((sum, value, age) => sum + (weights[age] ?? 0) * (value - mean) ** 2, 0) / total;
  return { expected: mean, spread: Math.sqrt((square * past.length) / (past.length - 1)) };
}
