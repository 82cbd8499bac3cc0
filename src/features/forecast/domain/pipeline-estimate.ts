import type { Chances } from "./chances.ts";
import type { Estimate } from "./method.ts";
import type { Growth } from "./newcomers.ts";
import type { Due } from "./period.ts";

/** Open deals that stand alike, of one owner, added up in minor units; `squares` is the sum of their squared amounts. */
export type OpenGroup = {
  ownerId: number;
  stage: string;
  due: Due;
  count: number;
  amount: number;
  squares: number;
};

/** What a group of open deals is expected to bring, in minor units. */
export function expectedOf(group: OpenGroup, chances: Chances): number {
  return group.amount * chances.of(group.stage, group.due).chance * chances.sizeFactor;
}

/**
 * The pipeline forecast: won so far + Σ amount × chance to be won in the days ahead + what deals not yet created bring.
 * Its spread takes each deal as a coin of its chance, and counts how little is known of the chance itself.
 */
export function pipelineEstimate(
  won: number,
  open: readonly OpenGroup[],
  chances: Chances,
  growth: Growth,
): Estimate {
  let expected = 0;
  let variance = growth.spread ** 2;
  for (const group of open) {
    const { chance, cases } = chances.of(group.stage, group.due);
    const coin = chance * (1 - chance) * chances.sizeFactor ** 2;
    expected += expectedOf(group, chances);
    variance += coin * group.squares + (coin * group.amount ** 2) / (cases + 10);
  }
  return {
    total: won + expected + growth.expected,
    spread: Math.sqrt(variance),
    notes: [
      ...growth.notes,
      ...(chances.sizeFactor < 0.95 ? ["larger deals are won less often here"] : []),
    ],
  };
}
