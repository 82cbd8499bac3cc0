import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCategoriser, type TeamLabel } from "../../src/categorise/categoriser.ts";
import { withKeywords } from "../../src/categorise/taxonomy.ts";
import { requirementTaxonomy } from "../../src/features/discovery/domain/requirement-taxonomy.ts";
import { challengeSeverityTaxonomy } from "../../src/features/discovery/domain/severity-taxonomy.ts";
import {
  objectionSeverityTaxonomy,
  objectionTaxonomy,
} from "../../src/features/objections/domain/objection-taxonomy.ts";

const requirements = createCategoriser(requirementTaxonomy);
const objections = createCategoriser(objectionTaxonomy);
const severities = createCategoriser(objectionSeverityTaxonomy);
const challenges = createCategoriser(challengeSeverityTaxonomy);

/** What people paste: words, other scripts, emoji, halves of emoji, control characters, line breaks, nothing. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.constantFrom("", " ", "🙂", "\u0000", "預算太高", "слишком дорого", "a".repeat(20_000)),
  fc
    .array(fc.constantFrom("price", "no", "SAP", "encrypt", "99%", "$30", "later", "\n"))
    .map((w) => w.join(" ")),
);

describe("any text", () => {
  test("gets a label of the taxonomy, a confidence from 0 to 1 and its own words as reasons", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const categoriser of [requirements, objections, severities, challenges])
          for (const suggestion of [categoriser.suggest(text), categoriser.byKeywords(text)]) {
            expect(categoriser.labels).toContain(suggestion.label);
            expect(suggestion.confidence).toBeGreaterThan(0);
            expect(suggestion.confidence).toBeLessThanOrEqual(1);
            expect(suggestion.because.length).toBeLessThanOrEqual(4);
            for (const word of suggestion.because.flatMap((phrase) => phrase.split(" ")))
              expect(text).toContain(word);
          }
      }),
      { numRuns: 200 },
    );
  });

  test("gets the same answer from every process, alone or among many", () => {
    const other = createCategoriser(objectionTaxonomy);
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 3 }), (texts) => {
        expect(other.suggestMany(texts)).toEqual(texts.map((text) => objections.suggest(text)));
      }),
      { numRuns: 50 },
    );
  });

  test("is what a person said it is, at once, and what they said last", () => {
    const label = fc.constantFrom(...objections.labels);
    const said = fc.array(fc.record({ text: anyText, label }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(said, (team) => {
        const last = team.at(-1) as TeamLabel;
        const suggestion = objections.suggest(last.text, team);
        expect(suggestion).toMatchObject({ label: last.label, source: "team" });
        expect(suggestion.confidence).toBeGreaterThan(0.9);
      }),
      { numRuns: 25 },
    );
  });

  test("that says nothing is taken for the usual label, without certainty", () => {
    for (const [categoriser, usual] of [
      [requirements, "functional"],
      [objections, "other"],
      [severities, "medium"],
      [challenges, "low"],
    ] as const)
      for (const text of ["", "🙂🙂", "…", "ಠ"]) {
        const { label, confidence, because } = categoriser.suggest(text);
        expect(label).toBe(usual);
        expect(confidence).toBeLessThan(0.5);
        expect(because).toEqual([]);
      }
  });

  test("in a language nobody taught is taken for the usual label, not for one that came by chance", () => {
    for (const text of ["עברית דרישה", "日本語の要件", "лучше отчёты", "Blorf the gnarp"]) {
      expect(requirements.suggest(text)).toMatchObject({ label: "functional", because: [] });
      expect(objections.suggest(text)).toMatchObject({ label: "other", because: [] });
    }
  });

  test("of 20,000 characters is sorted by its beginning", () => {
    const text = `The price is too high for our budget. ${"and so on ".repeat(2_000)}`;
    expect(objections.suggest(text).label).toBe("pricing");
  });
});

describe("a requirement", () => {
  test.each([
    ["All data must be encrypted at rest and in transit", "security"],
    ["Users sign in with SSO through Okta", "security"],
    ["Two-way sync with Salesforce", "integration"],
    ["A REST API to read our orders", "integration"],
    ["GDPR: erase a person on request", "compliance"],
    ["Keep invoices for ten years because the law says so", "compliance"],
    ["Pages load within 2 seconds for 99% of users", "technical"],
    ["Runs on Linux and on Windows servers", "technical"],
    ["Managers approve discounts above 10 percent", "functional"],
    ["Export the list of customers to Excel", "functional"],
    ["Die Daten brauchen Datenschutz und Verschlüsselung", "security"],
  ] as const)("“%s” is %s", (text, category) => {
    expect(requirements.suggest(text).label).toBe(category);
  });
});

describe("an objection", () => {
  test.each([
    ["Your price is double theirs", "pricing"],
    ["We have no budget left", "pricing"],
    ["You don't have offline mode", "feature"],
    ["Our CISO wants a SOC 2 report first", "security"],
    ["It doesn't connect to our ERP", "integration"],
    ["We already use HubSpot and are happy with it", "competitor"],
    ["Call us again next quarter", "timing"],
    ["I have to ask my boss", "authority"],
    ["Our people will not adopt it", "other"],
    ["Das ist uns zu teuer", "pricing"],
  ] as const)("“%s” is about %s", (text, type) => {
    expect(objections.suggest(text).label).toBe(type);
  });

  test.each([
    ["This is a deal breaker", "high"],
    ["Critical for them", "high"],
    ["It's not a blocker, would be nice to have", "low"],
    ["Not urgent, he was just curious", "low"],
    ["They are not convinced by the notice period", "medium"],
  ] as const)("“%s” is of %s severity", (text, severity) => {
    expect(severities.suggest(text).label).toBe(severity);
  });

  test("says which words spoke for its type", () => {
    const { because, source } = objections.suggest("Honestly your Price is too high for us");
    expect(because).toContain("Price");
    expect(source).toBe("keywords");
  });
});

describe("a challenge", () => {
  test.each([
    ["Critical: production stops", "high"],
    ["Migration is a blocker for the rollout", "high"],
    ["A major effort for their data team", "medium"],
    ["Cosmetic: the logo is old", "low"],
  ] as const)("“%s” is of %s severity", (text, severity) => {
    expect(challenges.suggest(text).label).toBe(severity);
  });
});

describe("what a team teaches", () => {
  const lesson = { text: "Slips for the depot must be green", label: "integration" };

  test("moves similar texts, too", () => {
    const similar = "Slips for the depots must be blue";
    expect(requirements.suggest(similar).label).not.toBe("integration");
    const suggestion = requirements.suggest(similar, [lesson]);
    expect(suggestion).toMatchObject({ label: "integration", source: "model" });
  });

  test("leaves texts about something else as they were", () => {
    for (const text of ["Encrypt all data", "Reports by region", "99.9% uptime"])
      expect(requirements.suggest(text, [lesson]).label).toBe(requirements.suggest(text).label);
  });

  test("is left out when the taxonomy has no such label", () => {
    const team = [{ text: "Encrypt all data", label: "folklore" }];
    expect(requirements.suggest("Encrypt all data", team).source).not.toBe("team");
  });

  test("outweighs the product's own example of the same words", () => {
    const [text = ""] = requirementTaxonomy.labels.security.examples;
    expect(requirements.suggest(text, [{ text, label: "technical" }]).label).toBe("technical");
  });
});

test("a workspace's own words join the product's", () => {
  const text = "Needs a Flurbo";
  const own = createCategoriser(
    withKeywords(requirementTaxonomy, { integration: [["flurbo", 3]] }),
  );
  expect(requirements.suggest(text).label).not.toBe("integration");
  expect(own.suggest(text)).toMatchObject({ label: "integration", source: "keywords" });
  expect(own.suggest(text).because).toContain("Flurbo");
});
