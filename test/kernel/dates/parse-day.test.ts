import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  formatDay,
  parseDay,
  startOfDay,
} from "../../../src/kernel/dates.ts";
import { refusal } from "../refusal.ts";
import { anyDay, anyZone, recentDay } from "./calendar.ts";

/** Friday 20 November 2026, 15:00 in Berlin. */
const friday = { now: new Date("2026-11-20T14:00:00Z"), timeZone: "Europe/Berlin" };

describe("a date is understood as people write it", () => {
  test.each([
    ["2027-03-31", "2027-03-31"],
    ["2027/3/31", "2027-03-31"],
    ["2027.03.31", "2027-03-31"],
    ["20270331", "2027-03-31"],
    ["31.3.2027", "2027-03-31"],
    ["31.03.27", "2027-03-31"],
    ["31. 3. 2027", "2027-03-31"],
    ["03.04.2027", "2027-04-03"],
    ["31.03.", "2027-03-31"],
    ["31.3", "2027-03-31"],
    ["31.12.", "2026-12-31"],
    ["31 March 2027", "2027-03-31"],
    ["31st of March, 2027", "2027-03-31"],
    ["the 31st of march", "2027-03-31"],
    ["31. March 2027", "2027-03-31"],
    ["March 31, 2027", "2027-03-31"],
    ["March 31st", "2027-03-31"],
    ["Mar 31", "2027-03-31"],
    ["mar. 31 '28", "2028-03-31"],
    ["31-Mar-27", "2027-03-31"],
    ["31Mar2027", null],
    ["3/31/2027", "2027-03-31"],
    ["31/3/2027", "2027-03-31"],
    ["31/3", "2027-03-31"],
    ["3-31-2027", "2027-03-31"],
    ["4/4/2027", "2027-04-04"],
    ["20 November", "2026-11-20"],
    ["19 November", "2027-11-19"],
    ["29 feb", "2028-02-29"],
    ["Fri 27 Nov", "2026-11-27"],
    ["Fri, Nov 27, 2026", "2026-11-27"],
    ["Tue 17 Nov", "2026-11-17"],
    ["on 27 Nov", "2026-11-27"],
    ["the 25th", "2026-11-25"],
    ["15th", "2026-12-15"],
    ["31st", "2026-12-31"],
    ["2027-03-31 14:03", "2027-03-31"],
    ["3/31/2027 2:03 PM", "2027-03-31"],
    ["2027-03-31T23:30:00", "2027-03-31"],
    ["2027-03-31T23:30:00Z", "2027-04-01"],
    ["2027-03-31T23:30:00.000+02:00", "2027-03-31"],
  ])("%j", (text, expected) => {
    if (expected === null) expect(refusal(() => parseDay(text, friday))).toContain(text);
    else expect(parseDay(text, friday)).toBe(expected);
  });
});

