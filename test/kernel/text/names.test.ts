import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameKey, slug } from "../../../src/kernel/text.ts";

describe("two spellings of one company are one account", () => {
  test.each([
    ["Acme Inc.", "ACME"],
    ["Acme, Inc", "acme corporation"],
    ["Acme Corp.", "Acme Ltd"],
    ["Müller & Söhne GmbH", "MULLER AND SOHNE"],
    ["Müller GmbH & Co. KG", "Muller"],
    ["Nestlé S.A.", "nestle"],
    ["O'Reilly Media", "OReilly media, LLC"],
    ["Strauß AG", "STRAUSS"],
    ["Łódź  Steel", "lodz-steel"],
    ["Acme™", "Acmetm"],
  ])("%s and %s", (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  test.each([
    ["Acme", "Acne"],
    ["Ford Motor", "Ford"],
    ["SA", "AG"],
    ["株式会社ガス", "株式会社カス"],
  ])("but %s and %s are two", (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });

  test("the key of a key is itself, and no name's key is empty but one of signs only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
        if (/[a-z0-9]/i.test(name)) expect(nameKey(name)).not.toBe("");
      }),
    );
  });
});

describe("a channel's name", () => {
  test.each([
    ["Acme · Platform rollout", 80, "acme-platform-rollout"],
    ["Müller & Söhne", 80, "muller-sohne"],
    ["O'Reilly", 80, "oreilly"],
    ["--a--", 80, "a"],
    ["abc def", 4, "abc"],
    ["株式会社", 80, ""],
  ])("of %j within %d is %j", (text, max, expected) => {
    expect(slug(text, max)).toBe(expected);
  });

  test("is always one that Slack takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(30), (text, max) => {
        expect(slug(text, max)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
        expect(slug(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});
