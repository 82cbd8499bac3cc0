import { AppError } from "../../../kernel/errors.ts";
import { joinWords, nearest } from "../../../kernel/text.ts";

export const SCOPES = ["mine", "team", "all"] as const;
export const TIMES = ["open", "upcoming", "past"] as const;

/** Whose demos a list shows, and which: open ones (what is still to be done), scheduled ones to come, or those that are over. */
export type DemoFilter = { scope: (typeof SCOPES)[number]; when: (typeof TIMES)[number] };

/**
 * `team upcoming`, in any order; what is left out is left to whoever asks.
 * @throws AppError bad_input for a word that is neither, with the nearest one
 */
export function readFilter(words: readonly string[]): Partial<DemoFilter> {
  const filter: Partial<DemoFilter> = {};
  for (const word of words) {
    const lower = word.toLowerCase();
    const scope = SCOPES.find((one) => one === lower);
    const when = TIMES.find((one) => one === lower);
    if (scope) filter.scope = scope;
    else if (when) filter.when = when;
    else {
      const choices = [...SCOPES, ...TIMES];
      const near = nearest(lower, choices);
      throw new AppError(
        "bad_input",
        `I can't list demos by “${word}”.`,
        `${near ? `Did you mean \`${near}\`? ` : ""}The choices: ${joinWords(choices, "or")}.`,
      );
    }
  }
  return filter;
}
