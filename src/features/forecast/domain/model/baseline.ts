import { brier, logLoss, surprise } from "./scores.ts";

/** Stage → share of past deals that were won from there, with the share of all for a stage never seen. */
export type StageRates = {
  readonly overall: number;
  readonly byStage: ReadonlyMap<string, number>;
};

/** A stage's rate is pulled to the overall one as if this many more average deals had been in it. */
const PRIOR_DEALS = 10;

/** The measured stage-to-win conversion of closed deals; `stages` and `outcomes` (1 won, 0 lost) row by row. */
export function stageRates(stages: readonly (string | null)[], outcomes: Uint8Array): StageRates {
  const won = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const overall = (won + 1) / (outcomes.length + 2);
  const sums = new Map<string, { won: number; rows: number }>();
  for (const [row, stage] of stages.entries()) {
    if (stage === null) continue;
    const sum = sums.get(stage) ?? { won: 0, rows: 0 };
    sum.won += outcomes[row] ?? 0;
    sum.rows++;
    sums.set(stage, sum);
  }
  const byStage = new Map(
    [...sums].map(([stage, sum]) => [
      stage,
      (sum.won + PRIOR_DEALS * overall) / (sum.rows + PRIOR_DEALS),
    ]),
  );
  return { overall, byStage };
}

/** The rate of a stage; the overall one when the stage is unknown. */
export function rateOf(rates: StageRates, stage: string | null): number {
  return (stage === null ? undefined : rates.byStage.get(stage)) ?? rates.overall;
}

/** Whether to trust the model rather than the stage rates, and the figures that decided it. */
export type Verdict = {
  readonly better: boolean;
  /** Deals (groups) held out. */
  readonly deals: number;
  readonly logLoss: number;
  readonly baselineLogLoss: number;
  readonly brier: number;
  readonly baselineBrier: number;
  /** How much lower the model's log loss is, in nats, and how uncertain that is (one standard error over deals). */
  readonly gain: number;
  readonly standardError: number;
};

/** Rows the model had not learned from, what it said, what the stage rates said, and what happened. */
export type HeldOut = {
  readonly probabilities: Float64Array;
  readonly outcomes: Uint8Array;
  /** The deal of each row: snapshots of one deal are one piece of evidence. */
  readonly groups: Int32Array;
};

/** Fewer held-out deals than this decide nothing. */
const FEWEST_DEALS = 30;
/** Standard errors by which the log loss must be lower: one-sided 95 %. */
const SURE = 1.645;
/** And at least this share of the baseline's log loss: a gain nobody would notice isn't worth a black box. */
const WORTH = 0.01;

/**
 * The model is better when its log loss on held-out rows is lower by more than chance explains (1.645 standard errors, deal
 * by deal) and by at least 1 %, and its Brier score isn't worse. With under 30 deals the stage rates stay.
 */
export function beatsBaseline(
  { probabilities, outcomes, groups }: HeldOut,
  baseline: Float64Array,
): Verdict {
  const byDeal = new Map<number, { sum: number; rows: number }>();
  for (const [row, outcome] of outcomes.entries()) {
    const gained =
      surprise(baseline[row] ?? 0.5, outcome) - surprise(probabilities[row] ?? 0.5, outcome);
    const deal = byDeal.get(groups[row] ?? row) ?? { sum: 0, rows: 0 };
    deal.sum += gained;
    deal.rows++;
    byDeal.set(groups[row] ?? row, deal);
  }
  const scores = {
    logLoss: logLoss(probabilities, outcomes),
    baselineLogLoss: logLoss(baseline, outcomes),
    brier: brier(probabilities, outcomes),
    baselineBrier: brier(baseline, outcomes),
  };
  const deals = byDeal.size;
  const gain = scores.baselineLogLoss - scores.logLoss;
  // The mean over rows is a ratio over deals; its error follows from each deal's distance to its share of the mean.
  const square = [...byDeal.values()].reduce(
    (all, { sum, rows }) => all + (sum - gain * rows) ** 2,
    0,
  );
  const standardError = Math.sqrt(square) / Math.max(1, outcomes.length);
  const better =
    deals >= FEWEST_DEALS &&
    gain > SURE * standardError &&
    gain >= WORTH * scores.baselineLogLoss &&
    scores.brier <= scores.baselineBrier;
  return { better, deals, ...scores, gain, standardError };
}
