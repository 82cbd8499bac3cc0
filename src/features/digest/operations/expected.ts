import type { Tx } from "../../../db/client.ts";
import type { Viewing } from "../../deals/index.ts";
import {
  forecastPeriod,
  isSilent,
  makeForecast,
  readLearned,
  standpointOf,
} from "../../forecast/index.ts";
import type { ScopeFound } from "../../pipeline/index.ts";
import type { Figures } from "../queries/figures.ts";

/**
 * What a scope's quarter is expected to end with, in minor units of one currency: its forecast, or while that says nothing what is
 * won and the weighted value of what is to close by then.
 */
export async function expectedOf(
  tx: Tx,
  scope: ScopeFound,
  figures: Figures,
  { actor, settings, now, today }: Viewing,
  currency: string,
): Promise<{ expected: number; isForecast: boolean }> {
  const { evidence, answer } = await makeForecast(tx, {
    scope,
    period: forecastPeriod("quarter", today),
    method: "hybrid",
    from: standpointOf(now),
    settings,
    learned: await readLearned(tx, actor.workspaceId),
  });
  if (!isSilent(answer) && evidence.currency === currency)
    // A forecast is a mean, not an amount: it has fractions of a minor unit.
    return { expected: Math.round(answer.total), isForecast: true };
  const of = (sums: readonly { currency: string; value: number; weighted: number }[]) =>
    sums.find((sum) => sum.currency === currency);
  const expected = (of(figures.won)?.value ?? 0) + (of(figures.dueInQuarter)?.weighted ?? 0);
  return { expected, isForecast: false };
}
