import { describe, expect, test } from "vitest";
import {
  parseAmount,
  readAmountColumn,
} from "../../../../src/features/deals/transfer/cells/column-amounts.ts";
import {
  parseMoment,
  readDateColumns,
} from "../../../../src/features/deals/transfer/cells/column-dates.ts";
import {
  formatList,
  isPartsOfOne,
  parseCount,
  parseFlag,
  parseList,
  parsePercent,
  parsePersonCell,
} from "../../../../src/features/deals/transfer/cells/column-values.ts";
import { salesforceId } from "../../../../src/features/deals/transfer/columns/salesforce.ts";

const cells = (values: readonly string[]) => values.map((value, i) => ({ line: i + 2, value }));
const readDates = (columns: Record<string, string[]>, fallback: "mdy" | "dmy" = "mdy") =>
  readDateColumns(new Map(Object.entries(columns).map(([k, v]) => [k, cells(v)])), fallback);
const moment = (
  value: string,
  column: string[] = [value],
  zone = "UTC",
  fallback?: "mdy" | "dmy",
) => {
  const reading = readDates({ a: column }, fallback).get("a");
  if (!reading) throw new Error("no reading");
  return parseMoment(value, reading, zone).at.toISOString();
};

describe("the order of dates", () => {
  test.each([
    ["a second part over 12 proves the month first", ["3/4/2026", "3/25/2026"], "mdy", "proved"],
    ["a first part over 12 proves the day first", ["3/4/2026", "25/3/2026"], "dmy", "proved"],
    ["ISO dates need no decision", ["2026-03-04", "2026-03-25"], "mdy", "clear"],
    ["dates that are the same both ways need none", ["3/3/2026", "4.5.2026"], "mdy", "clear"],
    ["nothing tells", ["3/4/2026", "5/6/2026"], "mdy", "assumed"],
    ["both orders occur", ["3/25/2026", "25/3/2026"], "mdy", "mixed"],
    ["two-digit years prove as well", ["03/25/26 08:55 PM"], "mdy", "proved"],
  ])("%s", (_, column, order, basis) => {
    expect(readDates({ a: column }).get("a")).toMatchObject({ order, basis });
  });

  test("a column that tells nothing follows the file's other columns", () => {
    const readings = readDates({ created: ["25/3/2026"], closes: ["3/4/2026"] });
    expect(readings.get("closes")).toMatchObject({ order: "dmy", basis: "neighbours" });
  });

  test("other columns that contradict each other decide nothing", () => {
    const readings = readDates({ a: ["25/3/2026"], b: ["3/25/2026"], c: ["3/4/2026"] });
    expect(readings.get("c")).toMatchObject({ order: "mdy", basis: "assumed" });
  });
});

