import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { METHODS } from "../../../../src/features/discovery/domain/activity.ts";
import { parseActivity } from "../../../../src/features/discovery/domain/activity-line.ts";
import {
  discoveryCompleteness,
  type Found,
  missingWords,
} from "../../../../src/features/discovery/domain/completeness.ts";
import {
  DELIVERABLE_STATES,
  DELIVERABLES,
} from "../../../../src/features/discovery/domain/deliverable.ts";
import {
  checkRoom,
  oneLine,
  requirementLines,
} from "../../../../src/features/discovery/domain/lines.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { AppError } from "../../../../src/kernel/errors.ts";

const TODAY = asDay("2026-11-18");
const AT = { now: new Date("2026-11-18T14:00:00Z"), timeZone: "Europe/Berlin" };

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return `${error.message} ${error.hint ?? ""}`.trim();
    throw error;
  }
  return "nothing was refused";
};

describe("requirements out of a text", () => {
  test.each([
    ["Single sign-on", ["Single sign-on"]],
    ["- SSO\n• Audit log\n2. Export\n3) Import", ["SSO", "Audit log", "Export", "Import"]],
    ["SSO\n\n  \nsso\n SSO ", ["SSO"]],
    ["99.9 % uptime\n2 factors", ["99.9 % uptime", "2 factors"]],
    ["-5 °C in the warehouse", ["-5 °C in the warehouse"]],
    ["Globex wants:\n- SSO\n- Audit log", ["SSO", "Audit log"]],
    ["Two things: SSO\nExport to:", ["Two things: SSO", "Export to:"]],
  ])("%j", (text, lines) => expect(requirementLines(text)).toEqual(lines));

  test("never hold an empty line, a line break or the same thing twice", () => {
    const text = fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, (lines) => {
        const joined = lines.join("\n");
        if (refusal(() => requirementLines(joined)).startsWith("There is no requirement")) return;
        const found = requirementLines(joined);
        expect(found.every((line) => line.trim() !== "" && !line.includes("\n"))).toBe(true);
        expect(new Set(found.map((line) => line.toLowerCase())).size).toBe(found.length);
      }),
    );
  });

  test.each([
    ["nothing", () => requirementLines(" \n- \n"), "one requirement a line"],
    [
      "31 at once",
      () => requirementLines(Array.from({ length: 31 }, (_, i) => `Need ${i}`).join("\n")),
      "These are 31 requirements; 30 go at once.",
    ],
    [
      "one too long",
      () => requirementLines(`SSO\n${"x".repeat(501)}`),
      "has 501 characters; 500 fit",
    ],
    ["an empty challenge", () => oneLine("  ", "challenge"), "That challenge is empty."],
    [
      "more than a deal can have",
      () => checkRoom(299, 2, "requirement"),
      "This deal has 299 requirements already; 300 fit.",
    ],
  ])("refuses %s and says what to do", (_, work, words) => {
    expect(refusal(work)).toContain(words);
  });
});

describe("a line of the log", () => {
  test.each([
    ["call 2026-11-20 They want SSO", "call", "2026-11-20", "They want SSO"],
    ["discovery call yesterday with Jane", "call", "2026-11-17", "with Jane"],
    ["technical assessment 3 Nov", "assessment", "2026-11-03", null],
    ["Workshop last friday", "gathering", "2026-11-13", null],
    ["requirements gathering", "gathering", "2026-11-18", null],
    ["call 3 people asked for an API", "call", "2026-11-18", "3 people asked for an API"],
    ["call Jane may leave in march", "call", "2026-11-18", "Jane may leave in march"],
  ])("%s", (line, method, heldOn, notes) => {
    expect(parseActivity(line.split(" "), AT)).toEqual({ method, heldOn, notes });
  });

  test.each([
    ["", "Write `log call`, `log assessment` or `log gathering`"],
    ["cal 2026-11-20", "Did you mean `log call`?"],
    ["call 2031-01-01", "is more than a year away"],
    [`call today ${"x".repeat(3001)}`, "3000 fit"],
  ])("refuses “%s” with the nearest right thing", (line, words) => {
    expect(refusal(() => parseActivity(line.split(" ").filter(Boolean), AT))).toContain(words);
  });
});

describe("how complete a discovery is", () => {
  const found: fc.Arbitrary<Found> = fc.record({
    activities: fc.array(
      fc.record({
        method: fc.constantFrom(...METHODS),
        heldOn: fc.constantFrom(asDay("2026-11-01"), TODAY, asDay("2026-12-01")),
      }),
      { maxLength: 5 },
    ),
    requirements: fc.nat(6),
    challenges: fc.nat(3),
    deliverables: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom(...DELIVERABLES),
        state: fc.constantFrom(...DELIVERABLE_STATES),
      }),
      { selector: (one) => one.kind },
    ),
  });
  const NOTHING: Found = { activities: [], requirements: 0, challenges: 0, deliverables: [] };
  const ALL: Found = {
    activities: METHODS.map((method) => ({ method, heldOn: TODAY })),
    requirements: 3,
    challenges: 1,
    deliverables: DELIVERABLES.map((kind) => ({ kind, state: "shared" })),
  };

  test("runs from 0 % with all named as missing to 100 % with nothing missing", () => {
    const none = discoveryCompleteness(NOTHING, TODAY);
    expect(none.percent).toBe(0);
    expect(missingWords(none)).toBe(
      "a discovery call, a technical assessment, requirements gathering, 3 requirements, a challenge, the requirements document, the solution proposal and the architecture diagram",
    );
    expect(missingWords(none, 3)).toBe(
      "a discovery call, a technical assessment, requirements gathering and 5 more",
    );
    const all = discoveryCompleteness(ALL, TODAY);
    expect(all.percent).toBe(100);
    expect(missingWords(all)).toBeNull();
  });

  test("its parts add up, and a part is full exactly when nothing of it is missing", () => {
    fc.assert(
      fc.property(found, (given) => {
        const { percent, parts } = discoveryCompleteness(given, TODAY);
        expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(percent);
        expect(parts.reduce((sum, part) => sum + part.of, 0)).toBe(100);
        for (const part of parts) expect(part.missing.length === 0).toBe(part.points === part.of);
      }),
    );
  });

  test("a planned call and a document that was not shared count for nothing yet", () => {
    const given: Found = {
      ...NOTHING,
      activities: [{ method: "call", heldOn: asDay("2026-11-20") }],
      deliverables: [{ kind: "solution_proposal", state: "made" }],
    };
    expect(discoveryCompleteness(given, TODAY).percent).toBe(0);
    expect(discoveryCompleteness(given, asDay("2026-11-20")).percent).toBe(10);
  });

  test.each([
    [{ ...NOTHING, requirements: 1 }, 10, "2 more requirements"],
    [{ ...NOTHING, requirements: 2 }, 20, "1 more requirement"],
    [{ ...ALL, challenges: 0 }, 90, "a challenge"],
  ])("more requirements and a challenge are asked for by number", (given, percent, words) => {
    const result = discoveryCompleteness(given, TODAY);
    expect(result.percent).toBe(percent);
    expect(missingWords(result)).toContain(words);
  });
});
