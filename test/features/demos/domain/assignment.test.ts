import { describe, expect, test } from "vitest";
import {
  type Candidate,
  rankCandidates,
  type Wanted,
  whyText,
} from "../../../../src/features/demos/domain/assignment.ts";
import { addMinutes } from "../../../../src/features/demos/domain/calendar.ts";
import { isSameSkill, namesSkill } from "../../../../src/features/demos/domain/skills.ts";
import { BERLIN, NOW } from "./a-demo.ts";

const hours = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };
const calendar = { timeZone: "Europe/Berlin", hours };
const somebody = (id: number, over: Partial<Candidate> = {}): Candidate => ({
  id,
  name: `Engineer ${id}`,
  calendar,
  skills: [],
  capacity: null,
  isOnDeal: false,
  demosThatWeek: 0,
  openDemos: 0,
  unplannedDemos: 0,
  runningPocs: 0,
  busy: [],
  ...over,
});
const wanted: Wanted = {
  now: NOW,
  minutes: 60,
  preparationMinutes: 120,
  skills: ["okta", "sap"],
  requester: calendar,
  preferredAt: null,
};
const order = (candidates: Candidate[], over: Partial<Wanted> = {}) =>
  rankCandidates(candidates, { ...wanted, ...over }).map(({ candidate }) => candidate.id);
/** Busy from now on for ten weeks. */
const never = [{ from: NOW, to: addMinutes(NOW, 70 * 24 * 60) }];
const THURSDAY_1500 = new Date("2026-11-19T14:00:00Z");

describe("who gets a demo", () => {
  test.each<[string, Partial<Candidate>, Partial<Candidate>, Partial<Wanted>]>([
    [
      "knows more of what is wanted",
      { skills: ["okta", "sap"], openDemos: 5 },
      { skills: ["okta"] },
      {},
    ],
    ["has less to do", { openDemos: 1 }, { openDemos: 2 }, {}],
    ["runs fewer proofs of concept", { openDemos: 1 }, { openDemos: 1, runningPocs: 1 }, {}],
    ["works on the deal already", { isOnDeal: true, openDemos: 3 }, {}, {}],
    ["knows it, before who works on the deal", { skills: ["sap"] }, { isOnDeal: true }, {}],
    [
      "has room this week, before who knows more",
      {},
      { skills: ["okta", "sap"], capacity: 2, demosThatWeek: 1, runningPocs: 1 },
      {},
    ],
    [
      "has an hour free at all, before who knows more",
      {},
      { skills: ["okta", "sap"], busy: never },
      {},
    ],
    [
      "is free when it is wished",
      { openDemos: 4 },
      { busy: [{ from: addMinutes(THURSDAY_1500, 30), to: addMinutes(THURSDAY_1500, 60) }] },
      { preferredAt: THURSDAY_1500 },
    ],
    ["is free first", {}, { busy: [{ from: NOW, to: addMinutes(NOW, 3 * 24 * 60) }] }, {}],
  ])("somebody who %s", (_, better, worse, over) => {
    // In both orders, and with the better one's number after the other's.
    expect(order([somebody(2, better), somebody(1, worse)], over)).toEqual([2, 1]);
    expect(order([somebody(1, worse), somebody(2, better)], over)).toEqual([2, 1]);
  });

  test("between equals, who was there first", () => {
    expect(order([somebody(3), somebody(1), somebody(2)])).toEqual([1, 2, 3]);
  });

  test("nobody, where there is nobody", () => {
    expect(order([])).toEqual([]);
  });
});

describe("why", () => {
  test.each<[Partial<Candidate>, Partial<Wanted>, string]>([
    [
      { skills: ["okta"], demosThatWeek: 2, openDemos: 2 },
      {},
      "knows okta, 2 demos this week, free tomorrow 11:00",
    ],
    [{}, {}, "no demos this week, free tomorrow 11:00"],
    [
      { isOnDeal: true, demosThatWeek: 1, openDemos: 3, runningPocs: 1 },
      {},
      "on this deal, 1 demo this week and 2 more open, 1 PoC running, free tomorrow 11:00",
    ],
    [
      { capacity: 1, demosThatWeek: 1, openDemos: 1, busy: never },
      {},
      "1 demo this week, at their limit of 1 a week, not free in the next four weeks",
    ],
    [
      { busy: [{ from: THURSDAY_1500, to: addMinutes(THURSDAY_1500, 60) }] },
      { preferredAt: THURSDAY_1500 },
      "no demos that week, busy tomorrow 15:00, free tomorrow 14:00",
    ],
  ])("%j", (over, more, words) => {
    const [ranked] = rankCandidates([somebody(1, over)], { ...wanted, ...more });
    const preferredAt = more.preferredAt ?? null;
    expect(ranked && whyText(ranked, { ...BERLIN, preferredAt })).toBe(words);
  });
});

describe("a skill", () => {
  test.each([
    ["okta", "Okta", true],
    ["okta", "Okta SSO", true],
    ["azure ad", "azure-ad", true],
    ["sap", "sapphire", false],
    ["", "okta", false],
  ])("%j and %j: %s", (a, b, same) => {
    expect(isSameSkill(a, b)).toBe(same);
    expect(isSameSkill(b, a)).toBe(same);
  });
  test.each([
    ["Single sign-on (Okta).", "okta", true],
    ["Posts to SAP/R3 nightly", "sap", true],
    ["They say hello", "sap", false],
    ["node.js and C++", "c++", true],
    ["anything", "", false],
  ])("in %j %j is named: %s", (text, skill, named) => {
    expect(namesSkill(text, skill)).toBe(named);
  });
});
