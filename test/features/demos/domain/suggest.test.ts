import { describe, expect, test } from "vitest";
import { readFilter } from "../../../../src/features/demos/domain/filter.ts";
import { readList, suggestFrom } from "../../../../src/features/demos/domain/suggest.ts";
import { durationText, whenText } from "../../../../src/features/demos/domain/when.ts";
import { refusal } from "../../../kernel/refusal.ts";
import { NOW } from "./a-demo.ts";

describe("what a request suggests", () => {
  const suggest = (requirements: string[], products: string[] = []) =>
    suggestFrom({ requirements, products, teamSkills: ["azure ad", "okta", "sap"] });

  test("features and use cases, from the first line of each requirement", () => {
    expect(
      suggest([
        "- Single sign-on with Okta. Must work on phones too",
        "Users need to onboard a team in a day",
        "Audit log\nkept for seven years",
        "As an auditor I want reports",
        "Audit log",
        "99.99 % uptime",
      ]),
    ).toEqual({
      features: ["Single sign-on with Okta", "Audit log", "99.99 % uptime"],
      useCases: ["Users need to onboard a team in a day", "As an auditor I want reports"],
      skills: ["okta"],
    });
  });

  test("skills that products name", () => {
    expect(suggest([], ["SAP connector"]).skills).toEqual(["sap"]);
  });

  test("nothing of nothing, and six of many", () => {
    expect(suggest([])).toEqual({ features: [], useCases: [], skills: [] });
    const many = Array.from({ length: 20 }, (_, i) => `Feature ${i} ${"x".repeat(200)}`);
    const { features } = suggest(many);
    expect(features).toHaveLength(6);
    for (const feature of features) expect(feature.length).toBeLessThanOrEqual(80);
  });
});

test("a list is read line by line, bullets gone, each once", () => {
  expect(readList("• SSO\n- Audit log; SSO\n\n")).toEqual(["SSO", "Audit log"]);
  expect(readList(undefined)).toEqual([]);
});

describe("a filter", () => {
  test.each([
    [[], {}],
    [["team", "upcoming"], { scope: "team", when: "upcoming" }],
    [["Past", "MINE"], { scope: "mine", when: "past" }],
  ])("%j", (words, filter) => {
    expect(readFilter(words)).toEqual(filter);
  });
  test("that is none suggests the nearest", () => {
    expect(refusal(() => readFilter(["upcomming"]))).toBe(
      "bad_input: I can't list demos by “upcomming”. Did you mean `upcoming`? The choices: mine, team, all, open, upcoming or past.",
    );
  });
});

describe("how times are written", () => {
  test.each([
    [0, "0 min"],
    [45, "45 min"],
    [60, "1 h"],
    [150, "2 h 30 min"],
  ])("%i minutes: %s", (minutes, words) => {
    expect(durationText(minutes)).toBe(words);
  });
  test.each([
    ["2026-11-18T16:30:00Z", "Europe/Berlin", "today 17:30"],
    ["2026-11-18T23:30:00Z", "Europe/Berlin", "tomorrow 00:30"],
    ["2026-11-27T14:00:00Z", "Europe/Berlin", "Fri 27 Nov 15:00"],
    ["2026-11-27T14:00:00Z", "Asia/Kolkata", "Fri 27 Nov 19:30"],
  ])("%s in %s is %s", (instant, timeZone, words) => {
    expect(whenText(new Date(instant), { now: NOW, timeZone })).toBe(words);
  });
});
