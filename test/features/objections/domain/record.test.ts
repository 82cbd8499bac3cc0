import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  OBJECTION_TYPES,
  type ObjectionType,
} from "../../../../src/features/objections/domain/objection.ts";
import type { Play } from "../../../../src/features/objections/domain/play.ts";
import { SHIPPED_PLAYS } from "../../../../src/features/objections/domain/plays/shipped.ts";
import {
  NO_RECORD,
  nextPlay,
  type PlayRecord,
  rankPlays,
  rateWords,
  recordWords,
  smoothedRate,
} from "../../../../src/features/objections/domain/record.ts";
import { typesSentence } from "../../../../src/features/objections/domain/stats.ts";

const play = (id: string, over: Partial<Play> = {}): Play => ({
  id,
  type: "pricing",
  name: id,
  text: "",
  customerSafe: [],
  internalOnly: [],
  evidence: [],
  active: true,
  ...over,
});
const record = (resolved: number, settled: number): PlayRecord => ({
  ...NO_RECORD,
  used: settled,
  settled,
  resolved,
  deals: settled,
  dealsWorked: resolved,
});
const names = (plays: readonly Play[]) => plays.map(({ id }) => id).join(" ");

describe("which play is offered", () => {
  test.each([
    ["the one that worked more often", { a: [1, 6], b: [5, 6] }, "b c a"],
    ["an untried one before one that failed", { a: [0, 1] }, "b c a"],
    ["one that worked once before an untried one", { c: [1, 1] }, "c a b"],
    ["many cases before few at the same rate", { b: [3, 6], c: [1, 2] }, "b c a"],
    ["nothing known: the library's order", {}, "a b c"],
  ])("%s", (_, known, expected) => {
    const records = new Map(
      Object.entries(known).map(([id, [resolved = 0, settled = 0]]) => [
        id,
        record(resolved, settled),
      ]),
    );
    expect(names(rankPlays([play("a"), play("b"), play("c")], records))).toBe(expected);
  });

  test("those tried on this objection come last, retired ones not at all", () => {
    const plays = [play("a"), play("b"), play("c", { active: false }), play("d")];
    expect(names(rankPlays(plays, new Map([["a", record(9, 9)]]), new Set(["a"])))).toBe("b d a");
  });

  test("the order is the same whatever the records' order, and never below a better rate", () => {
    const some = fc.array(
      fc.record({ settled: fc.nat(20), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, (rows) => {
        const plays = rows.map((_, i) => play(`p${i}`));
        const entries = rows.map(({ settled, share }, i): [string, PlayRecord] => [
          `p${i}`,
          record(Math.round(share * settled), settled),
        ]);
        const ranked = rankPlays(plays, new Map(entries));
        expect(names(rankPlays(plays, new Map(entries.toReversed())))).toBe(names(ranked));
        const rates = ranked.map((one) => smoothedRate(new Map(entries).get(one.id) ?? NO_RECORD));
        expect(rates).toEqual(rates.toSorted((a, b) => b - a));
        expect(new Set(ranked)).toEqual(new Set(plays));
      }),
    );
  });

  test("one that is resolved once more is never offered later than before", () => {
    fc.assert(
      fc.property(fc.nat(10), fc.nat(10), fc.nat(10), fc.nat(10), (r1, u1, r2, u2) => {
        const plays = [play("a"), play("b")];
        const at = (r: number) =>
          rankPlays(
            plays,
            new Map([
              ["a", record(r1, r1 + u1)],
              ["b", record(r, r + u2)],
            ]),
          ).findIndex(({ id }) => id === "b");
        expect(at(r2 + 1)).toBeLessThanOrEqual(at(r2));
      }),
    );
  });

  test("another play goes round through all of them", () => {
    const ranked = [play("a"), play("b"), play("c")];
    expect(nextPlay(ranked, "a")?.id).toBe("b");
    expect(nextPlay(ranked, "c")?.id).toBe("a");
    expect(nextPlay(ranked, "gone")?.id).toBe("a");
    expect(nextPlay([play("a")], "a")).toBeNull();
    expect(nextPlay([], "a")).toBeNull();
  });
});

describe("what is said of a record", () => {
  test.each([
    [NO_RECORD, "not used yet, not enough data"],
    [record(1, 1), "used 1 time, not enough data"],
    [record(4, 4), "used 4 times, not enough data"],
    [record(4, 5), "worked in 4 of 5 deals"],
    [record(7, 9), "worked in 7 of 9 deals"],
  ])("%o: %s", (known, words) => expect(recordWords(known)).toBe(words));

  test.each([
    [0, 0, "not enough data"],
    [4, 4, "not enough data"],
    [5, 6, "83%"],
    [0, 5, "0%"],
  ])("%i of %i is %s", (part, of, words) => expect(rateWords(part, of)).toBe(words));
});

describe("what comes up most", () => {
  const logged = (counts: Partial<Record<ObjectionType, number>>) =>
    typesSentence(
      OBJECTION_TYPES.filter((type) => counts[type]).map((type) => ({
        type,
        logged: counts[type] ?? 0,
        settled: 0,
        resolved: 0,
        closed: 0,
        won: 0,
      })),
    ).split(";")[0];

  test.each<[Partial<Record<ObjectionType, number>>, string]>([
    [{}, "No objections yet."],
    [{ pricing: 2, timing: 1 }, "Pricing comes up most, 2 of 3 objections"],
    [
      { pricing: 2, timing: 2, other: 1 },
      "Pricing and timing come up most, 2 of 5 objections each",
    ],
    [
      { pricing: 1, timing: 1, other: 1 },
      "3 objections, and no type comes up more than the others",
    ],
  ])("%j", (counts, words) => expect(logged(counts)).toBe(words));
});

describe("the shipped library", () => {
  test("has two or three plays against every type, each with something to say and something to know", () => {
    const counts = Map.groupBy(SHIPPED_PLAYS, ({ type }) => type);
    expect(counts.size).toBe(8);
    for (const plays of counts.values()) expect(plays.length).toBeGreaterThanOrEqual(2);
    for (const one of SHIPPED_PLAYS) {
      expect(one.customerSafe.length, one.id).toBeGreaterThan(0);
      expect(one.internalOnly.length, one.id).toBeGreaterThan(0);
      expect(one.text.length, one.id).toBeGreaterThan(40);
    }
    expect(new Set(SHIPPED_PLAYS.map(({ id }) => id)).size).toBe(SHIPPED_PLAYS.length);
  });
});
