import { describe, expect, test } from "vitest";
import { readQuietHours, readSnooze } from "../../../src/features/preferences/domain/read.ts";

describe("quiet hours", () => {
  test.each([
    ["20:00-08:00", "20:00", "08:00"],
    ["20-8", "20:00", "08:00"],
    ["8pm to 8am", "20:00", "08:00"],
    ["from 22.30 – 6.15", "22:30", "06:15"],
    ["12am-12pm", "00:00", "12:00"],
    ["off", "00:00", "00:00"],
    ["None", "00:00", "00:00"],
  ])("%s", (text, from, to) => {
    expect(readQuietHours(text)).toEqual({ from, to });
  });

  test.each(["", "evening", "20:00", "25-8", "13pm-8am", "20:00-08:75"])("not %j", (text) => {
    expect(() => readQuietHours(text)).toThrow(/as quiet hours/);
  });
});

describe("a snooze", () => {
  // A Wednesday, 15:00 in Berlin.
  const context = {
    now: new Date("2026-11-18T14:00:00Z"),
    timeZone: "Europe/Berlin",
    morning: "08:00",
  };

  test.each([
    ["2h", "2026-11-18T16:00:00Z"],
    ["for 30 minutes", "2026-11-18T14:30:00Z"],
    ["an hour", "2026-11-18T15:00:00Z"],
    ["3 days", "2026-11-21T14:00:00Z"],
    ["1w", "2026-11-25T14:00:00Z"],
    ["until monday", "2026-11-23T07:00:00Z"],
    ["tomorrow", "2026-11-19T07:00:00Z"],
    ["until fri 14:00", "2026-11-20T13:00:00Z"],
    ["until 18:30", "2026-11-18T17:30:00Z"],
  ])("%s", (text, until) => {
    expect(readSnooze(text, context)).toEqual(new Date(until));
  });

  test.each([
    ["forever", /as the end of a snooze/],
    ["", /as the end of a snooze/],
    ["2026-01-01", /over already/],
    ["0h", /over already/],
    ["100 days", /more than 90 days away/],
  ])("not %j", (text, message) => {
    expect(() => readSnooze(text, context)).toThrow(message);
  });
});
