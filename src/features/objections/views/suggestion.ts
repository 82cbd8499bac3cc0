import { cut, joinWords } from "../../../kernel/text.ts";
import { bold, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Filled } from "../domain/advice.ts";
import { typeName } from "../domain/objection.ts";
import type { Suggestion } from "../domain/suggestion.ts";

/** Below, one says that one guesses. */
const UNSURE = 0.5;
const MOST_WORDS = 4;

/** "97% sure", "34% sure, a guess". Nobody is ever wholly sure. */
export function sureWords(confidence: number): string {
  const percent = Math.min(99, Math.round(confidence * 100));
  return `${percent}% sure${confidence < UNSURE ? ", a guess" : ""}`;
}

/** What the words read like, how sure that is, and which words say so: stands below the form while one types. */
export function suggestionNote(suggestion: Suggestion, own: readonly Filled[]): Mrkdwn {
  const { type, severity, rootCause, confidence, because } = suggestion;
  const words = because.slice(0, MOST_WORDS).map((word) => `“${cut(word, 30)}”`);
  const why = words.length > 0 ? ` because of ${joinWords(words, "and")}` : "";
  const kept = own.length > 0 ? ` Your own choice of ${joinWords([...own], "and")} stays.` : "";
  return md`Reads like ${bold(typeName(type))}, ${severity}${why} (${sureWords(confidence)}). Behind it, probably: ${rootCause}.${kept}`;
}
