import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { APPROACHES } from "../../../../src/features/discovery/domain/approaches.ts";
import type { Challenge } from "../../../../src/features/discovery/domain/challenge.ts";
import { SEVERITIES } from "../../../../src/features/discovery/domain/challenge.ts";
import { EFFORTS } from "../../../../src/features/discovery/domain/effort.ts";
import { offeredTo } from "../../../../src/features/discovery/domain/for-the-customer.ts";
import { mitigationFor } from "../../../../src/features/discovery/domain/mitigations.ts";
import { CATEGORIES } from "../../../../src/features/discovery/domain/requirement.ts";
import {
  editSolution,
  mergeProposals,
  type Needs,
  recommend,
  type Solution,
} from "../../../../src/features/discovery/domain/solution.ts";

/** What a person may have written: a form and a command refuse what is blank. */
const words = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== "");
const requirement = fc.record({
  category: fc.constantFrom(...CATEGORIES),
  text: fc.oneof(
    words,
    fc.constantFrom(
      "Single sign-on with Okta",
      "GDPR and data residency in Germany",
      "SAP interface, nightly",
      "On-premises deployment on Kubernetes",
      "Dashboards for the board",
    ),
  ),
});
const challenge = fc.record({
  id: fc.integer({ min: 1, max: 999 }),
  text: words,
  severity: fc.constantFrom(...SEVERITIES),
  status: fc.constantFrom("open" as const, "mitigated" as const),
  mitigation: words,
});
const needs: fc.Arbitrary<Needs> = fc.record({
  requirements: fc.array(requirement, { maxLength: 40 }),
  challenges: fc.uniqueArray(challenge, { maxLength: 8, selector: (one) => one.id }),
});

const needing = (category: (typeof CATEGORIES)[number], ...texts: string[]): Needs => ({
  challenges: [],
  requirements: texts.map((text) => ({ category, text })),
});
const asKept = (needs: Needs): Solution[] =>
  recommend(needs).map((one) => ({ ...one, edited: [] }));

