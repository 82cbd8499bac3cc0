import type { Classifier } from "./classifier.ts";
import type { Features } from "./features.ts";
import type { Hit } from "./keywords.ts";
import type { Word } from "./words.ts";

const MOST_REASONS = 4;
/** What a word must add to be named: below, it is noise. */
const LEAST = 0.02;
/** Shorter ones say little, longer ones are no words. */
const [SHORTEST, LONGEST] = [3, 40];

/** Words that stand in every text: they may tip the scales, but they explain nothing. */
const FILLERS = new Set(
  "the this that these those for from with without and but not are was were has have had you your our their they them its his her she who what when where which how why all any can could will would should must may about into over than then there here out per some just very also does did been being".split(
    " ",
  ),
);

/** The words and phrases of a text that moved it most to the label, as written: keywords by their weight, others by what they added. */
export function reasons(
  classifier: Classifier,
  words: readonly Word[],
  features: Features,
  hits: readonly Hit[],
  label: number,
): string[] {
  const strengths = new Map<string, number>();
  for (const hit of hits) if (hit.label === label) strengths.set(hit.written, hit.weight);
  const named = [...strengths.keys()].join(" ");
  for (const [i, added] of perWord(classifier, words.length, features, label).entries()) {
    const { written = "", plain = "" } = words[i] ?? {};
    if (added < LEAST || named.includes(written) || FILLERS.has(plain)) continue;
    if (written.length < SHORTEST || written.length > LONGEST) continue;
    strengths.set(written, Math.max(added, strengths.get(written) ?? 0));
  }
  return [...strengths]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_REASONS)
    .map(([written]) => written);
}

function perWord(
  { rows }: Classifier,
  howMany: number,
  { buckets, values, words }: Features,
  label: number,
): Float64Array {
  const added = new Float64Array(howMany);
  for (let j = 0; j < buckets.length; j++) {
    const word = words[j] as number;
    const weight = rows[label]?.[buckets[j] as number] ?? 0;
    added[word] = (added[word] as number) + weight * (values[j] as number);
  }
  return added;
}
