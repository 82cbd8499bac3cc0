import type { Day } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { type BookedDay, bookedIn } from "./booked.ts";
import type { Category } from "./category.ts";
import type { Chances } from "./chances.ts";
import { type Mixed, mix, type Weights } from "./hybrid.ts";
import type { Answer, SingleMethod } from "./method.ts";
import { type DealModels, mlEstimate, type Prospect } from "./ml-estimate.ts";
import { type Growth, growthOf, NO_GROWTH, type WonSoon } from "./newcomers.ts";
import type { Ahead, ForecastPeriod, Phase } from "./period.ts";
import { type OpenGroup, pipelineEstimate } from "./pipeline-estimate.ts";
import { seriesEstimate } from "./series-estimate.ts";

/** How forecasts are made here: what the workspace's settings say. */
export type ForecastSettings = Settings["forecast"];

/** All that a forecast rests on, as it was known on one day; amounts in minor units of one currency. */
export type Evidence = {
  period: ForecastPeriod;
  /** The last day that was over. */
  through: Day;
  /** Null when the period is over as well. */
  ahead: Ahead | null;
  phase: Phase;
  currency: string;
  booked: readonly (BookedDay & { ownerId: number })[];
  open: readonly (OpenGroup & { category: Category })[];
  chances: Chances;
  /** Deals won sooner after they were created than the days ahead end. */
  newcomers: readonly WonSoon[];
  /** How many days the history has. */
  days: number;
  /** How many past days chances were learned from. */
  origins: number;
  ml: { models: DealModels; prospects: readonly Prospect[] } | Silent;
};
type Silent = { silent: string };

/** What every method says, with the parts the answer is made of. */
export type Outlook = {
  won: number;
  growth: Growth;
  answers: Readonly<Record<SingleMethod, Answer>>;
  hybrid: Mixed;
};

/** The same evidence for the deals of some owners only. */
export function ofOwners(evidence: Evidence, owners: ReadonlySet<number>): Evidence {
  const theirs = <T extends { ownerId: number }>(all: readonly T[]) =>
    all.filter((one) => owners.has(one.ownerId));
  const { ml } = evidence;
  return {
    ...evidence,
    booked: theirs(evidence.booked),
    open: theirs(evidence.open),
    newcomers: theirs(evidence.newcomers),
    ml:
      "silent" in ml
        ? ml
        : { ...ml, prospects: ml.prospects.filter(({ deal }) => owners.has(deal.ownerId)) },
  };
}

/** What each method makes of the evidence, and the hybrid of them. */
export function outlookOf(
  evidence: Evidence,
  settings: ForecastSettings,
  weights: Weights,
): Outlook {
  const { period, through, ahead, booked, open, chances, currency, ml, newcomers, days } = evidence;
  const won = bookedIn(booked, period);
  const growth = ahead ? growthOf(newcomers, days, ahead) : NO_GROWTH;
  const over: Answer = { total: won, spread: 0, notes: [] };
  const series = (name: "trend" | "seasonal") =>
    ahead ? seriesEstimate(name, booked, period, through, settings) : over;
  const answers: Record<SingleMethod, Answer> = {
    pipeline: ahead ? pipelineEstimate(won, open, chances, growth) : over,
    trend: series("trend"),
    seasonal: series("seasonal"),
    ml: !ahead
      ? over
      : "silent" in ml
        ? ml
        : mlEstimate(won, ml.prospects, ml.models, growth, currency),
  };
  const hybrid = mix(answers, { weights, bySureness: settings.weighBySureness, won });
  return { won, growth, answers, hybrid };
}
