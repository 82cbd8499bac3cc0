import {
  type Answer,
  type Estimate,
  isSilent,
  SEES_DEALS,
  SINGLE_METHODS,
  type SingleMethod,
} from "./method.ts";
import { sureness } from "./sureness.ts";

/** How much each method counts; they need not sum to 1. */
export type Weights = Readonly<Record<SingleMethod, number>>;

/** The hybrid with the share each method had in it. */
export type Mixed = { answer: Answer; shares: Readonly<Partial<Record<SingleMethod, number>>> };

/** How the methods are mixed. */
export type Mixing = {
  weights: Weights;
  /** Multiplies each weight by how sure the method is of this forecast, beside the others. */
  bySureness: boolean;
  /** What is won already: no method is unsure of that. */
  won: number;
};

/**
 * The weighted mean of the methods that answer; the weights of the others fall to them in proportion. Methods err together, so their
 * spreads are averaged, not added in squares.
 */
export function mix(
  answers: Readonly<Record<SingleMethod, Answer>>,
  { weights, bySureness, won }: Mixing,
): Mixed {
  const asked = SINGLE_METHODS.flatMap((method) => {
    const answer = answers[method];
    return isSilent(answer) || weights[method] <= 0
      ? []
      : [{ method, answer, weight: weights[method] }];
  });
  const sure = bySureness
    ? sureness(
        asked.map(({ method, answer }) => ({ ...answer, seesDeals: SEES_DEALS[method] })),
        won,
      )
    : null;
  const heard = asked.map((one, at) => ({ ...one, weight: one.weight * (sure?.[at] ?? 1) }));
  const all = heard.reduce((sum, { weight }) => sum + weight, 0);
  if (all <= 0) return { answer: { silent: "no method has an answer" }, shares: {} };
  const mean = (of: (answer: Estimate) => number) =>
    heard.reduce((sum, { answer, weight }) => sum + (weight / all) * of(answer), 0);
  return {
    answer: {
      total: mean(({ total }) => total),
      spread: mean(({ spread }) => spread),
      notes: [...new Set(heard.flatMap(({ answer, weight }) => (weight > 0 ? answer.notes : [])))],
    },
    shares: Object.fromEntries(heard.map(({ method, weight }) => [method, weight / all])),
  };
}
