import { describe, expect, test } from "vitest";
import {
  asDay,
  formatAgo,
  formatDay,
  formatDayShort,
  formatInstant,
  formatRelativeDay,
} from "../../../src/kernel/dates.ts";

const today = asDay("2026-11-20");

describe("a day as a person reads it on Friday 20 November 2026", () => {
  test.each([
    ["2026-11-20", "today"],
    ["2026-11-21", "tomorrow"],
    ["2026-11-19", "yesterday"],
    ["2026-11-27", "Fri 27 Nov (in 7 days)"],
    ["2026-11-17", "Tue 17 Nov (3 days ago)"],
    ["2026-12-03", "Thu 3 Dec (in 13 days)"],
    ["2026-12-04", "Fri 4 Dec (in 2 weeks)"],
    ["2026-12-25", "Fri 25 Dec (in 5 weeks)"],
    ["2027-03-31", "Wed 31 Mar (in 4 months)"],
    ["2027-10-20", "Wed 20 Oct (in 11 months)"],
    ["2027-10-21", "Thu 21 Oct 2027 (in 11 months)"],
    ["2025-12-20", "Sat 20 Dec (11 months ago)"],
    ["2025-12-19", "Fri 19 Dec 2025 (11 months ago)"],
    ["2029-11-20", "Tue 20 Nov 2029 (in 3 years)"],
  ])("%s is %j", (day, words) => {
    expect(formatDay(asDay(day), { today })).toBe(words);
  });

  test("is short in a table", () => {
    expect(formatDayShort(asDay("2027-03-31"), today)).toBe("31 Mar");
    expect(formatDayShort(asDay("2028-03-31"), today)).toBe("31 Mar 2028");
  });

  test("is a distance alone where the day stands elsewhere", () => {
    expect(formatRelativeDay(asDay("2027-01-10"), today)).toBe("in 7 weeks");
  });
});

describe("an instant on the reader's clock", () => {
  const now = new Date("2026-11-20T14:00:00Z");
  test.each([
    ["2026-11-20T13:03:00Z", "Europe/Berlin", "today 14:03"],
    ["2026-11-19T13:03:00Z", "Europe/Berlin", "yesterday 14:03"],
    ["2026-11-21T14:00:00Z", "Europe/Berlin", "tomorrow 15:00"],
    ["2026-11-17T13:03:00Z", "Europe/Berlin", "Tue 14:03"],
    ["2026-11-25T17:00:00Z", "Europe/Berlin", "Wed 18:00"],
    ["2026-11-12T13:03:00Z", "Europe/Berlin", "12 Nov 14:03"],
    ["2026-07-12T13:03:00Z", "Europe/Berlin", "12 Jul 15:03"],
    ["2024-11-12T13:03:00Z", "Europe/Berlin", "12 Nov 2024 14:03"],
    ["2026-11-20T23:30:00Z", "Asia/Tokyo", "tomorrow 08:30"],
    ["2026-11-20T05:05:00Z", "America/New_York", "today 00:05"],
  ])("%s in %s is %j", (instant, timeZone, words) => {
    expect(formatInstant(new Date(instant), { now, timeZone })).toBe(words);
  });
});

describe("how long ago", () => {
  const now = new Date("2026-11-20T14:00:00Z");
  test.each([
    [0, "just now"],
    [59, "just now"],
    [60, "1 minute ago"],
    [4 * 60 + 50, "4 minutes ago"],
    [3600, "1 hour ago"],
    [3 * 3600, "3 hours ago"],
    [24 * 3600, "1 day ago"],
    [2 * 86_400, "2 days ago"],
    [35 * 86_400, "5 weeks ago"],
    [-240, "in 4 minutes"],
    [-30, "just now"],
  ])("%d seconds are %j", (seconds, words) => {
    expect(formatAgo(new Date(now.getTime() - seconds * 1000), now)).toBe(words);
  });
});
