import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, escapeMrkdwn } from "../../../src/kernel/text.ts";

describe("a text that is too long", () => {
  test.each([
    ["Platform rollout", 16, "Platform rollout"],
    ["Platform rollout", 15, "Platform rollo…"],
    ["Platform rollout", 10, "Platform…"],
    ["abc", 1, "…"],
    ["abc", 0, ""],
    ["", 0, ""],
    // A family is 11 units and one picture.
    ["a👨‍👩‍👧‍👦b", 5, "a…"],
    ["ab👍🏽c", 6, "ab…"],
    ["e\u0301e\u0301e\u0301", 4, "e\u0301…"],
    ["R&amp;D and more", 5, "R…"],
    ["R&amp;D and more", 7, "R&amp;…"],
    ["ask <@U012AB3CD|ada> now", 12, "ask…"],
    ["see <https://x.com|the deal> now", 29, "see <https://x.com|the deal>…"],
    ["5 < 6 and 7 > 6", 12, "5 < 6 and 7…"],
  ])("%j in %d is %j", (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  const anyText = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom("a", " ", "👨", "\u200d", "👩", "🏽", "🇩", "🇪", "e", "\u0301"),
    }),
  );

  test("is never longer than allowed, and is left alone when it fits", () => {
    fc.assert(
      fc.property(anyText, fc.nat(80), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        if (text.length <= max) expect(short).toBe(text);
      }),
    );
  });

  test("is cut between graphemes", () => {
    const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
    const list = (text: string) => [...graphemes.segment(text)].map((part) => part.segment);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 80 }), (text, max) => {
        const kept = cut(text, max);
        if (kept === text) return;
        const begun = list(kept.slice(0, -1));
        expect(list(text).slice(0, begun.length)).toEqual(begun);
      }),
    );
  });

  test("never ends in half an entity", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("&", "<", ">", "a") }),
        fc.nat(60),
        (text, max) => {
          expect(cut(escapeMrkdwn(text), max)).toMatch(/^(?:[^&]|&(?:amp|lt|gt);)*$/);
        },
      ),
    );
  });
});
