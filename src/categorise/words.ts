import { createHash } from "node:crypto";

/** One word of a text: as written, and as compared (lower case, without diacritics). */
export type Word = { written: string; plain: string };

/** Characters of a text that are read: what comes after them is hardly a requirement or an objection any more. */
export const READ_CHARACTERS = 4_000;

/** The part of a text that is read and kept. Without the character PostgreSQL can't store, and without half of a pair. */
export function readPart(text: string): string {
  return text.slice(0, READ_CHARACTERS).replaceAll("\u0000", " ").toWellFormed().trim();
}

/** What every amount of money and every percentage is compared as: which one it is says nothing, that it is one does. */
export const MONEY = "moneyamount";
export const PERCENT = "percentamount";

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/u;
const AMOUNT = /[$€£¥]\s?\d[\d.,]*\s?[kKmM]?\b|\d[\d.,]*\s?[$€£¥]|\b\d+[kK]\b/u;
const SHARE = /\d[\d.,]*\s?%/u;
const PARTS = new RegExp(`(${AMOUNT.source})|(${SHARE.source})|${WORD.source}`, "gu");

/** The words of the part that is read. An apostrophe belongs to its word: "can't" is `cant`. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const [written, amount, share] of readPart(text).matchAll(PARTS))
    words.push({ written, plain: amount ? MONEY : share ? PERCENT : plainly(written) });
  return words;
}

/** What texts have in common that differ only in case and spaces: a hash, so that it fits an index. */
export function textKey(text: string): string {
  const same = readPart(text).normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  return createHash("sha256").update(same).digest("base64url");
}

function plainly(word: string): string {
  const lower = word.toLowerCase();
  // Most words are plain already, and taking letters apart is slow.
  if (/^[a-z0-9]+$/.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .normalize("NFC");
}
