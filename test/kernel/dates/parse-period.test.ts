import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePeriod, startOfDay } from "../../../src/kernel/dates.ts";
import { refusal } from "../refusal.ts";
import { anyZone, recentDay } from "./calendar.ts";

/** Friday 20 November 2026, 15:00 in Berlin. */
const friday = { now: new Date("2026-11-20T14:00:00Z"), timeZone: "Europe/Berlin" };

describe("a period is understood from today on, a Friday", () => {
  test.each([
    ["this week", "2026-11-16", "2026-11-22", "this week"],
    ["last week", "2026-11-09", "2026-11-15", "last week"],
    ["next week", "2026-11-23", "2026-11-29", "next week"],
    ["this month", "2026-11-01", "2026-11-30", "this month"],
    ["month", "2026-11-01", "2026-11-30", "this month"],
    ["Next Month", "2026-12-01", "2026-12-31", "next month"],
    ["last month", "2026-10-01", "2026-10-31", "last month"],
    ["this quarter", "2026-10-01", "2026-12-31", "this quarter"],
    ["next quarter", "2027-01-01", "2027-03-31", "next quarter"],
    ["last quarter", "2026-07-01", "2026-09-30", "last quarter"],
    ["this year", "2026-01-01", "2026-12-31", "this year"],
    ["next year", "2027-01-01", "2027-12-31", "next year"],
    ["q4", "2026-10-01", "2026-12-31", "Q4 2026"],
    ["q3", "2027-07-01", "2027-09-30", "Q3 2027"],
    ["q3 2026", "2026-07-01", "2026-09-30", "Q3 2026"],
    ["2026", "2026-01-01", "2026-12-31", "2026"],
    ["march", "2027-03-01", "2027-03-31", "March 2027"],
    ["in march 2028", "2028-03-01", "2028-03-31", "March 2028"],
    ["november", "2026-11-01", "2026-11-30", "November 2026"],
    ["today", "2026-11-20", "2026-11-20", "today"],
    ["tomorrow", "2026-11-21", "2026-11-21", "tomorrow"],
    ["27 nov", "2026-11-27", "2026-11-27", "27 Nov"],
    ["on friday", "2026-11-27", "2026-11-27", "27 Nov"],
    ["ytd", "2026-01-01", "2026-11-20", "year to date"],
    ["last 30 days", "2026-10-21", "2026-11-20", "last 30 days"],
    ["next two weeks", "2026-11-20", "2026-12-04", "next 2 weeks"],
    ["last 1 month", "2026-10-20", "2026-11-20", "last 1 month"],
    ["1 march to 15 april", "2027-03-01", "2027-04-15", "1 Mar to 15 Apr"],
    ["1 nov to 15 dec", "2026-11-01", "2026-12-15", "1 Nov to 15 Dec"],
    ["between march and may", "2027-03-01", "2027-05-31", "March 2027 to May 2027"],
    ["from monday until friday", "2026-11-23", "2026-11-27", "23 Nov to 27 Nov"],
    ["2026-11-01..2026-11-15", "2026-11-01", "2026-11-15", "1 Nov to 15 Nov"],
    ["2026-11-01 - 2026-11-15", "2026-11-01", "2026-11-15", "1 Nov to 15 Nov"],
    ["overdue", undefined, "2026-11-19", "overdue"],
    ["before 31 march", undefined, "2027-03-30", "before 31 Mar"],
    ["before march", undefined, "2027-02-28", "before March 2027"],
    ["by 31 march", undefined, "2027-03-31", "by 31 Mar"],
    ["by eoq", undefined, "2026-12-31", "by 31 Dec"],
    ["by march", undefined, "2027-03-31", "by March 2027"],
    ["after 31 march", "2027-04-01", undefined, "after 31 Mar"],
    ["after march", "2027-04-01", undefined, "after March 2027"],
    ["since march", "2026-03-01", undefined, "from March 2026"],
    ["from 1 dec", "2026-12-01", undefined, "from 1 Dec"],
  ])("%j", (text, from, to, label) => {
    expect(parsePeriod(text, friday)).toEqual({ from, to, label });
  });

  test.each([
    ["q3", "2026-07-01", "2026-09-30"],
    ["q4", "2026-10-01", "2026-12-31"],
    ["march", "2026-03-01", "2026-03-31"],
    ["december", "2025-12-01", "2025-12-31"],
  ])("and %j is the latest when the past is meant", (text, from, to) => {
    expect(parsePeriod(text, { ...friday, prefer: "past" })).toMatchObject({ from, to });
  });
});

describe("what is no period is refused with what was wrong", () => {
  test.each([
    ["", "A period is missing"],
    ["soon", "I can't read “soon” as a period"],
    ["before", "I can't read “before” as a period"],
    ["by overdue", "I can't read “by overdue” as a period"],
    ["before 31.2.2027", "There is no 31 February 2027"],
    ["03/04/2027", "3 April or 4 March"],
    ["2027-05-01 to 2027-03-01", "1 May is after 1 Mar"],
    ["q5", "I can't read “q5” as a period"],
  ])("%j", (text, words) => {
    const refused = refusal(() => parsePeriod(text, friday));
    expect(refused).toMatch(/^bad_input: /);
    expect(refused).toContain(words);
  });
});

test("a text that goes on and on is refused in words", () => {
  const refused = refusal(() => parsePeriod(`${"before ".repeat(5_000)}march`, friday));
  expect(refused).toMatch(/^bad_input: I can't read “before before/);
});

test("a period never ends before it begins, whatever today is", () => {
  const texts = fc.constantFrom(
    ..."this week,last month,next quarter,last year,q1,q3 2026,2026,march,today,overdue,before friday,by eoq,after march,since q1,mtd,qtd,ytd,last 30 days,next 2 weeks,monday to friday,march to may,1 nov to 15 dec".split(
      ",",
    ),
  );
  fc.assert(
    fc.property(texts, recentDay, anyZone, (text, today, timeZone) => {
      const now = startOfDay(today, timeZone);
      const { from, to, label } = parsePeriod(text, { now, timeZone });
      expect(from !== undefined || to !== undefined).toBe(true);
      if (from !== undefined && to !== undefined) expect(from <= to).toBe(true);
      expect(label).not.toBe("");
    }),
    { numRuns: 500 },
  );
});
