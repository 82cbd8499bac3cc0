import { describe, expect, test } from "vitest";
import { comesNext, dueSlots } from "../../../../src/features/digest/domain/slots.ts";
import type { Rhythm } from "../../../../src/features/digest/domain/subscription.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const daily = (timeZone: string): Rhythm => ({
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  monthday: null,
  time: "09:00",
  timeZone,
});

describe("what is due", () => {
  const rhythm = daily("Europe/Berlin");
  const nine = new Date("2026-11-18T08:00:00Z");
  const earlier = (ms: number) => new Date(nine.getTime() - ms);
  const past = (ms: number) => new Date(nine.getTime() + ms);
  const due = (since: Date, last: Date | null, now: Date) => {
    const { send, missed } = dueSlots(rhythm, { since, last }, now, 2 * HOUR);
    return { send: send?.at ?? null, missed: missed.map((slot) => slot.at) };
  };

  test.each<[string, Date, Date | null, Date, { send: Date | null; missed: Date[] }]>([
    [
      "nothing a second too early",
      earlier(DAY / 2),
      null,
      earlier(1000),
      { send: null, missed: [] },
    ],
    ["a digest at its time", earlier(DAY / 2), null, nine, { send: nine, missed: [] }],
    [
      "nothing once it is decided",
      earlier(DAY / 2),
      nine,
      past(MINUTE),
      { send: null, missed: [] },
    ],
    [
      "one within the grace time",
      earlier(DAY / 2),
      null,
      past(2 * HOUR),
      { send: nine, missed: [] },
    ],
    [
      "none later, and it is skipped",
      earlier(DAY / 2),
      null,
      past(2 * HOUR + 1),
      { send: null, missed: [nine] },
    ],
    [
      "today's after three days of silence, the others skipped",
      earlier(10 * DAY),
      earlier(4 * DAY),
      past(HOUR),
      { send: nine, missed: [earlier(3 * DAY), earlier(2 * DAY), earlier(DAY)] },
    ],
    [
      "nothing of before it was resumed",
      nine,
      earlier(4 * DAY),
      past(HOUR),
      { send: null, missed: [] },
    ],
  ])("%s", (_, since, last, now, expected) => {
    expect(due(since, last, now)).toEqual(expected);
  });

  test("a day that had its digest has no second one when its hour is moved", () => {
    const later = { ...rhythm, time: "11:00" };
    const moved = { since: past(HOUR), last: nine };
    expect(dueSlots(later, moved, past(3 * HOUR), 2 * HOUR)).toEqual({ send: null, missed: [] });
    expect(comesNext(later, moved, past(HOUR))?.day).toBe("2026-11-19");
  });

  test("who flies west has no second morning", () => {
    const west = { ...rhythm, timeZone: "America/New_York" };
    expect(comesNext(west, { since: earlier(9 * DAY), last: nine }, past(3 * HOUR))?.day).toBe(
      "2026-11-19",
    );
  });
});
