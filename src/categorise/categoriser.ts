import { likelihoods } from "./calibrate.ts";
import { score } from "./classifier.ts";
import { type Hit, keywordFinder, weigh } from "./keywords.ts";
import { learn, type Model, read, type TeamLabel } from "./learn.ts";
import { reasons } from "./reasons.ts";
import { labelsOf, type Taxonomy } from "./taxonomy.ts";
import { textKey, wordsOf } from "./words.ts";

export type { TeamLabel } from "./learn.ts";

/** What a text is taken for. */
export type Suggestion<Label extends string> = {
  label: Label;
  /**
   * The chance that the label is right, 0 to 1. The scores' softmax, made as steep as fits texts held back from the
   * learning best (cross-fitting); 0.97 where a person has labelled this very text.
   */
  confidence: number;
  /** The words that spoke most for the label, as written, the strongest first; at most four. */
  because: string[];
  /** `team`: a person labelled this very text; `keywords`: the taxonomy's words led here; `model`: the classifier did. */
  source: "keywords" | "model" | "team";
};

/** Sorts texts into the labels of one taxonomy. Pure: the same taxonomy, team labels and text always give the same answer. */
export type Categoriser<Label extends string> = {
  taxonomy: Taxonomy<Label>;
  labels: readonly Label[];
  /**
   * @param team the team's own labels, oldest first; what a list has taught is remembered for as long as the list lives,
   * so a list must not change after its first use. Labels that the taxonomy doesn't have are left out.
   */
  suggest(text: string, team?: readonly TeamLabel[]): Suggestion<Label>;
  suggestMany(texts: readonly string[], team?: readonly TeamLabel[]): Suggestion<Label>[];
  /** The suggestion for a text whose label a person has given. */
  asTold(text: string, label: Label): Suggestion<Label>;
  /** What the keywords say alone. */
  byKeywords(text: string): Suggestion<Label>;
};

const NO_TEAM: readonly TeamLabel[] = [];
const SURE = 0.97;
/** Makes the categoriser of a taxonomy. It learns at the first question, in some tens of milliseconds. */
export function createCategoriser<Label extends string>(
  taxonomy: Taxonomy<Label>,
): Categoriser<Label> {
  const labels = labelsOf(taxonomy);
  const finder = keywordFinder(taxonomy);
  const fallback = labels.indexOf(taxonomy.fallback);
  const models = new WeakMap<readonly TeamLabel[], Model>();
  const modelFor = (team: readonly TeamLabel[]): Model => {
    const model = models.get(team) ?? learn(taxonomy, finder, team);
    models.set(team, model);
    return model;
  };
  const answer = (
    label: number,
    confidence: number,
    because: string[],
    source: Suggestion<Label>["source"],
  ) => ({ label: labels[label] ?? taxonomy.fallback, confidence, because, source });

  const asTold = (text: string, label: number) =>
    answer(label, SURE, writtenHits(finder(wordsOf(text)), label), "team");

  const byKeywords = (text: string) => {
    const hits = finder(wordsOf(text));
    const weights = weigh(hits, labels.length);
    const best = highest(weights, fallback);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    // One unknown voice of weight 1 is spread over all labels.
    const confidence = ((weights[best] ?? 0) + 1 / labels.length) / (total + 1);
    return answer(best, confidence, writtenHits(hits, best), "keywords");
  };

  const suggest = (text: string, team: readonly TeamLabel[] = NO_TEAM) => {
    const { classifier, sharpness, told } = modelFor(team);
    const person = told.size > 0 ? told.get(textKey(text)) : undefined;
    if (person !== undefined) return asTold(text, person);
    const { words, hits, features, prior } = read(text, finder, labels.length);
    const scores = score(classifier, features, prior);
    const best = highest(scores, fallback);
    const because = reasons(classifier, words, features, hits, best);
    // A word nobody taught falls on places of others: a label that no word speaks for came by chance, and is no answer.
    const isKnown = features.buckets.some((bucket) => classifier.known[bucket]);
    if (hits.length === 0 && because.length === 0 && (best !== fallback || !isKnown))
      return answer(fallback, 1 / labels.length, [], "keywords");
    const weights = weigh(hits, labels.length);
    return answer(
      best,
      likelihoods(scores, sharpness)[best] ?? 0,
      because,
      (weights[best] ?? 0) > 0 && highest(weights, fallback) === best ? "keywords" : "model",
    );
  };

  return {
    taxonomy,
    labels,
    suggest,
    suggestMany: (texts, team) => texts.map((text) => suggest(text, team)),
    asTold: (text, label) => asTold(text, labels.indexOf(label)),
    byKeywords,
  };
}

/** The place of the highest; the fallback where nothing is higher than it. */
function highest(values: readonly number[], fallback: number): number {
  let best = fallback;
  for (const [i, value] of values.entries()) if (value > (values[best] ?? 0)) best = i;
  return best;
}

function writtenHits(hits: readonly Hit[], label: number): string[] {
  return hits
    .filter((hit) => hit.label === label)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, 4)
    .map((hit) => hit.written);
}
