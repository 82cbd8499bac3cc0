import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSkills } from "../../../src/features/people/domain/skills.ts";
import { hoursText, readWorkingHours } from "../../../src/features/people/domain/working-hours.ts";
import { refusal } from "../../kernel/refusal.ts";

const WEEK = [1, 2, 3, 4, 5];

describe("working hours", () => {
  test.each([
    ["9:00-17:00", WEEK, "09:00", "17:00"],
    ["9-17", WEEK, "09:00", "17:00"],
    ["08.30 – 16.45", WEEK, "08:30", "16:45"],
    ["mon-thu 8:00-16:00", [1, 2, 3, 4], "08:00", "16:00"],
    ["sun-thu 9 to 17", [1, 2, 3, 4, 7], "09:00", "17:00"],
    ["mon, wed and fri 9-13", [1, 3, 5], "09:00", "13:00"],
    ["Tue: 10-12", [2], "10:00", "12:00"],
  ])("`%s`", (written, days, from, to) => {
    expect(readWorkingHours(written)).toEqual({ days, from, to });
  });

  test.each([
    ["Monday to", "I can't read “Monday to” as working hours."],
    ["always", "I can't read “always” as working hours."],
    ["9-25", "I can't read “9-25” as working hours."],
    ["17-9", "The working day must end after it begins; 17:00-09:00 does not."],
    ["9-9", "The working day must end after it begins; 09:00-09:00 does not."],
    ["someday 9-17", "“someday” is no day of the week."],
  ])("`%s` is refused in words", (written, words) => {
    expect(refusal(() => readWorkingHours(written))).toContain(words);
  });

  test("what is shown can be typed again", () => {
    const hours = fc.record({
      days: fc
        .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
        .map((days) => days.toSorted()),
      from: fc.constantFrom("00:00", "07:30", "09:00"),
      to: fc.constantFrom("12:15", "17:00", "23:59"),
    });
    fc.assert(
      fc.property(hours, (written) => {
        expect(readWorkingHours(hoursText(written))).toEqual(written);
      }),
    );
  });
});

describe("skills", () => {
  test("are read once each, in lower case, whatever stands between", () => {
    expect(readSkills("Okta, SAP;okta\n  Azure   AD ")).toEqual(["okta", "sap", "azure ad"]);
    expect(readSkills(" ")).toEqual([]);
  });
  test("that are sentences are refused", () => {
    expect(refusal(() => readSkills("knows all about single sign-on and everything"))).toContain(
      "is too long for a skill. Put commas between several",
    );
  });
});
