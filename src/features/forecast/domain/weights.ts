import type { ForecastSettings } from "./evidence.ts";
import type { Weights } from "./hybrid.ts";
import type { SINGLE_METHODS } from "./method.ts";
import type { ForecastKind } from "./period.ts";
import { learnWeights } from "./series/learn-weights.ts";
import { dayOf, type Trial } from "./track-record.ts";

/**
 * How much each method counts: as the settings say, or where they say so as learned from past trials of that kind of period, leaning
 * on the settings as long as there are few.
 */
export function weightsFrom(
  { weights, learnWeights: isLearned }: Pick<ForecastSettings, "weights" | "learnWeights">,
  trials: readonly Trial[],
  kind: ForecastKind,
): Weights {
  if (!isLearned) return weights;
  const moments = Map.groupBy(
    trials.filter((trial) => trial.kind === kind && trial.method !== "hybrid"),
    (trial) => `${trial.startsOn} ${dayOf(trial)}`,
  );
  const judged = [...moments.values()].map((some) => ({
    actual: some[0]?.actual ?? 0,
    forecasts: Object.fromEntries(some.map((one) => [one.method, { point: one.forecast }])),
  }));
  const learned = learnWeights(judged, weights);
  const of = (method: (typeof SINGLE_METHODS)[number]) => learned[method] ?? 0;
  return { pipeline: of("pipeline"), trend: of("trend"), seasonal: of("seasonal"), ml: of("ml") };
}
