import type { Word } from "./words.ts";

/** Places a feature can fall on: two of a text's few hundred rarely share one, and a label's weights take 256 kB. */
export const BUCKETS = 1 << 16;

/** What a text is made of: places (each once), their values, and which word of the text each came from. */
export type Features = { buckets: Int32Array; values: Float32Array; words: Int32Array };

/** Words and pairs of words say what is meant; pieces of words also know endings, compounds and typing errors. */
const PIECE_LENGTHS = [3, 4, 5];
const WORD_SHARE = 0.5;
const PIECE_SHARE = 1 - WORD_SHARE;
/** Most words of a text whose features are taken. */
const MOST_WORDS = 400;

/** Takes a text apart into words, pairs of neighbours and pieces of 3 to 5 characters; both kinds weigh the same in short and long texts. */
export function featuresOf(words: readonly Word[]): Features {
  const read = words.slice(0, MOST_WORDS);
  const seen = new Set<number>();
  const buckets: number[] = [];
  const origins: number[] = [];
  const add = (hash: number, word: number) => {
    const bucket = (hash ^ (hash >>> 16)) & (BUCKETS - 1);
    if (seen.has(bucket)) return;
    seen.add(bucket);
    buckets.push(bucket);
    origins.push(word);
  };
  for (const [i, { plain }] of read.entries()) {
    add(hashOf(plain, 0, plain.length, 1), i);
    const next = read[i + 1];
    if (next) add(hashOf(next.plain, 0, next.plain.length, hashOf(plain, 0, plain.length, 2)), i);
  }
  const wordFeatures = buckets.length;
  for (const [i, { plain }] of read.entries()) {
    const bounded = ` ${plain} `;
    for (const length of PIECE_LENGTHS)
      for (let from = 0; from + length <= bounded.length; from++)
        add(hashOf(bounded, from, from + length, 3), i);
  }
  const values = new Float32Array(buckets.length);
  values.fill(Math.sqrt(WORD_SHARE / Math.max(1, wordFeatures)), 0, wordFeatures);
  values.fill(Math.sqrt(PIECE_SHARE / Math.max(1, buckets.length - wordFeatures)), wordFeatures);
  return { buckets: Int32Array.from(buckets), values, words: Int32Array.from(origins) };
}

/** FNV-1a over UTF-16 units, without cutting the text. */
function hashOf(text: string, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
