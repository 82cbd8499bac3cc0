import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  asDay,
  monthOf,
  nextPeriod,
  type PeriodKind,
  periodLabel,
  periodOf,
  previousPeriod,
  quarterOf,
  weekdayOf,
  weekOf,
  yearOf,
} from "../../../src/kernel/dates.ts";
import { anyDay } from "./calendar.ts";

describe("the period a day is in", () => {
  const cases: [PeriodKind, string, string, string, string][] = [
    ["week", "2026-11-20", "2026-11-16", "2026-11-22", "week of 16 November 2026"],
    ["week", "2026-11-22", "2026-11-16", "2026-11-22", "week of 16 November 2026"],
    ["week", "2027-01-01", "2026-12-28", "2027-01-03", "week of 28 December 2026"],
    ["month", "2026-11-20", "2026-11-01", "2026-11-30", "November 2026"],
    ["month", "2028-02-10", "2028-02-01", "2028-02-29", "February 2028"],
    ["quarter", "2026-11-20", "2026-10-01", "2026-12-31", "Q4 2026"],
    ["quarter", "2026-03-31", "2026-01-01", "2026-03-31", "Q1 2026"],
    ["year", "2026-11-20", "2026-01-01", "2026-12-31", "2026"],
  ];
  test.each(cases)("the %s of %s is %s to %s, called %s", (kind, day, from, to, label) => {
    expect(periodOf(kind, asDay(day))).toEqual({ from, to });
    expect(periodLabel(kind, asDay(day))).toBe(label);
  });

  test("has a name of its own for each kind", () => {
    const day = asDay("2026-11-20");
    expect([weekOf(day), monthOf(day), quarterOf(day), yearOf(day)]).toEqual(
      (["week", "month", "quarter", "year"] as const).map((kind) => periodOf(kind, day)),
    );
  });

  test("has the day in it, and the next begins where it ends", () => {
    const anyKind = fc.constantFrom<PeriodKind>("week", "month", "quarter", "year");
    fc.assert(
      fc.property(anyKind, anyDay, (kind, day) => {
        const { from, to } = periodOf(kind, day);
        expect(from <= day && day <= to).toBe(true);
        expect(nextPeriod(kind, day).from).toBe(addDays(to, 1));
        expect(previousPeriod(kind, day).to).toBe(addDays(from, -1));
        expect(previousPeriod(kind, nextPeriod(kind, day).to)).toEqual({ from, to });
        if (kind === "week") expect([weekdayOf(from), weekdayOf(to)]).toEqual([1, 7]);
        else expect(from.slice(-2)).toBe("01");
      }),
    );
  });
});
