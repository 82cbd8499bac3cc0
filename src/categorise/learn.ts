import { fitSharpness } from "./calibrate.ts";
import { type Classifier, type Lesson, train } from "./classifier.ts";
import { type Features, featuresOf } from "./features.ts";
import { type Hit, type KeywordFinder, weigh } from "./keywords.ts";
import { labelsOf, type Taxonomy } from "./taxonomy.ts";
import { textKey, type Word, wordsOf } from "./words.ts";

/** What a person said a text is. */
export type TeamLabel = { text: string; label: string };

/** What was learned: the classifier, how steeply its scores become chances, and which texts people labelled themselves. */
export type Model = {
  classifier: Classifier;
  sharpness: number;
  told: ReadonlyMap<string, number>;
};

/** A text as it is judged; `prior` is what its keywords say for each label. */
export type Read = { words: Word[]; hits: Hit[]; features: Features; prior: number[] };

/** What a person's label weighs in the learning, and what an example of the taxonomy does: less, for it is made up. */
const TEAM_COST = 0.4;
const EXAMPLE_COST = 0.25;
/** How far one keyword of weight 1 moves a text to its label's side, where 2 is from clearly out to clearly in. */
const KEYWORD_PUSH = 0.5;
/** Weight beyond which more keywords of a label say nothing new. */
const MOST_WEIGHT = 4;

/** Takes a text apart for the classifier. */
export function read(text: string, finder: KeywordFinder, labels: number): Read {
  const words = wordsOf(text);
  const hits = finder(words);
  const prior = weigh(hits, labels).map((weight) => KEYWORD_PUSH * Math.min(MOST_WEIGHT, weight));
  return { words, hits, features: featuresOf(words), prior };
}

/** Learns a taxonomy's examples and a team's labels, oldest first. Of several labels of one text the newest counts. */
export function learn<Label extends string>(
  taxonomy: Taxonomy<Label>,
  finder: KeywordFinder,
  team: readonly TeamLabel[],
): Model {
  const labels = labelsOf(taxonomy);
  const told = newestByText(team, labels);
  const lesson = (text: string, label: number, cost: number): Lesson => {
    const { features, prior } = read(text, finder, labels.length);
    return { features, prior, label, cost };
  };
  const lessons = labels.flatMap((name, label) =>
    taxonomy.labels[name].examples
      .filter((text) => !told.has(textKey(text)))
      .map((text) => lesson(text, label, EXAMPLE_COST)),
  );
  for (const { text, label } of told.values()) lessons.push(lesson(text, label, TEAM_COST));
  const leans = labels.map((label) => (label === taxonomy.fallback ? (taxonomy.lean ?? 0) : 0));
  return {
    classifier: train(lessons, leans),
    sharpness: fitSharpness(lessons, leans),
    told: new Map([...told].map(([key, { label }]) => [key, label])),
  };
}

function newestByText(team: readonly TeamLabel[], labels: readonly string[]) {
  const told = new Map<string, { label: number; text: string }>();
  for (const { text, label } of team) {
    const index = labels.indexOf(label);
    const key = textKey(text);
    // Deleted first: the newest word on a text counts as new in the order, too.
    told.delete(key);
    if (index >= 0) told.set(key, { label: index, text });
  }
  return told;
}
