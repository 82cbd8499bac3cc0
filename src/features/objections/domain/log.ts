import { AppError } from "../../../kernel/errors.ts";
import { nameKey } from "../../../kernel/text.ts";

/** The longest objection that is kept, in characters: a long message, not a document. */
export const MOST_TEXT = 3000;

/**
 * What the customer said as it is kept.
 * @throws AppError bad_input when there are no words
 */
export function objectionText(text: string): string {
  const words = text.replaceAll("\u0000", "").trim().slice(0, MOST_TEXT).toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(words))
    throw new AppError(
      "bad_input",
      "What did they say?",
      "Like `/objection log acme Your price is double theirs`.",
    );
  return words;
}

/** The competitor of the deal that the words name; the longest name when they name several, null when none. */
export function competitorIn(text: string, competitors: readonly string[]): string | null {
  const said = ` ${nameKey(text)} `;
  const named = competitors.filter((name) => {
    const key = nameKey(name);
    return key !== "" && said.includes(` ${key} `);
  });
  return named.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