describe("a day is understood from today on, a Friday", () => {
  test.each([
    ["today", "2026-11-20"],
    ["TODAY", "2026-11-20"],
    ["tomorrow", "2026-11-21"],
    ["yesterday", "2026-11-19"],
    ["day after tomorrow", "2026-11-22"],
    ["friday", "2026-11-27"],
    ["this friday", "2026-11-20"],
    ["next friday", "2026-11-27"],
    ["last friday", "2026-11-13"],
    ["thursday", "2026-11-26"],
    ["next thursday", "2026-11-26"],
    ["last thursday", "2026-11-19"],
    ["sat", "2026-11-21"],
    ["next sat", "2026-11-28"],
    ["Tues", "2026-11-24"],
    ["on monday", "2026-11-23"],
    ["by monday", "2026-11-23"],
    ["friday next week", "2026-11-27"],
    ["next week", "2026-11-23"],
    ["next month", "2026-12-20"],
    ["next quarter", "2027-03-31"],
    ["next year", "2027-12-31"],
    ["this month", "2026-11-30"],
    ["this week", "2026-11-20"],
    ["in 2 weeks", "2026-12-04"],
    ["in two weeks", "2026-12-04"],
    ["two weeks from now", "2026-12-04"],
    ["in a fortnight", "2026-12-04"],
    ["in a week", "2026-11-27"],
    ["in 10 days", "2026-11-30"],
    ["in 3 months", "2027-02-20"],
    ["in a quarter", "2027-02-20"],
    ["in a year", "2027-11-20"],
    ["in 3 business days", "2026-11-25"],
    ["+10d", "2026-11-30"],
    ["+2w", "2026-12-04"],
    ["+ 2 weeks", "2026-12-04"],
    ["3 days ago", "2026-11-17"],
    ["-3d", "2026-11-17"],
    ["eow", "2026-11-20"],
    ["eom", "2026-11-30"],
    ["EOQ", "2026-12-31"],
    ["eoy", "2026-12-31"],
    ["end of month", "2026-11-30"],
    ["end of the month", "2026-11-30"],
    ["end of this quarter", "2026-12-31"],
    ["end of year", "2026-12-31"],
    ["end of next week", "2026-11-27"],
    ["end of next month", "2026-12-31"],
    ["end of next quarter", "2027-03-31"],
    ["end of march", "2027-03-31"],
    ["end of q1", "2027-03-31"],
    ["start of q1", "2027-01-01"],
    ["beginning of next month", "2026-12-01"],
    ["month end", "2026-11-30"],
    ["march", "2027-03-31"],
    ["in march", "2027-03-31"],
    ["november", "2026-11-30"],
    ["feb 2028", "2028-02-29"],
    ["q1", "2027-03-31"],
    ["Q4", "2026-12-31"],
    ["q3", "2027-09-30"],
    ["q1 2028", "2028-03-31"],
    ["2028-Q1", "2028-03-31"],
    ["q1/28", "2028-03-31"],
    ["last business day of the month", "2026-11-30"],
    ["last business day of january", "2027-01-29"],
    ["first business day of next month", "2026-12-01"],
    ["first day of may", "2027-05-01"],
    ["last day of the quarter", "2026-12-31"],
  ])("%j is %s", (text, expected) => {
    expect(parseDay(text, friday)).toBe(expected);
  });

  test.each([
    ["eow", "2026-11-27"],
    ["this friday", "2026-11-27"],
    ["next friday", "2026-11-27"],
    ["next week", "2026-11-23"],
    ["eom", "2026-11-30"],
  ])("on the Saturday after, %j is %s", (text, expected) => {
    const now = new Date("2026-11-21T09:00:00Z");
    expect(parseDay(text, { now, timeZone: "Europe/Berlin" })).toBe(expected);
  });

  test("the last business day that has just passed gives way to the next month's", () => {
    const now = new Date("2027-01-30T09:00:00Z");
    const day = parseDay("last business day of the month", { now, timeZone: "UTC" });
    expect(day).toBe("2027-02-26");
  });

  test("next month's day is its last when the month is too short", () => {
    const now = new Date("2027-01-31T09:00:00Z");
    expect(parseDay("next month", { now, timeZone: "UTC" })).toBe("2027-02-28");
  });

  test("what is today depends on where the person is", () => {
    const now = new Date("2026-11-20T23:30:00Z");
    expect(parseDay("today", { now, timeZone: "America/New_York" })).toBe("2026-11-20");
    expect(parseDay("today", { now, timeZone: "Asia/Tokyo" })).toBe("2026-11-21");
  });
});

describe("of what has happened, the latest is meant", () => {
  test.each([
    ["19 November", "2026-11-19"],
    ["20 November", "2026-11-20"],
    ["21 November", "2025-11-21"],
    ["thursday", "2026-11-19"],
    ["friday", "2026-11-13"],
    ["march", "2026-03-31"],
    ["q3", "2026-09-30"],
    ["the 25th", "2026-10-25"],
  ])("%j is %s", (text, expected) => {
    expect(parseDay(text, { ...friday, prefer: "past" })).toBe(expected);
  });
});

describe("what can be read two ways", () => {
  test("is refused with both readings", () => {
    expect(refusal(() => parseDay("03/04/2027", friday))).toBe(
      "bad_input: “03/04/2027” can be 3 April or 4 March. Write 2027-04-03 or 2027-03-04.",
    );
    expect(refusal(() => parseDay("3/4", friday))).toBe(
      "bad_input: “3/4” can be 3 April or 4 March. Write 3 April or 4 March.",
    );
  });
  test.each([
    ["dmy", "2027-04-03"],
    ["mdy", "2027-03-04"],
  ] as const)("is read %s where that is the custom", (order, expected) => {
    expect(parseDay("03/04/2027", { ...friday, order })).toBe(expected);
  });
  test("is read the only way it can be, whatever the custom", () => {
    expect(parseDay("3/31/2027", { ...friday, order: "dmy" })).toBe("2027-03-31");
    expect(parseDay("31/3/2027", { ...friday, order: "mdy" })).toBe("2027-03-31");
  });
});

