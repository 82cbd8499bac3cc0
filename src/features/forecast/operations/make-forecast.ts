import type { Tx } from "../../../db/client.ts";
import type { HeldQuota, ScopeFound, Sight } from "../../pipeline/index.ts";
import { quotaOf } from "../../pipeline/index.ts";
import {
  type Evidence,
  type ForecastSettings,
  type Outlook,
  outlookOf,
} from "../domain/evidence.ts";
import type { Weights } from "../domain/hybrid.ts";
import { type Answer, isSilent, type Method } from "../domain/method.ts";
import type { ForecastPeriod } from "../domain/period.ts";
import { type Range, rangeOf, type Trial } from "../domain/track-record.ts";
import { weightsFrom } from "../domain/weights.ts";
import { findModels, type StoredModels } from "../queries/models.ts";
import type { Standpoint } from "../queries/standpoint.ts";
import { findBacktest } from "../queries/trials.ts";
import { type Besides, gather } from "./gather.ts";

/** What was learned of the workspace's past, the same for every scope: read once. */
export type Learned = {
  models: StoredModels | null;
  trials: readonly Trial[];
  judgedAt: Date | null;
};

/** A forecast with all it is made of. */
export type Forecast = {
  period: ForecastPeriod;
  method: Method;
  evidence: Evidence;
  outlook: Outlook;
  /** The asked method's answer, and its likely range; null when it is silent. */
  answer: Answer;
  range: Range | null;
  quota: HeldQuota | null;
  besides: Besides[];
  learned: Learned;
  weights: Weights;
};

/** Reads what was learned so far. */
export async function readLearned(tx: Tx, workspaceId: string): Promise<Learned> {
  const [models, backtest] = await Promise.all([
    findModels(tx, workspaceId),
    findBacktest(tx, workspaceId),
  ]);
  return { models, trials: backtest?.trials ?? [], judgedAt: backtest?.finishedAt ?? null };
}

/** Forecasts a period for the deals of a scope, from how things stand. */
export async function makeForecast(
  tx: Tx,
  of: {
    scope: ScopeFound;
    period: ForecastPeriod;
    method: Method;
    from: Standpoint;
    settings: { baseCurrency: string; forecast: ForecastSettings };
    learned: Learned;
  },
): Promise<Forecast> {
  const { period, method, settings, learned } = of;
  // A forecast is of who owns the deals: a sales engineer's part in them is no part of a quota.
  const sight: Sight = { ...of.scope.sight, engineerId: null };
  const { evidence, besides } = await gather(tx, {
    sight,
    period,
    from: of.from,
    baseCurrency: settings.baseCurrency,
    models: learned.models ?? {
      silent: "ml has learned nothing yet: it does at night, from 30 closed deals on",
    },
  });
  const quota = await quotaOf(tx, of.scope, period.kind, period.from, evidence.currency);
  const weights = weightsFrom(settings.forecast, learned.trials, period.kind);
  const judged = judge(evidence, method, settings.forecast, learned.trials, weights);
  return { period, method, evidence, quota, besides, learned, weights, ...judged };
}

/** What evidence says by one method, with its likely range. */
export function judge(
  evidence: Evidence,
  method: Method,
  settings: ForecastSettings,
  trials: readonly Trial[],
  weights: Weights,
): Pick<Forecast, "outlook" | "answer" | "range"> {
  const outlook = outlookOf(evidence, settings, weights);
  const answer = method === "hybrid" ? outlook.hybrid.answer : outlook.answers[method];
  const { period, phase } = evidence;
  return {
    outlook,
    answer,
    range: isSilent(answer)
      ? null
      : rangeOf(
          answer,
          outlook.won,
          trials,
          { method, kind: period.kind, phase },
          settings.intervalLevel,
        ),
  };
}
