import { type Answer, isSilent, SINGLE_METHODS, type SingleMethod } from "./method.ts";

/** How much each method counts; they need not sum to 1. */
export type Weights = Readonly<Record<SingleMethod, number>>;

/** The hybrid with the share each method had in it. */
export type Mixed = { answer: Answer; shares: Readonly<Partial<Record<SingleMethod, number>>> };

/**
 * The weighted mean of the methods that answer; the weights of the others fall to them in proportion. Methods err together, so their
 * spreads are averaged, not added in squares.
 */
export function mix(answers: Readonly<Record<SingleMethod, Answer>>, weights: Weights): Mixed {
  const heard = SINGLE_METHODS.flatMap((method) => {
    const answer = answers[method];
    return isSilent(answer) || weights[method] <= 0
      ? []
      : [{ method, answer, weight: weights[method] }];
  });
  const all = heard.reduce((sum, { weight }) => sum + weight, 0);
  if (all <= 0) return { answer: { silent: "no method has an answer" }, shares: {} };
  const mean = (of: (one: (typeof heard)[number]) => number) =>
    heard.reduce((sum, one) => sum + (one.weight / all) * of(one), 0);
  return {
    answer: {
      total: mean(({ answer }) => answer.total),
      spread: mean(({ answer }) => answer.spread),
      notes: [...new Set(heard.flatMap(({ answer }) => answer.notes))],
    },
    shares: Object.fromEntries(heard.map(({ method, weight }) => [method, weight / all])),
  };
}
