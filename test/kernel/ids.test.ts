import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatId, type IdKind, parseId } from "../../src/kernel/ids.ts";

const kinds: IdKind[] = ["opp", "lead", "obj", "demo", "poc", "quote", "contract", "fb"];

describe("an id is understood as people copy and type it", () => {
  test.each(["opp_123", "OPP-123", "Opp123", "#123", "123", " opp_123 ", "opp_00123"])(
    "%j",
    (text) => {
      expect(parseId("opp", text)).toBe(123);
    },
  );

  test.each([
    "",
    "opp_",
    "opp_0",
    "0",
    "-1",
    "lead_123",
    "opp_1.5",
    "opp_12345678901",
    "acme",
    "1 2",
  ])("%j is no id of a deal", (text) => {
    expect(parseId("opp", text)).toBeNull();
  });

  test("what we print is understood, and only as its own kind", () => {
    const kind = fc.constantFrom(...kinds);
    fc.assert(
      fc.property(kind, kind, fc.integer({ min: 1, max: 999_999_999 }), (a, b, n) => {
        expect(parseId(b, formatId(a, n))).toBe(a === b ? n : null);
      }),
    );
  });
});
