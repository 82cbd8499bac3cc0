import { describe, expect, test } from "vitest";
import { readObjections, SETS } from "../../bench/classify/objections.ts";
import { keywordFinder, weigh } from "../../src/categorise/keywords.ts";
import { labelsOf, type Taxonomy } from "../../src/categorise/taxonomy.ts";
import { textKey, wordsOf } from "../../src/categorise/words.ts";
import { CATEGORIES } from "../../src/features/discovery/domain/requirement.ts";
import { requirementTaxonomy } from "../../src/features/discovery/domain/requirement-taxonomy.ts";
import { challengeSeverityTaxonomy } from "../../src/features/discovery/domain/severity-taxonomy.ts";
import { OBJECTION_TYPES, SEVERITIES } from "../../src/features/objections/domain/objection.ts";
import {
  objectionSeverityTaxonomy,
  objectionTaxonomy,
} from "../../src/features/objections/domain/objection-taxonomy.ts";

const TAXONOMIES: readonly { taxonomy: Taxonomy<string>; labels: readonly string[] }[] = [
  { taxonomy: requirementTaxonomy, labels: CATEGORIES },
  { taxonomy: challengeSeverityTaxonomy, labels: SEVERITIES },
  { taxonomy: objectionTaxonomy, labels: OBJECTION_TYPES },
  { taxonomy: objectionSeverityTaxonomy, labels: SEVERITIES },
];

describe.each(TAXONOMIES.map((each) => ({ name: each.taxonomy.name, ...each })))(
  "the taxonomy $name",
  ({ taxonomy, labels }) => {
    test("has the product's labels, and one of them for texts that say nothing", () => {
      expect(labelsOf(taxonomy).toSorted()).toEqual(labels.toSorted());
      expect(labels).toContain(taxonomy.fallback);
    });

    test("has 20 to 40 examples for each label, none twice", () => {
      const all = labelsOf(taxonomy).flatMap((label) => taxonomy.labels[label]?.examples ?? []);
      for (const label of labelsOf(taxonomy)) {
        expect(taxonomy.labels[label]?.examples.length, label).toBeGreaterThanOrEqual(20);
        expect(taxonomy.labels[label]?.examples.length, label).toBeLessThanOrEqual(40);
      }
      expect(new Set(all.map(textKey)).size).toBe(all.length);
    });

    test("hears each of its keywords for the label it stands under", () => {
      const find = keywordFinder(taxonomy);
      const deaf = labelsOf(taxonomy).flatMap((label, i) =>
        (taxonomy.labels[label]?.keywords ?? []).filter((keyword) => {
          const phrase = typeof keyword === "string" ? keyword : keyword[0];
          return !weigh(find(wordsOf(phrase)), labels.length)[i];
        }),
      );
      expect(deaf).toEqual([]);
    });

    test("gives every keyword a weight from 0.5 to 4", () => {
      for (const label of labelsOf(taxonomy))
        for (const keyword of taxonomy.labels[label]?.keywords ?? []) {
          const weight = typeof keyword === "string" ? 1 : keyword[1];
          expect(weight).toBeGreaterThanOrEqual(0.5);
          expect(weight).toBeLessThanOrEqual(4);
        }
    });
  },
);

test("names are distinct: a lesson for one taxonomy is none for another", () => {
  const names = TAXONOMIES.map(({ taxonomy }) => taxonomy.name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(SETS.map((set) => ({ file: set.file })))("the bench's $file", ({ file }) => {
  test("has at least 240 objections, 30 of each type, and all severities", async () => {
    const rows = await readObjections(file);
    expect(rows.length).toBeGreaterThanOrEqual(240);
    for (const type of OBJECTION_TYPES)
      expect(rows.filter((row) => row.type === type).length).toBeGreaterThanOrEqual(30);
    for (const severity of SEVERITIES)
      expect(rows.filter((row) => row.severity === severity).length).toBeGreaterThanOrEqual(20);
    expect(new Set(rows.map((row) => textKey(row.text))).size).toBe(rows.length);
  });

  test("shares no text with what the categorisers learn from", async () => {
    const learnt = new Set(
      TAXONOMIES.flatMap(({ taxonomy }) =>
        labelsOf(taxonomy).flatMap((label) => taxonomy.labels[label]?.examples ?? []),
      ).map(bare),
    );
    const rows = await readObjections(file);
    expect(rows.filter((row) => learnt.has(bare(row.text)))).toEqual([]);
  });
});

/** Letters and digits alone: a full stop more doesn't make another text. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
