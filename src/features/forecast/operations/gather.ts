import type { Tx } from "../../../db/client.ts";
import { daysBetween } from "../../../kernel/dates.ts";
import { STAGES, stageProbability } from "../../deals/index.ts";
import { leadingCurrency, type Sight } from "../../pipeline/index.ts";
import { learnChances } from "../domain/chances.ts";
import type { Evidence } from "../domain/evidence.ts";
import { type DealModels, prospectsOf } from "../domain/ml-estimate.ts";
import { aheadOf, type ForecastPeriod, originsBefore, phaseOn } from "../domain/period.ts";
import { listBooked } from "../queries/booked.ts";
import { beginningOf, listOpenGroups, listPastGroups, listWonSoon } from "../queries/pipeline.ts";
import { listStandingDeals } from "../queries/standing-deals.ts";
import type { Standpoint } from "../queries/standpoint.ts";

/** What a scope has in other currencies than the one that is forecast. */
export type Besides = { currency: string; open: number; won: number };

/** How to look. */
export type Gathering = {
  sight: Sight;
  period: ForecastPeriod;
  from: Standpoint;
  /** Leads when any deal is in it. */
  baseCurrency: string;
  /** Learned before the standpoint; null with the reason why there are none. */
  models: DealModels | { silent: string };
};

/**
 * Reads all that a forecast rests on, in a handful of statements whatever the number of deals. Nothing that became known after the
 * standpoint is in it.
 */
export async function gather(
  tx: Tx,
  { sight, period, from, baseCurrency, models }: Gathering,
): Promise<{ evidence: Evidence; besides: Besides[] }> {
  const { workspaceId } = sight;
  const { through } = from;
  const ahead = aheadOf(period, through);
  const [{ first, deals }, booked, groups, standing] = await Promise.all([
    beginningOf(tx, workspaceId, through),
    listBooked(tx, sight, from),
    ahead ? listOpenGroups(tx, sight, from, ahead) : [],
    ahead && !("silent" in models) ? listStandingDeals(tx, sight, from) : [],
  ]);
  const currency = leadingCurrency([...groups, ...booked], baseCurrency);
  const origins = ahead && first ? originsBefore(through, ahead, first) : [];
  const [past, newcomers] = ahead
    ? await Promise.all([
        listPastGroups(tx, workspaceId, through, { origins, ahead, currency, deals }),
        listWonSoon(tx, sight, through, { ahead, currency }),
      ])
    : [[], []];
  const chances = learnChances(past, usualPercent);
  const evidence: Evidence = {
    period,
    through,
    ahead,
    phase: phaseOn(period, through),
    currency,
    booked: booked.filter((one) => one.currency === currency),
    open: groups.filter((one) => one.currency === currency),
    chances,
    newcomers,
    days: first ? daysBetween(first, through) + 1 : 0,
    origins: origins.length,
    ml:
      "silent" in models
        ? models
        : {
            models,
            prospects: ahead ? prospectsOf(standing, models, chances, through, ahead) : [],
          },
  };
  const others = new Map<string, Besides>();
  for (const group of groups) {
    if (group.currency === currency) continue;
    const sum = others.get(group.currency) ?? { currency: group.currency, open: 0, won: 0 };
    sum.open += group.amount;
    others.set(group.currency, sum);
  }
  for (const one of booked) {
    if (one.currency === currency || one.day < period.from || one.day > period.to) continue;
    const sum = others.get(one.currency) ?? { currency: one.currency, open: 0, won: 0 };
    sum.won += one.amount;
    others.set(one.currency, sum);
  }
  return { evidence, besides: [...others.values()] };
}

/** The default probability of a stage; of one that is none, nothing. */
function usualPercent(stage: string): number {
  const known = STAGES.find((one) => one === stage);
  return known ? stageProbability(known) : 0;
}
