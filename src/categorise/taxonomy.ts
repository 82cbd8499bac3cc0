/**
 * A word or phrase that speaks for a label, alone or with its weight (1 unless given; 2 decides against one other word).
 * `integrat*` is every word that begins so; in a phrase the words follow one another: `single sign on`.
 * Where two phrases overlap the longer one is heard, so `not a blocker` keeps `blocker` silent.
 */
export type Keyword = string | readonly [phrase: string, weight: number];

/** Keywords of one weight, parted by commas: how long lists stay readable. */
export function weighing(weight: number, phrases: string): Keyword[] {
  return phrases
    .split(",")
    .map((phrase) => phrase.trim().replace(/\s+/g, " "))
    .filter(Boolean)
    .map((phrase) => [phrase, weight]);
}

/** What is known of one label before anybody has corrected anything. */
export type LabelWords = {
  keywords: readonly Keyword[];
  /** Sentences as customers and sellers write them, of our own writing: what the classifier starts from. */
  examples: readonly string[];
};

/** The labels a text can have, and what speaks for each. Plain data, so that a workspace can have its own. */
export type Taxonomy<Label extends string> = {
  /** The key under which a team's corrections are kept: `requirement`, `objection_type`, … */
  name: string;
  /** The answer when nothing in the text speaks for any label. */
  fallback: Label;
  /**
   * How far a text lies on the fallback's side before it says anything: 0 unless given, 1 where another label must be clear.
   * For labels of which one is by far the most usual.
   */
  lean?: number | undefined;
  labels: Readonly<Record<Label, LabelWords>>;
};

/** The labels in the order they were declared, which also breaks ties. */
export function labelsOf<Label extends string>(taxonomy: Taxonomy<Label>): readonly Label[] {
  return Object.keys(taxonomy.labels) as Label[];
}

/** The taxonomy with more keywords for some labels: how a workspace's own words join the product's. */
export function withKeywords<Label extends string>(
  taxonomy: Taxonomy<Label>,
  more: { readonly [label in Label]?: readonly Keyword[] | undefined },
): Taxonomy<Label> {
  const labels: Record<Label, LabelWords> = { ...taxonomy.labels };
  for (const label of labelsOf(taxonomy)) {
    const { keywords, examples } = taxonomy.labels[label];
    labels[label] = { keywords: [...keywords, ...(more[label] ?? [])], examples };
  }
  return { ...taxonomy, labels };
}