describe("recommended solutions", () => {
  test("answer every kind of requirement and every open challenge of high severity, each once", () => {
    fc.assert(
      fc.property(needs, (given) => {
        const subjects = recommend(given).map((one) => one.subject);
        const expected = [
          ...new Set(given.requirements.map((one) => `category:${one.category}`)),
          ...given.challenges
            .filter((one) => one.severity === "high" && one.status === "open")
            .map((one) => `challenge:${one.id}`),
        ];
        expect(subjects.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  test("are the same whatever the order in which needs were logged", () => {
    fc.assert(
      fc.property(needs, (given) => {
        const turned = {
          requirements: given.requirements.toReversed(),
          challenges: given.challenges.toReversed(),
        };
        expect(recommend(turned)).toEqual(recommend(given));
      }),
    );
  });

  test("take two to six weeks, and longer for a bigger size", () => {
    fc.assert(
      fc.property(needs, (given) => {
        for (const one of recommend(given)) {
          expect(EFFORTS).toContain(one.effort);
          expect(one.weeks).toBeGreaterThanOrEqual(2);
          expect(one.weeks).toBeLessThanOrEqual(6);
          expect(one.proposal.trim()).not.toBe("");
        }
      }),
    );
  });

  test("never get smaller when a requirement of the kind comes to them", () => {
    fc.assert(
      fc.property(
        fc.array(requirement, { minLength: 1, maxLength: 20 }),
        requirement,
        (all, more) => {
          const of = (requirements: Needs["requirements"]) =>
            recommend({ requirements, challenges: [] }).find(
              (one) => one.subject === `category:${more.category}`,
            );
          const [before, after] = [of(all), of([...all, more])];
          expect(EFFORTS.indexOf(after?.effort ?? "S")).toBeGreaterThanOrEqual(
            EFFORTS.indexOf(before?.effort ?? "S"),
          );
        },
      ),
    );
  });

  test.each([
    { needs: needing("security", "Single sign-on with Okta"), effort: "S", says: "Single sign-on" },
    { needs: needing("integration", "SAP interface"), effort: "M", says: "ERP" },
    {
      needs: needing("technical", "On-premises on Kubernetes"),
      effort: "M",
      says: "own environment",
    },
    {
      needs: needing("functional", ...Array.from({ length: 14 }, (_, i) => `Screen ${i}`)),
      effort: "L",
      says: "key users",
    },
    {
      needs: needing("integration", ...Array.from({ length: 6 }, (_, i) => `Connector ${i}`)),
      effort: "XL",
      says: "Interfaces",
    },
  ])("size and words follow what is asked for: $effort, $says", ({ needs, effort, says }) => {
    const [one] = recommend(needs);
    expect(one?.effort).toBe(effort);
    expect(one?.proposal).toContain(says);
  });
});

describe("proposing anew", () => {
  test("keeps every field a person wrote, and follows the needs in all others", () => {
    fc.assert(
      fc.property(needs, needs, fc.nat(), (before, after, which) => {
        const kept = asKept(before);
        const at = kept.length === 0 ? -1 : which % kept.length;
        const mine = kept.map((one, i) =>
          i === at ? editSolution(one, { ...one, proposal: "In our own words" }) : one,
        );
        const { keep, drop } = mergeProposals(mine, recommend(after));
        const edited = mine[at];
        if (edited)
          expect(keep.find((one) => one.subject === edited.subject)?.proposal).toBe(
            "In our own words",
          );
        for (const fresh of recommend(after)) {
          const one = keep.find((each) => each.subject === fresh.subject);
          expect(one?.weeks).toBe(fresh.weeks);
          expect(one?.title).toBe(fresh.title);
        }
        expect(drop).not.toContain(edited?.subject);
        expect(new Set([...drop, ...keep.map((one) => one.subject)])).toEqual(
          new Set([...mine, ...recommend(after)].map((one) => one.subject)),
        );
      }),
    );
  });

  test("twice changes nothing the second time", () => {
    fc.assert(
      fc.property(needs, (given) => {
        const kept = asKept(given);
        expect(mergeProposals(kept, recommend(given))).toEqual({ keep: kept, drop: [] });
      }),
    );
  });

  test("a solution nobody edited goes with its reason; an edited one stays", () => {
    const kept = asKept({
      ...needing("security", "SSO"),
      requirements: [
        { category: "security", text: "SSO" },
        { category: "functional", text: "Reports" },
      ],
    });
    const [security, functional] = kept;
    if (!security || !functional) throw new Error("two were expected");
    const edited = editSolution(functional, { ...functional, weeks: 9 });
    const merged = mergeProposals([security, edited], []);
    expect(merged.drop).toEqual(["category:security"]);
    expect(merged.keep).toEqual([{ ...functional, weeks: 9, edited: ["weeks"] }]);
  });
});

describe("for the customer", () => {
  const challenge = (id: number, text: string) => ({ id, text, mitigation: "Find a sponsor." });
  const kept = (proposal: Partial<Solution>): Solution => ({
    subject: "challenge:1",
    title: "Against “Their CISO vetoes everything”",
    proposal: "Find a sponsor.",
    effort: "M",
    weeks: 3,
    edited: [],
    ...proposal,
  });

  test("every sentence of ours speaks to them", () => {
    for (const category of CATEGORIES) {
      const { base, topics } = APPROACHES[category];
      const proposal = [base, ...topics.map(({ sentence }) => sentence)].join(" ");
      const [offer] = offeredTo([kept({ subject: `category:${category}`, proposal })], []);
      expect(offer?.text).not.toMatch(/\b(the customer|they|them|theirs?)\b/i);
    }
  });

  test("a challenge is named by its subject, with what we offer and not what we mean to do", () => {
    const told = offeredTo([kept({})], [challenge(1, "Their CISO vetoes everything")]);
    expect(told).toMatchObject([{ title: "Security review", effort: "M", weeks: 3 }]);
    expect(told[0]?.text).toContain("Our security pack");
  });

  test("what has no words for their eyes is left out, unless a person wrote some", () => {
    const incumbent = [challenge(1, "Globex is their incumbent")];
    expect(offeredTo([kept({})], incumbent)).toEqual([]);
    expect(offeredTo([kept({})], [])).toEqual([]);
    const own = kept({ proposal: "Both tools side by side for a month.", edited: ["proposal"] });
    expect(offeredTo([own], incumbent)).toMatchObject([
      { title: "Competition", text: "Both tools side by side for a month." },
    ]);
  });

  test("two challenges on the same subject are answered once", () => {
    const two = [challenge(1, "CISO says no"), challenge(2, "Pen test is missing")];
    expect(offeredTo([kept({}), kept({ subject: "challenge:2" })], two)).toHaveLength(1);
  });
});

describe("mitigations", () => {
  test.each([
    ["Their CISO wants a penetration test", "security pack"],
    ["Data must stay in a data center in Germany", "hosting regions"],
    ["Twelve years of records in a legacy system", "trial migration"],
    ["No budget left before April", "business case"],
    ["The board meets only in June", "map of who decides"],
    ["Go-live must be before the code freeze", "backwards from their date"],
    ["They would rather build it themselves", "reference customer"],
    ["Users refuse to change their habits", "champion"],
  ])("“%s” is met with: … %s …", (text, says) => {
    expect(mitigationFor(text, "medium").text).toContain(says);
  });

  test("words nobody foresaw are met by their severity, always with something to do", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...SEVERITIES), (text, severity) => {
        expect(mitigationFor(text, severity).text.length).toBeGreaterThan(20);
        expect(mitigationFor(text, severity)).toEqual(mitigationFor(text.toUpperCase(), severity));
      }),
    );
    const words = (severity: Challenge["severity"]) => mitigationFor("Hm", severity).text;
    expect(new Set(SEVERITIES.map(words)).size).toBe(3);
  });
});