describe("what is no day is refused with what was wrong", () => {
  test.each([
    ["", "A day is missing"],
    ["31.2.2027", "There is no 31 February 2027. The last day of that month is 2027-02-28."],
    ["2027-02-29", "There is no 29 February 2027"],
    ["31 april", "There is no 31 April 2026"],
    ["2027-13-01", "There is no month 13"],
    ["31.31.2027", "There is no month 31"],
    ["0 march 2027", "There is no 0 March 2027"],
    ["31.3.1850", "The year 1850 is out of reach"],
    ["Thu 27 Nov 2026", "2026-11-27 is a Friday, not a Thursday"],
    ["tommorow", "Did you mean tomorrow?"],
    ["firday", "Did you mean friday?"],
    ["soon", "I can't read “soon” as a day"],
    ["2027", "I can't read “2027” as a day"],
    ["32nd", "I can't read “32nd” as a day"],
    ["in 0.5 weeks", "I can't read"],
    ["in 9999 years", "1900 to 2200"],
    ["a", "I can't read “a” as a day"],
    ["__proto__", "I can't read “__proto__” as a day"],
    ["x".repeat(5_000), `I can't read “${"x".repeat(39)}…” as a day`],
    ["the day", "I can't read “the day” as a day"],
  ])("%j", (text, words) => {
    const refused = refusal(() => parseDay(text, friday));
    expect(refused).toMatch(/^bad_input: /);
    expect(refused).toContain(words);
  });
});

describe("whatever today is and wherever the person,", () => {
  const someone = fc.record({ today: recentDay, timeZone: anyZone }).map(({ today, timeZone }) => ({
    today,
    options: { now: new Date(startOfDay(today, timeZone).getTime() + 3_600_000), timeZone },
  }));

  test("a day in full is that day", () => {
    fc.assert(
      fc.property(anyDay, someone, (day, { options }) => {
        expect(parseDay(day, options)).toBe(day);
      }),
    );
  });

  test("a day we print is that day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000, max: 3_000 }), someone, (n, { today, options }) => {
        const day = addDays(today, n);
        expect(parseDay(formatDay(day, { today }), options)).toBe(day);
      }),
      { numRuns: 500 },
    );
  });

  test("what is to come is not past", () => {
    const toCome = fc.constantFrom(
      ..."friday,monday,march,31 march,q1,q4,eow,eom,eoq,eoy,next week,next month,next friday,29 feb,the 15th,in a week,last business day of the month".split(
        ",",
      ),
    );
    fc.assert(
      fc.property(toCome, someone, (text, { today, options }) => {
        const ahead = daysBetween(today, parseDay(text, options));
        expect(ahead).toBeGreaterThanOrEqual(0);
        if (!text.includes("29")) expect(ahead).toBeLessThanOrEqual(366);
      }),
      { numRuns: 500 },
    );
  });

  test("what has happened is not to come", () => {
    const past = fc.constantFrom("friday", "31 march", "29 feb", "the 15th", "last week");
    fc.assert(
      fc.property(past, someone, (text, { today, options }) => {
        expect(parseDay(text, { ...options, prefer: "past" }) <= today).toBe(true);
      }),
    );
  });

  test("any words are a day or a refusal, never a crash", () => {
    const vocabulary =
      "next last this in end of the first business day month quarter q1 q9 march fri 31 99 0 2027 / . - + 2w , ' st ago".split(
        " ",
      );
    const words = fc
      .array(fc.constantFrom(...vocabulary), { maxLength: 6 })
      .chain((list) => fc.constantFrom(list.join(" "), list.join("")));
    fc.assert(
      fc.property(fc.oneof(words, fc.string()), someone, (text, { options }) => {
        try {
          expect(parseDay(text, options)).toMatch(/^\d{4}-\d\d-\d\d$/);
        } catch (error) {
          expect(error).toHaveProperty("code", "bad_input");
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
