import { acrossGrains, type Continuation } from "./aggregation.ts";
import { autoregression } from "./autoregression.ts";
import { bestSmoothing } from "./exponential-smoothing.ts";
import { holtWinters } from "./holt-winters.ts";
import { onLogarithms } from "./logarithms.ts";
import { type SeasonKind, seasonKindFor, withoutSeason } from "./season.ts";
import { dynamicTheta, theta } from "./theta.ts";

/** One of the forecasts that are averaged: takes a clean series of mean size 1. */
export type Member = (values: readonly number[], horizon: number, period: number) => number[];

const ORDER_OF_AGGREGATED = 3;

/** Every member by its name, in the words of the literature. */
export const members = {
  "dynamic Theta on logarithms": deseasonalised(() => onLogarithms(dynamicTheta)),
  "smoothing across grains": deseasonalised((period) =>
    onLogarithms(acrossGrains((values, ahead) => bestSmoothing(values, ahead).point, period)),
  ),
  "autoregression across grains": deseasonalised((period) =>
    acrossGrains(
      (values, ahead) => autoregression(values, ahead, { maxOrder: ORDER_OF_AGGREGATED, drift: 1 }),
      period,
    ),
  ),
  autoregression: deseasonalised(() => autoregression),
  "Holt-Winters": (values, horizon, period) =>
    period > 1 && values.length >= 2 * period
      ? holtWinters(values, horizon, period, seasonKindFor(values))
      : dynamicTheta(values, horizon),
  "Theta on offsets": deseasonalised(() => theta, "offsets"),
} as const satisfies Record<string, Member>;

/** The name of a member. */
export type MemberName = keyof typeof members;

function deseasonalised(continuation: (period: number) => Continuation, kind?: SeasonKind): Member {
  return (values, horizon, period) => {
    const { adjusted, restore } = withoutSeason(values, period, kind ?? seasonKindFor(values));
    return restore(continuation(period)(adjusted, horizon));
  };
}
