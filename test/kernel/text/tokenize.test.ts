import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../../src/kernel/text.ts";
import { refusal } from "../refusal.ts";

const word = (text: string) => ({ text, quoted: false });
const quote = (text: string) => ({ text, quoted: true });

describe("the words after a command", () => {
  test.each([
    ["", []],
    ["   ", []],
    ["show acme", [word("show"), word("acme")]],
    ["  show\u00a0 acme\n", [word("show"), word("acme")]],
    ['new "Platform rollout" 50k', [word("new"), quote("Platform rollout"), word("50k")]],
    ["new “Platform rollout”", [word("new"), quote("Platform rollout")]],
    ["new „Platform rollout“", [word("new"), quote("Platform rollout")]],
    ["new «Platform rollout»", [word("new"), quote("Platform rollout")]],
    ['new “Platform rollout"', [word("new"), quote("Platform rollout")]],
    ["new 'Platform rollout'", [word("new"), quote("Platform rollout")]],
    ["'it's fine' ok", [quote("it's fine"), word("ok")]],
    ["‘it’s fine’", [quote("it’s fine")]],
    ["don't O'Reilly’s", [word("don't"), word("O'Reilly’s")]],
    ['a 24" screen', [word("a"), word('24"'), word("screen")]],
    ['""', [quote("")]],
    ['" padded "', [quote(" padded ")]],
    ['name:"Platform rollout" x', [word("name:Platform rollout"), word("x")]],
    ["<@U012|ada admin> hi", [word("<@U012|ada admin>"), word("hi")]],
    ["for:<@U012|ada admin>", [word("for:<@U012|ada admin>")]],
    ["in <#C1|the channel>, now", [word("in"), word("<#C1|the channel>,"), word("now")]],
    ['<https://x.com/a?b=1|say "hi">', [word('<https://x.com/a?b=1|say "hi">')]],
    ["&lt;5 &amp; x", [word("&lt;5"), word("&amp;"), word("x")]],
  ])("%j", (text, tokens) => {
    expect(tokenize(text)).toEqual(tokens);
  });

  test.each([
    ['new "Platform rollout', '"Platform rollout'],
    ["new “Platform", "“Platform"],
    ["new 'Platform", "'Platform"],
    ['name:"Platform', '"Platform'],
  ])("%j is refused, because its quote stays open", (text, from) => {
    const refused = refusal(() => tokenize(text));
    expect(refused).toMatch(/^bad_input: A quote is opened and not closed/);
    expect(refused).toContain(from);
  });

  test("come back when each is quoted", () => {
    const text = fc.string({ unit: "grapheme" }).filter((t) => !/["“”<]/.test(t));
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        expect(tokenize(texts.map((t) => `"${t}"`).join(" "))).toEqual(texts.map(quote));
      }),
    );
  });

  test("come back when they are plain", () => {
    const plain = fc.stringMatching(/^[a-z0-9,.!?@#$%&*()-]+$/);
    fc.assert(
      fc.property(fc.array(plain), (texts) => {
        expect(tokenize(texts.join("  "))).toEqual(texts.map(word));
      }),
    );
  });

  test("are found or refused in any text", () => {
    const signs = fc.string({ unit: fc.constantFrom(...`ab "'“”‘’„«»<@>|:=`) });
    fc.assert(
      fc.property(signs, (text) => {
        try {
          expect(tokenize(text).every((token) => token.quoted || token.text !== "")).toBe(true);
        } catch (error) {
          expect(error).toHaveProperty("code", "bad_input");
        }
      }),
    );
  });
});
