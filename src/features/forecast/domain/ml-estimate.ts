import type { Day } from "../../../kernel/dates.ts";
import type { Chances } from "./chances.ts";
import { featuresOf, type StandingDeal } from "./deal-features.ts";
import type { Estimate } from "./method.ts";
import { predict } from "./model/predict.ts";
import { chanceBy, predictTime, type TimeModel } from "./model/time-model.ts";
import { isTrusted, type WinModel } from "./model/win-model.ts";
import type { Growth } from "./newcomers.ts";
import { type Ahead, dueOn } from "./period.ts";

/** What was learned of a workspace's deals: who wins, and when they close. */
export type DealModels = { win: WinModel; time: TimeModel };

/** A deal with its chances. */
export type Prospect = {
  deal: StandingDeal;
  /** To be won ever, and to be won within the days ahead. */
  ever: number;
  chance: number;
};

/** How many wins the time model's word counts for, beside what was measured of deals in that stage and due so. */
const TIME_WINS = 10;

/**
 * Each deal's chance to be won within the days ahead: to be won at all × to be closed by then. Where the win model did not beat the
 * stages' measured rates on held-out deals, the stage's rate takes its place. The chance to be closed by then is the time model's,
 * drawn to the share measured of deals that stood in the same stage, were due alike, and were won in the end.
 */
export function prospectsOf(
  deals: readonly StandingDeal[],
  models: DealModels,
  chances: Chances,
  through: Day,
  ahead: Ahead,
): Prospect[] {
  if (deals.length === 0) return [];
  const rows = deals.map((deal) => featuresOf(deal, through));
  const wins = isTrusted(models.win) ? predict(models.win, rows) : null;
  const time = upTo(models.time, ahead.upTo);
  const times = predictTime(time, rows);
  return deals.map((deal, at) => {
    const ever = wins?.[at] ?? chances.ever(deal.stage).chance;
    const closed = times[at] ?? [];
    const timed = Math.max(
      0,
      chanceBy(time, closed, ahead.upTo) - chanceBy(time, closed, ahead.after),
    );
    const measured = chances.timely(deal.stage, dueOn(through, deal.closeDate, ahead));
    const trust = measured ? measured.wins / (measured.wins + TIME_WINS) : 0;
    const closing = trust * (measured?.share ?? 0) + (1 - trust) * timed;
    return { deal, ever, chance: ever * closing };
  });
}

/** The time model without the periods beyond the days that are asked for: each of them costs a prediction of every deal. */
function upTo(model: TimeModel, days: number): TimeModel {
  const last = model.periods.findIndex((end) => end >= days);
  const count = last < 0 ? model.periods.length : last + 1;
  return {
    ...model,
    periods: model.periods.slice(0, count),
    lifeTable: model.lifeTable.slice(0, count),
  };
}

/** The ml forecast: won so far + Σ amount × chance + what deals not yet created bring. */
export function mlEstimate(
  won: number,
  prospects: readonly Prospect[],
  models: DealModels,
  growth: Growth,
  currency: string,
): Estimate {
  let expected = 0;
  let variance = growth.spread ** 2;
  for (const { deal, chance } of prospects) {
    if (deal.amount === null || deal.currency !== currency) continue;
    expected += deal.amount * chance;
    variance += deal.amount ** 2 * chance * (1 - chance);
  }
  return {
    total: won + expected + growth.expected,
    spread: Math.sqrt(variance),
    notes: [
      ...growth.notes,
      ...(isTrusted(models.win)
        ? []
        : ["ml uses the stages' win rates: the model did not beat them on deals it had not seen"]),
    ],
  };
}
