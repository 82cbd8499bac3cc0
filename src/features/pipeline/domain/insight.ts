/** A stage in which deals stay longer, or from which fewer go on, than usual. */
export type Bottleneck<Stage extends string> = {
  stage: Stage;
  here: number;
  /** Median days so far of those in it, and the usual stay. */
  nowDays: number;
  usualDays: number;
};

type Stay<Stage extends string> = {
  stage: Stage;
  usualDays: number | null;
  ended: number;
  nowDays: number | null;
  here: number;
};

/** Stays of fewer deals say nothing. */
const FEWEST = 3;
/** From this many times the usual stay on, a stage holds deals up. */
const SLOW = 1.5;

/**
 * The stages that hold deals up, the slowest first: at least 3 deals are in it whose median stay so far is one and a half times
 * the usual median or more, over at least 3 stays that ended.
 */
export function bottlenecks<Stage extends string>(
  stays: readonly Stay<Stage>[],
): Bottleneck<Stage>[] {
  return stays
    .flatMap(({ stage, usualDays, ended, nowDays, here }) =>
      usualDays !== null &&
      nowDays !== null &&
      here >= FEWEST &&
      ended >= FEWEST &&
      nowDays >= SLOW * Math.max(usualDays, 1)
        ? [{ stage, here, nowDays, usualDays }]
        : [],
    )
    .sort((a, b) => b.nowDays / Math.max(b.usualDays, 1) - a.nowDays / Math.max(a.usualDays, 1));
}

/** What the health of a pipeline is judged by. */
export type Vitals = {
  open: number;
  atRisk: number;
  /** Times the quota's rest is covered; null without one. */
  coverage: number | null;
  /** Whether its quota is reached. */
  reached: boolean;
};

export type Health = "good" | "fair" | "poor";

const ENOUGH_COVERAGE = 3;

/**
 * Poor when more than half of the open deals are at risk or less than the quota's rest is covered; fair when more than a quarter
 * are, or it is covered less than three times; else good. Null without open deals.
 */
export function healthOf({ open, atRisk, coverage, reached }: Vitals): Health | null {
  if (open === 0) return null;
  const share = atRisk / open;
  const covered = reached || coverage === null ? Number.POSITIVE_INFINITY : coverage;
  if (share > 0.5 || covered < 1) return "poor";
  return share > 0.25 || covered < ENOUGH_COVERAGE ? "fair" : "good";
}
