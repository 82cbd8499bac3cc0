import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  asDay,
  daySchema,
  daysBetween,
  isDay,
  weekdayOf,
} from "../../../src/kernel/dates.ts";
import { refusal } from "../refusal.ts";
import { anyDay } from "./calendar.ts";

describe("a day", () => {
  test.each(["2027-03-31", "2028-02-29", "1900-01-01", "2200-12-31"])("can be %s", (text) => {
    expect(asDay(text)).toBe(text);
    expect(daySchema.safeParse(text).success).toBe(true);
  });

  test.each([
    "2027-02-29",
    "1900-02-29",
    "2027-04-31",
    "2027-13-01",
    "2027-00-10",
    "2027-1-1",
    "1899-12-31",
    "2201-01-01",
    "2027-03-31T00:00:00Z",
    "",
    "friday",
  ])("can't be %j", (text) => {
    expect(isDay(text)).toBe(false);
    expect(daySchema.safeParse(text).success).toBe(false);
    expect(refusal(() => asDay(text))).toMatch(/^bad_input: .*2027-03-31\.$/);
  });
});

describe("counting days", () => {
  test.each([
    ["2026-11-20", 7, "2026-11-27"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-03-01", -1, "2027-02-28"],
  ])("%s and %d is %s", (day, n, expected) => {
    expect(addDays(asDay(day), n)).toBe(expected);
  });

  test("back and forth ends where it began", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -8_000, max: 8_000 }), (day, n) => {
        const other = addDays(day, n);
        expect(daysBetween(day, other)).toBe(n);
        expect(addDays(other, -n)).toBe(day);
        expect(other > day).toBe(n > 0);
      }),
    );
  });

  test("ends at the year 2200, in words", () => {
    expect(refusal(() => addDays(asDay("2200-12-31"), 1))).toContain("1900 to 2200");
    expect(refusal(() => addDays(asDay("2026-01-01"), 1e12))).toContain("1900 to 2200");
  });
});

describe("counting months", () => {
  test.each([
    ["2027-01-31", 1, "2027-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-11-20", 1, "2026-12-20"],
    ["2026-11-20", 2, "2027-01-20"],
    ["2026-11-20", -11, "2025-12-20"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-11-20", 0, "2026-11-20"],
  ])("%s and %d is %s", (day, n, expected) => {
    expect(addMonths(asDay(day), n)).toBe(expected);
  });

  test("keeps the date unless the month is too short for it", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -200, max: 200 }), (day, n) => {
        const date = addMonths(day, n).slice(-2);
        expect(date === day.slice(-2) || (date >= "28" && date < day.slice(-2))).toBe(true);
      }),
    );
  });
});

test.each([
  ["2026-11-20", 5],
  ["2026-11-22", 7],
  ["2026-11-23", 1],
  ["1970-01-01", 4],
  ["1900-01-01", 1],
])("%s is weekday %d, Monday being 1", (day, weekday) => {
  expect(weekdayOf(asDay(day))).toBe(weekday);
});
