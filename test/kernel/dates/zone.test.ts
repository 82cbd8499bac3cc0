import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, asDay, at, dayOf, isTimeZone, startOfDay } from "../../../src/kernel/dates.ts";
import { refusal } from "../refusal.ts";
import { anyDay, anyZone, recentDay } from "./calendar.ts";

const utc = (text: string) => new Date(`${text}Z`);

describe("a time zone", () => {
  test.each(["Europe/Berlin", "UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires"])(
    "can be %s",
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
    },
  );
  test.each(["Europe/Atlantis", "+02:00", "", "Berlin time"])("can't be %j", (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe("the day it is", () => {
  test.each([
    ["2026-11-20T23:30:00", "Europe/Berlin", "2026-11-21"],
    ["2026-11-20T23:30:00", "UTC", "2026-11-20"],
    ["2026-11-20T04:59:00", "America/New_York", "2026-11-19"],
    ["2026-11-20T10:00:00", "Pacific/Kiritimati", "2026-11-21"],
    ["2026-11-20T18:29:00", "Asia/Kolkata", "2026-11-20"],
    ["2026-11-20T18:30:00", "Asia/Kolkata", "2026-11-21"],
    // 44 minutes and 30 seconds behind UTC.
    ["1960-01-01T00:44:29", "Africa/Monrovia", "1959-12-31"],
    ["1960-01-01T00:44:30", "Africa/Monrovia", "1960-01-01"],
  ])("at %s in %s is %s", (instant, zone, day) => {
    expect(dayOf(utc(instant), zone)).toBe(day);
  });
});

describe("a time of a day", () => {
  test.each([
    ["2026-11-23", "09:00", "Europe/Berlin", "2026-11-23T08:00:00"],
    ["2026-07-23", "09:00", "Europe/Berlin", "2026-07-23T07:00:00"],
    ["2026-07-23", "09:00", "Australia/Sydney", "2026-07-22T23:00:00"],
    ["2026-11-23", "09:00", "Australia/Sydney", "2026-11-22T22:00:00"],
    ["2026-11-23", "09:00", "Asia/Kathmandu", "2026-11-23T03:15:00"],
    // Skipped by summer time: moves forward by an hour, or by Lord Howe's half.
    ["2027-03-28", "02:30", "Europe/Berlin", "2027-03-28T01:30:00"],
    ["2027-03-14", "02:30", "America/New_York", "2027-03-14T07:30:00"],
    ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00"],
    // Happens twice: the first.
    ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00"],
    ["2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00"],
    ["2027-04-04", "02:30", "Australia/Sydney", "2027-04-03T15:30:00"],
  ])("%s %s in %s is %sZ", (day, time, zone, instant) => {
    expect(at(asDay(day), time, zone)).toEqual(utc(instant));
  });

  test.each(["24:00", "9:00", "09:60", "noon", ""])("can't be %j", (time) => {
    expect(refusal(() => at(asDay("2026-11-23"), time, "UTC"))).toContain("Write it like 09:00");
  });

  test("is on that day, in any zone and season", () => {
    const anyTime = fc
      .tuple(fc.nat(22), fc.nat(59))
      .map((parts) => parts.map((n) => String(n).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(recentDay, anyTime, anyZone, (day, time, zone) => {
        expect(dayOf(at(day, time, zone), zone)).toBe(day);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a day's first instant", () => {
  test.each([
    ["2026-11-20", "Europe/Berlin", "2026-11-19T23:00:00"],
    // Summer time begins at midnight there, and the day at 01:00.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00"],
    // Midnight comes twice there when summer time ends.
    ["2026-11-01", "America/Havana", "2026-11-01T04:00:00"],
  ])("of %s in %s is %sZ", (day, zone, instant) => {
    expect(startOfDay(asDay(day), zone)).toEqual(utc(instant));
  });

  test("is on the day, and what is before it is not", () => {
    fc.assert(
      fc.property(anyDay, anyZone, (day, zone) => {
        expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(recentDay, anyZone, (day, zone) => {
        const before = new Date(startOfDay(day, zone).getTime() - 1);
        expect(dayOf(before, zone)).toBe(addDays(day, -1));
      }),
      { numRuns: 1_000 },
    );
  });

  test("of a day that a zone left out is the next day's", () => {
    // Samoa crossed the date line and had no 30 December 2011.
    const start = startOfDay(asDay("2011-12-30"), "Pacific/Apia");
    expect(start).toEqual(startOfDay(asDay("2011-12-31"), "Pacific/Apia"));
  });
});
