import type { Coverage } from "./font-coverage.ts";

/** What is printed for a character that the font lacks. */
export const MISSING = "\uFFFD";

/** Signs people write in deals that Roboto lacks and that have an old spelling. */
const SPELLED: Readonly<Record<string, string>> = {
  "→": "->",
  "⇒": "=>",
  "←": "<-",
  "↔": "<->",
  "✓": "+",
  "✔": "+",
};

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Longer words get places where a line may break: pdfmake would let them run out of the paper. */
const LONGEST_WORD = 24;
const BREAK_HERE = "\u200B";

/** Whether the character only shapes the one before it: a joiner, or the choice of a coloured picture. */
const isShaping = (point: number) => point === 0x200d || (point >= 0xfe00 && point <= 0xfe0f);

/**
 * The text as the font can print it: composed, without control characters, and with a replacement sign for each character (as
 * people count them) that the font lacks. Line breaks stay.
 */
export function printable(text: string, has: Coverage): string {
  const clean = text
    .normalize("NFC")
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    // Controls, and marks that turn the direction of what follows: no font draws them.
    .replaceAll(/[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|(?!\n)\p{Cc}/gu, "");
  let printed = "";
  for (const { segment } of graphemes.segment(clean)) {
    const points = [...segment].map((character) => character.codePointAt(0) ?? 0);
    const drawn = points.filter((point) => !isShaping(point));
    const fits = segment === "\n" || (drawn.length > 0 && drawn.every(has));
    printed += fits ? String.fromCodePoint(...drawn) : (SPELLED[segment] ?? MISSING);
  }
  return printed.replaceAll(/\S{25,}/g, withBreaks);
}

/** A long word with places to break it, between characters as people count them. */
function withBreaks(word: string): string {
  const parts = [...graphemes.segment(word)].map(({ segment }) => segment);
  return parts
    .map((part, i) => (i > 0 && i % LONGEST_WORD === 0 ? BREAK_HERE + part : part))
    .join("");
}
