import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addBusinessDays,
  addDays,
  asDay,
  businessDaysBetween,
  daysBetween,
  isWeekend,
} from "../../../src/kernel/dates.ts";
import { anyDay } from "./calendar.ts";

describe("business days", () => {
  test.each([
    ["2026-11-20", 1, "2026-11-23"],
    ["2026-11-20", 5, "2026-11-27"],
    ["2026-11-20", 6, "2026-11-30"],
    ["2026-11-20", -1, "2026-11-19"],
    ["2026-11-23", -1, "2026-11-20"],
    ["2026-11-21", 1, "2026-11-23"],
    ["2026-11-22", 1, "2026-11-23"],
    ["2026-11-21", -1, "2026-11-20"],
    ["2026-11-22", -5, "2026-11-16"],
    ["2026-11-20", 0, "2026-11-20"],
    ["2026-11-21", 0, "2026-11-23"],
  ])("%s and %d is %s", (day, n, expected) => {
    expect(addBusinessDays(asDay(day), n)).toBe(expected);
  });

  test.each([
    ["2026-11-20", "2026-11-20", 0],
    ["2026-11-20", "2026-11-23", 1],
    ["2026-11-20", "2026-11-22", 0],
    ["2026-11-16", "2026-11-20", 4],
    ["2026-11-23", "2026-11-20", -1],
    ["2026-11-20", "2027-11-20", 260],
  ])("from %s to %s are %d", (a, b, n) => {
    expect(businessDaysBetween(asDay(a), asDay(b))).toBe(n);
  });

  const few = fc.integer({ min: -400, max: 400 });

  test("never fall on a weekend, and are counted back as they were counted on", () => {
    fc.assert(
      fc.property(anyDay, few, (day, n) => {
        const other = addBusinessDays(day, n);
        expect(isWeekend(other)).toBe(false);
        if (n !== 0 || !isWeekend(day)) expect(businessDaysBetween(day, other)).toBe(n);
      }),
    );
  });

  test("are the days between that are no weekend", () => {
    fc.assert(
      fc.property(anyDay, fc.nat(60), (day, n) => {
        const days = Array.from({ length: n }, (_, i) => addDays(day, i + 1));
        const expected = days.filter((d) => !isWeekend(d)).length;
        expect(businessDaysBetween(day, addDays(day, n))).toBe(expected);
      }),
    );
  });

  test("are as many forward as back between two business days", () => {
    fc.assert(
      fc.property(anyDay, few, (day, n) => {
        const [a, b] = [addBusinessDays(day, 0), addBusinessDays(day, n)];
        expect(businessDaysBetween(a, b) + businessDaysBetween(b, a)).toBe(0);
        expect(Math.abs(businessDaysBetween(a, b))).toBeLessThanOrEqual(
          Math.abs(daysBetween(a, b)),
        );
      }),
    );
  });
});
