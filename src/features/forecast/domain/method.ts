/** The ways to forecast, in the order they are shown; the hybrid is made of the four others. */
export const SINGLE_METHODS = ["pipeline", "trend", "seasonal", "ml"] as const;
export type SingleMethod = (typeof SINGLE_METHODS)[number];
export const METHODS = [...SINGLE_METHODS, "hybrid"] as const;
export type Method = (typeof METHODS)[number];

/** Whether a method looks at the deals that are open, or continues what was booked. */
export const SEES_DEALS: Readonly<Record<SingleMethod, boolean>> = {
  pipeline: true,
  trend: false,
  seasonal: false,
  ml: true,
};

/** How far a method is trusted (0 to 1) before its own past says how far. */
export const CONFIDENCE_BEFORE_BACKTEST: Readonly<Record<SingleMethod, number>> = {
  pipeline: 0.7,
  trend: 0.6,
  seasonal: 0.65,
  ml: 0.8,
};

/** What a method expects of a period, in minor units of one currency; what is won already is in it. */
export type Estimate = {
  total: number;
  /** The size of a usual miss: one standard deviation, as the method itself sees it. */
  spread: number;
  /** What the reader should know of how it was made, in sales words. */
  notes: readonly string[];
};

/** Why a method has no answer, in words for the person who asked. */
export type Silent = { silent: string };

/** A method's answer, or why there is none. */
export type Answer = Estimate | Silent;

/** True for a method without an answer. */
export function isSilent(answer: Answer): answer is Silent {
  return "silent" in answer;
}
