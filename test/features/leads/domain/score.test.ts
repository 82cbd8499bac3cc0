import fc from "fast-check";
import { expect, test } from "vitest";
import {
  AUTHORITIES,
  type LeadFacts,
  SOURCES,
  TIMINGS,
} from "../../../../src/features/leads/domain/lead.ts";
import { scoreOf } from "../../../../src/features/leads/domain/score.ts";
import { BANT, someFacts } from "./a-lead.ts";

const points = (facts: Partial<LeadFacts>, name: string) =>
  scoreOf(someFacts(facts)).lines.find((line) => line.name === name)?.points;

test.each<[Partial<LeadFacts>, string, number]>([
  [{ employees: 1000 }, "Size", 15],
  [{ employees: 999 }, "Size", 10],
  [{ employees: 100 }, "Size", 10],
  [{ employees: 10 }, "Size", 5],
  [{ employees: 9 }, "Size", 0],
  [{}, "Size", 0],
  [{ source: "referral" }, "Source", 15],
  [{ source: "partner" }, "Source", 12],
  [{ source: "inbound" }, "Source", 10],
  [{ source: "event" }, "Source", 8],
  [{ source: "marketing" }, "Source", 5],
  [{ source: "outbound" }, "Source", 0],
  [{ contactName: "Jane" }, "Contact", 5],
  [{ contactName: "Jane", contactEmail: "jane@acme.com" }, "Contact", 10],
  [{ contactName: "Jane", contactEmail: "jane@gmail.com" }, "Contact", 5],
  [{ contactEmail: "jane@web.de" }, "Contact", 0],
  [{ contactTitle: "CIO" }, "Title", 5],
  [{ contactTitle: "Head of IT" }, "Title", 5],
  [{ contactTitle: "Vice President, Sales" }, "Title", 5],
  [{ contactTitle: "Developer" }, "Title", 0],
  [{ budget: { minor: 1, currency: "EUR" } }, "Budget", 15],
  [{ budget: { minor: 0, currency: "EUR" } }, "Budget", 0],
  [{ authority: "decides" }, "Authority", 15],
  [{ authority: "influences" }, "Authority", 8],
  [{ authority: "uses" }, "Authority", 3],
  [{ need: "Sign-on" }, "Need", 10],
  [{ timing: "this_quarter" }, "Timing", 15],
  [{ timing: "next_quarter" }, "Timing", 10],
  [{ timing: "this_year" }, "Timing", 5],
  [{ timing: "later" }, "Timing", 0],
])("%j gives %s %i points", (facts, name, expected) => {
  expect(points(facts, name)).toBe(expected);
});

test("a lead of which everything speaks has 100 points, and each line says why", () => {
  const best = scoreOf(
    someFacts({ ...BANT, source: "referral", employees: 5000, contactTitle: "CEO" }),
  );
  expect(best.total).toBe(100);
  expect(best.lines.map((line) => `${line.name} ${line.points}/${line.of}: ${line.why}`)).toEqual([
    "Size 15/15: 5,000 employees",
    "Source 15/15: referral",
    "Contact 10/10: name and a company e-mail",
    "Title 5/5: leads others",
    "Budget 15/15: named",
    "Authority 15/15: decides",
    "Need 10/10: known",
    "Timing 15/15: this quarter",
  ]);
});

const facts = fc.record({
  source: fc.constantFrom(...SOURCES),
  employees: fc.option(fc.nat(10_000_000)),
  contactName: fc.option(fc.string()),
  contactEmail: fc.option(fc.constantFrom("a@b.com", "a@gmail.com")),
  contactTitle: fc.option(fc.string()),
  budget: fc.option(fc.record({ minor: fc.nat(), currency: fc.constant("EUR") })),
  authority: fc.option(fc.constantFrom(...AUTHORITIES)),
  need: fc.option(fc.string()),
  timing: fc.option(fc.constantFrom(...TIMINGS)),
});

test("whatever is known: 0 to 100 points, as many as its lines add up to, none over its most", () => {
  fc.assert(
    fc.property(facts, (over) => {
      const { total, lines } = scoreOf(someFacts(over));
      expect(total).toBe(lines.reduce((sum, line) => sum + line.points, 0));
      expect(total).toBeGreaterThanOrEqual(0);
      expect(lines.reduce((sum, line) => sum + line.of, 0)).toBe(100);
      for (const line of lines) expect(line.points).toBeLessThanOrEqual(line.of);
    }),
  );
});

test("to learn something more never costs points", () => {
  const keys = [
    "employees",
    "contactName",
    "contactTitle",
    "budget",
    "authority",
    "need",
    "timing",
  ] as const;
  fc.assert(
    fc.property(facts, fc.constantFrom(...keys), (over, key) => {
      const known = scoreOf(someFacts(over)).total;
      expect(scoreOf(someFacts({ ...over, [key]: null })).total).toBeLessThanOrEqual(known);
    }),
  );
});
