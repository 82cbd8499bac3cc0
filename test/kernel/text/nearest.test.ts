import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearest } from "../../../src/kernel/text.ts";

const verbs = ["show", "list", "move", "won", "lost", "log objection", "close", "closed-won"];

describe("the nearest word", () => {
  test.each([
    ["show", "show"],
    ["SHOW", "show"],
    [" show ", "show"],
    ["shwo", "show"],
    ["mvoe", "move"],
    ["mov", "move"],
    ["lsit", "list"],
    ["log", "log objection"],
    ["close", "close"],
    ["closd", "close"],
    ["closed", "closed-won"],
    ["log objektion", "log objection"],
    ["zebra", null],
    ["x", null],
    ["l", null],
    ["", null],
  ])("to %j is %j", (typed, expected) => {
    expect(nearest(typed, verbs)).toBe(expected);
  });

  test("is the earlier of two that are as near", () => {
    expect(nearest("cat", ["bat", "rat"])).toBe("bat");
  });

  test("is one of the candidates or none, and each candidate is nearest to itself", () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(fc.string(), words, (typed, candidates) => {
        expect([null, ...candidates]).toContain(nearest(typed, candidates));
        for (const candidate of candidates) expect(nearest(candidate, candidates)).toBe(candidate);
      }),
    );
  });

  test("survives two neighbouring letters being swapped", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), (candidate, n) => {
        const i = n % (candidate.length - 1);
        const swapped = `${candidate.slice(0, i)}${candidate[i + 1]}${candidate[i]}${candidate.slice(i + 2)}`;
        expect(nearest(swapped, [candidate])).toBe(candidate);
      }),
    );
  });
});
