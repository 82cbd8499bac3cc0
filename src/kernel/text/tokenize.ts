import { AppError } from "../errors.ts";
import { cut } from "./cut.ts";

/** A word of a command, or what stood between quotes: `quoted` is for those who read words as keywords. */
export type Token = { text: string; quoted: boolean };

/** What closes each opening quote. Phones mix typographic and plain ones, so each takes any that people pair with it. */
const CLOSERS: Record<string, string> = {
  '"': '"”“',
  "“": '”"',
  "”": '”"',
  "„": '“”"',
  "«": '»"',
  "'": "'’",
  "‘": "’'",
};
const SINGLE = "'‘";

/** A mention, a channel or a link as Slack writes it; its label may hold spaces and quotes. */
const SLACK_ENTITY = /<(?:[@#!]|https?:|mailto:|tel:)[^<>]*>/y;

/**
 * Splits what follows a slash command into words and quoted parts.
 * - A quote opens at the start of a word, or, when double, after `:` or `=` (`name:"Platform rollout"` is one token);
 *   elsewhere it is a letter like any other, as in don't and 24".
 * - A single quote closes only at the end of a word, so that 'it's fine' is one part.
 * - Mentions, channels and links of Slack stay whole. There is no escape sign.
 * @throws AppError bad_input when a quote is not closed.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    if (isSpace(text[index])) {
      index += 1;
      continue;
    }
    const quoted = quotedAt(text, index);
    const token = quoted ? { ...quoted, quoted: true } : wordAt(text, index);
    tokens.push({ text: token.text, quoted: token.quoted });
    index = token.end;
  }
  return tokens;
}

type Part = { text: string; end: number };

function wordAt(text: string, start: number): Part & { quoted: false } {
  let word = "";
  let index = start;
  while (index < text.length && !isSpace(text[index])) {
    const entity = entityAt(text, index);
    const value =
      !entity && /[:=]$/.test(word) && !SINGLE.includes(text.charAt(index))
        ? quotedAt(text, index)
        : null;
    const part = value?.text ?? entity ?? text.charAt(index);
    word += part;
    index = value?.end ?? index + part.length;
  }
  return { text: word, end: index, quoted: false };
}

/** The quoted part that opens at `start`, or null when no quote stands there. */
function quotedAt(text: string, start: number): Part | null {
  const opener = text.charAt(start);
  const closers = CLOSERS[opener];
  if (!closers) return null;
  let index = start + 1;
  while (index < text.length) {
    const entity = entityAt(text, index);
    if (entity) {
      index += entity.length;
      continue;
    }
    const endsWord = index + 1 === text.length || isSpace(text[index + 1]);
    if (closers.includes(text.charAt(index)) && (endsWord || !SINGLE.includes(opener)))
      return { text: text.slice(start + 1, index), end: index + 1 };
    index += 1;
  }
  throw new AppError(
    "bad_input",
    `A quote is opened and not closed: ${cut(text.slice(start), 40)}`,
    `Close it with ${closers.charAt(0)} or leave the first one out.`,
  );
}

function entityAt(text: string, index: number): string | null {
  if (text[index] !== "<") return null;
  SLACK_ENTITY.lastIndex = index;
  return SLACK_ENTITY.exec(text)?.[0] ?? null;
}

function isSpace(letter: string | undefined): boolean {
  return letter !== undefined && /\s/.test(letter);
}
