import { expect, test } from "vitest";
import { capitalize, joinWords, plural } from "../../../src/kernel/text.ts";

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a or b"],
  [["a", "b", "c"], "a, b or c"],
])("%j are listed as %j", (words, expected) => {
  expect(joinWords(words, "or")).toBe(expected);
});

test("a list may end with and", () => {
  expect(joinWords(["a", "b"], "and")).toBe("a and b");
});

test.each([
  [0, "0 deals"],
  [1, "1 deal"],
  [2, "2 deals"],
  [1204, "1,204 deals"],
])("%d counts as %s", (n, expected) => {
  expect(plural(n, "deal")).toBe(expected);
});

test("an irregular plural is given", () => {
  expect(plural(2, "company", "companies")).toBe("2 companies");
});

test.each([
  ["acme corp", "Acme corp"],
  ["éclair", "Éclair"],
  ["𐐨x", "𐐀x"],
  ["", ""],
  ["iPhone", "IPhone"],
])("%j begins a sentence as %j", (text, expected) => {
  expect(capitalize(text)).toBe(expected);
});