describe("moments", () => {
  test.each([
    ["2026-03-04", "2026-03-04T12:00:00.000Z"],
    ["2026/3/4", "2026-03-04T12:00:00.000Z"],
    ["2026-03-04T08:05:09Z", "2026-03-04T08:05:09.000Z"],
    ["2026-03-04 08:05:09.250+02:00", "2026-03-04T06:05:09.250Z"],
    ["2026-03-04T08:05:09.000+0000", "2026-03-04T08:05:09.000Z"],
    ["2026-03-04 08:05", "2026-03-04T08:05:00.000Z"],
    ["02/23/26 08:55 PM", "2026-02-23T20:55:00.000Z"],
    ["2/23/2026, 12:05 am", "2026-02-23T00:05:00.000Z"],
    ["23.2.2026 14:30", "2026-02-23T14:30:00.000Z"],
    ["4-Mar-26", "2026-03-04T12:00:00.000Z"],
    ["Mar 4, 2026", "2026-03-04T12:00:00.000Z"],
    ["4 March 2026 9:15", "2026-03-04T09:15:00.000Z"],
    ["1772611200000", "2026-03-04T08:00:00.000Z"],
    ["1/2/69", "2069-01-02T12:00:00.000Z"],
    ["1/2/70", "1970-01-02T12:00:00.000Z"],
  ])("%s is %s", (value, instant) => expect(moment(value)).toBe(instant));

  test("a time without an offset is on the reader's clock, a day without a time is nobody's", () => {
    expect(moment("2026-07-01 09:00", undefined, "Europe/Berlin")).toBe("2026-07-01T07:00:00.000Z");
    expect(moment("2026-07-01", undefined, "America/New_York")).toBe("2026-07-01T12:00:00.000Z");
  });

  test.each([
    ["2/30/2026", /There is no day/],
    ["13/13/2026", /There is no day/],
    ["2026-13-01", /There is no day/],
    ["soon", /can't read “soon” as a date/],
    ["tomorrow", /can't read “tomorrow” as a date/],
    ["2026-03-04 25:00", /can't read/],
    ["45000", /can't read “45000”/],
  ])("%s is refused", (value, message) => expect(() => moment(value)).toThrow(message));

  test("in a mixed column only the dates that could be either are refused", () => {
    const column = ["3/25/2026", "25/3/2026", "3/4/2026", "5/5/2026", "2026-03-04"];
    expect(moment("3/25/2026", column)).toContain("2026-03-25");
    expect(moment("25/3/2026", column)).toContain("2026-03-25");
    expect(moment("5/5/2026", column)).toContain("2026-05-05");
    expect(moment("2026-03-04", column)).toContain("2026-03-04");
    expect(() => moment("3/4/2026", column)).toThrow(
      /two ways: .* month first on line 2 \(3\/25\/2026\) .* day first on line 3 \(25\/3\/2026\)/,
    );
  });
});

describe("amounts", () => {
  const amount = (value: string, column: string[] = [value], currency = "EUR") =>
    parseAmount(value, readAmountColumn(cells(column)), currency);
  test.each([
    ["1234", ["1234"], 123_400, "EUR"],
    ["1,234.56", ["1,234.56"], 123_456, "EUR"],
    ["1.234,56", ["1.234,56"], 123_456, "EUR"],
    ["1.234.567", ["1.234.567"], 123_456_700, "EUR"],
    ["50.000", ["50.000"], 5_000_000, "EUR"],
    ["50.000", ["50.000", "12.5"], 5000, "EUR"],
    ["50.000", ["50.000", "12,5"], 5_000_000, "EUR"],
    ["50,000", ["50,000", "12,5"], 5000, "EUR"],
    ["1 234,50", ["1 234,50"], 123_450, "EUR"],
    ["1'234.50", ["1'234.50"], 123_450, "EUR"],
    ["$1,054.00", ["$1,054.00"], 105_400, "USD"],
    ["1.054,00 €", ["1.054,00 €"], 105_400, "EUR"],
    ["GBP 10", ["GBP 10"], 1000, "GBP"],
    ["50k", ["50k"], 5_000_000, "EUR"],
    ["1.5m USD", ["1.5m USD"], 150_000_000, "USD"],
    ["1234.5678", ["1234.5678"], 123_457, "EUR"],
    ["1500", ["1500"], 1500, "JPY"],
    ["1.5000", ["1.5000"], 1500, "KWD"],
    ["0", ["0"], 0, "EUR"],
    [".5", [".5"], 50, "EUR"],
  ])("%s among %j is %d %s", (value, column, minor, currency) => {
    const usual = /JPY|KWD/.test(currency) ? currency : "EUR";
    expect(amount(value, column, usual)).toEqual({ minor, currency });
  });

  test.each([
    ["-5", /can't be negative/],
    ["(5.00)", /can't be negative/],
    ["five", /can't read “five” as an amount/],
    ["12 XXQ", /XXQ|amount/],
    ["99999999999999999", /more than any deal/],
  ])("%s is refused", (value, message) => expect(() => amount(value)).toThrow(message));

  test("in a mixed column only the amounts that could be either are refused", () => {
    const column = ["1,234.50", "1.234,50", "50.000", "7"];
    expect(amount("1,234.50", column).minor).toBe(123_450);
    expect(amount("1.234,50", column).minor).toBe(123_450);
    expect(amount("7", column).minor).toBe(700);
    expect(() => amount("50.000", column)).toThrow(
      /two ways: .* points on line 2 .* commas on line 3/,
    );
  });
});

describe("other values", () => {
  test("yes and no as spreadsheets write them", () => {
    expect(["TRUE", "false", "1", "0", "", "yes"].map(parseFlag)).toEqual([
      ...[true, false, true, false, null, true],
    ]);
    expect(() => parseFlag("maybe")).toThrow(/neither yes nor no/);
  });

  test("probabilities in percent or as parts of one", () => {
    expect(isPartsOfOne(["0.2", "0.4", "1"])).toBe(true);
    expect(isPartsOfOne(["1", "0"])).toBe(false);
    expect(isPartsOfOne(["0.5", "20"])).toBe(false);
    expect(parsePercent("35%", false)).toBe(35);
    expect(parsePercent("0.6", true)).toBe(60);
    expect(() => parsePercent("120", false)).toThrow(/no probability/);
  });

  test("whole numbers with separators", () => {
    expect(parseCount("2,822")).toBe(2822);
    expect(() => parseCount("some")).toThrow(/no whole number/);
  });

  test("lists, also of things with semicolons in them", () => {
    for (const list of [["a", "b"], ["a; b", "c"], ["[x]"], [" a"], []])
      expect(parseList(formatList(list))).toEqual(list);
    expect(formatList(["a", "b c"])).toBe("a; b c");
  });

  test("people by name, address, or both", () => {
    expect(parsePersonCell("Ada Admin <ADA@example.com>")).toEqual({
      name: "Ada Admin",
      email: "ada@example.com",
    });
    expect(parsePersonCell("Ada (ada@example.com)")).toEqual({
      name: "Ada",
      email: "ada@example.com",
    });
    expect(parsePersonCell("ada.admin@example.com")).toEqual({
      name: "Ada Admin",
      email: "ada.admin@example.com",
    });
    expect(parsePersonCell(" Ada  Admin ")).toEqual({ name: "Ada Admin", email: null });
  });

  test("Salesforce's ids of 15 and 18 characters are the same", () => {
    expect(salesforceId("006bm00000LKJNN")).toBe("006bm00000LKJNNAA5");
    expect(salesforceId("006bm00000LKJNNAA5")).toBe("006bm00000LKJNNAA5");
  });
});
