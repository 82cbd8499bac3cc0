import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Hours, isAllowed, nextAllowed } from "../../src/notify/quiet.ts";

const usual: Hours = {
  timeZone: "Europe/Berlin",
  quietFrom: "20:00",
  quietTo: "08:00",
  days: [1, 2, 3, 4, 5],
  snoozedUntil: null,
};

test.each<[string, string, Partial<Hours>, string]>([
  ["in the day, now", "2026-11-18T14:00:00Z", {}, "2026-11-18T14:00:00Z"],
  [
    "at eight in the evening, tomorrow at eight",
    "2026-11-18T19:00:00Z",
    {},
    "2026-11-19T07:00:00Z",
  ],
  ["at night, in the morning", "2026-11-19T03:00:00Z", {}, "2026-11-19T07:00:00Z"],
  ["on Friday evening, on Monday", "2026-11-20T19:00:00Z", {}, "2026-11-23T07:00:00Z"],
  ["on Saturday at noon, on Monday", "2026-11-21T11:00:00Z", {}, "2026-11-23T07:00:00Z"],
  [
    "without quiet hours on Saturday, on Monday at midnight",
    "2026-11-21T11:00:00Z",
    { quietFrom: "00:00", quietTo: "00:00" },
    "2026-11-22T23:00:00Z",
  ],
  [
    "with quiet at noon, after it",
    "2026-11-18T11:30:00Z",
    { quietFrom: "12:00", quietTo: "13:00" },
    "2026-11-18T12:00:00Z",
  ],
  [
    "snoozed, when it ends",
    "2026-11-18T10:00:00Z",
    { snoozedUntil: new Date("2026-11-18T12:00:00Z") },
    "2026-11-18T12:00:00Z",
  ],
  [
    "snoozed into the night, in the morning after",
    "2026-11-18T10:00:00Z",
    { snoozedUntil: new Date("2026-11-18T22:00:00Z") },
    "2026-11-19T07:00:00Z",
  ],
  [
    "after the snooze, now",
    "2026-11-18T10:00:00Z",
    { snoozedUntil: new Date("2026-11-18T09:00:00Z") },
    "2026-11-18T10:00:00Z",
  ],
  [
    "over the night clocks go back, an hour later in UTC",
    "2026-10-23T19:00:00Z",
    { days: [1, 2, 3, 4, 5, 6, 7] },
    "2026-10-24T06:00:00Z",
  ],
  [
    "in the night clocks go back",
    "2026-10-24T19:00:00Z",
    { days: [1, 2, 3, 4, 5, 6, 7] },
    "2026-10-25T07:00:00Z",
  ],
  [
    "in the night clocks go forward",
    "2026-03-28T20:00:00Z",
    { days: [1, 2, 3, 4, 5, 6, 7] },
    "2026-03-29T06:00:00Z",
  ],
  [
    "when the end of quiet is skipped, right after the gap",
    "2026-03-28T20:00:00Z",
    { quietTo: "02:30", days: [6, 7] },
    "2026-03-29T01:00:00Z",
  ],
  [
    "when the end of quiet comes twice, the first time",
    "2026-10-24T20:00:00Z",
    { quietTo: "02:30", days: [6, 7] },
    "2026-10-25T00:30:00Z",
  ],
])("%s", (_, from, more, expected) => {
  expect(nextAllowed(new Date(from), { ...usual, ...more })).toEqual(new Date(expected));
});

describe("whatever the hours, the zone and the day", () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "45"))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
  const hours = fc.record({
    timeZone: fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/New_York",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "America/Sao_Paulo",
      "Africa/Cairo",
    ),
    quietFrom: time,
    quietTo: time,
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    snoozedUntil: fc.constant(null),
  });
  // Around the nights on which clocks are set, to the minute.
  const moment = fc
    .tuple(
      fc.constantFrom(
        "2026-03-08T00:00Z",
        "2026-03-29T00:00Z",
        "2026-04-04T00:00Z",
        "2026-10-04T00:00Z",
        "2026-10-25T00:00Z",
        "2026-11-01T00:00Z",
        "2026-04-24T00:00Z",
        "2026-07-01T00:00Z",
      ),
      fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
    )
    .map(([day, minutes]) => new Date(Date.parse(day) + minutes * 60_000));

  test("it is the first minute from then on that is allowed", () => {
    fc.assert(
      fc.property(moment, hours, (from, set) => {
        const next = nextAllowed(from, set);
        expect(isAllowed(next, set)).toBe(true);
        // As a calendar that tries each minute would find it.
        let first = from;
        while (!isAllowed(first, set)) first = new Date(first.getTime() + 60_000);
        expect(next).toEqual(first);
      }),
      { numRuns: 150 },
    );
  });

  test("a snooze only ever makes it later, and never longer than the snooze and the quiet after it", () => {
    fc.assert(
      fc.property(moment, hours, fc.integer({ min: 0, max: 5000 }), (from, set, minutes) => {
        const snoozedUntil = new Date(from.getTime() + minutes * 60_000);
        const next = nextAllowed(from, { ...set, snoozedUntil });
        expect(next).toEqual(nextAllowed(snoozedUntil, set));
        expect(next >= nextAllowed(from, set)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
