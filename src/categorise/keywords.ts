import { type Keyword, labelsOf, type Taxonomy } from "./taxonomy.ts";
import { type Word, wordsOf } from "./words.ts";

type Part = { plain: string; open: boolean };
type Phrase = { parts: readonly Part[]; label: number; weight: number };

/** A phrase of the taxonomy found in a text. */
export type Hit = { label: number; weight: number; written: string };

/** Finds a taxonomy's phrases in a text; labels are numbers in the taxonomy's order. */
export type KeywordFinder = (words: readonly Word[]) => Hit[];

/** Shorter beginnings would be looked up for every word and found in nearly all of them; nobody writes longer ones. */
const SHORTEST_BEGINNING = 3;
const LONGEST_BEGINNING = 24;

/** Makes the finder of a taxonomy's keywords: one pass over the text, the longest phrase at each place, each phrase once. */
export function keywordFinder<Label extends string>(taxonomy: Taxonomy<Label>): KeywordFinder {
  const closed = new Map<string, Phrase[]>();
  const open = new Map<string, Phrase[]>();
  for (const [label, name] of labelsOf(taxonomy).entries())
    for (const keyword of taxonomy.labels[name].keywords) {
      const phrase = asPhrase(keyword, label);
      const [first] = phrase.parts;
      if (!first) continue;
      const index = first.open ? open : closed;
      index.set(first.plain, [...(index.get(first.plain) ?? []), phrase]);
    }
  return (words) => find(words, (plain) => beginningWith(plain, closed, open));
}

/** What each label's hits weigh together. */
export function weigh(hits: readonly Hit[], labels: number): number[] {
  const weights = new Array<number>(labels).fill(0);
  for (const { label, weight } of hits) weights[label] = (weights[label] ?? 0) + weight;
  return weights;
}

function asPhrase(keyword: Keyword, label: number): Phrase {
  const [text, weight] = typeof keyword === "string" ? [keyword, 1] : keyword;
  const parts = text.split(/\s+/).flatMap((part) => {
    const words = wordsOf(part);
    return words.map(({ plain }, i) => ({
      plain,
      open: part.endsWith("*") && i === words.length - 1 && plain.length >= SHORTEST_BEGINNING,
    }));
  });
  return { parts, label, weight };
}

function beginningWith(
  plain: string,
  closed: ReadonlyMap<string, Phrase[]>,
  open: ReadonlyMap<string, Phrase[]>,
): Phrase[] {
  const found = [...(closed.get(plain) ?? [])];
  const longest = Math.min(LONGEST_BEGINNING, plain.length);
  for (let length = SHORTEST_BEGINNING; length <= longest; length++) {
    const phrases = open.get(plain.slice(0, length));
    if (phrases) found.push(...phrases);
  }
  return found;
}

function find(words: readonly Word[], candidates: (plain: string) => readonly Phrase[]): Hit[] {
  const hits: Hit[] = [];
  const heard = new Set<Phrase>();
  for (let at = 0; at < words.length; ) {
    const fitting = candidates(words[at]?.plain ?? "").filter((phrase) => fits(phrase, words, at));
    const length = Math.max(0, ...fitting.map((phrase) => phrase.parts.length));
    for (const phrase of fitting) {
      // The same phrase may stand under several labels: all of them hear it.
      if (phrase.parts.length < length || heard.has(phrase)) continue;
      heard.add(phrase);
      const written = words
        .slice(at, at + length)
        .map((word) => word.written)
        .join(" ");
      hits.push({ label: phrase.label, weight: phrase.weight, written });
    }
    at += Math.max(1, length);
  }
  return hits;
}

function fits({ parts }: Phrase, words: readonly Word[], at: number): boolean {
  return parts.every(({ plain, open }, i) => {
    const word = words[at + i]?.plain;
    return word !== undefined && (open ? word.startsWith(plain) : word === plain);
  });
}
