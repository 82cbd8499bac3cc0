import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wallClock } from "../../../src/kernel/dates/zone.ts";
import { addDays, at, parseMoment } from "../../../src/kernel/dates.ts";
import { refusal } from "../refusal.ts";
import { anyZone, recentDay } from "./calendar.ts";

// A Wednesday, 15:00 in Berlin.
const now = new Date("2026-11-18T14:00:00Z");
const inBerlin = (text: string) => parseMoment(text, { now, timeZone: "Europe/Berlin" });

describe("a moment, in Berlin on Wednesday 18 November at 15:00", () => {
  test.each([
    ["tomorrow 15:00", "2026-11-19T14:00:00Z"],
    ["tomorrow at 15:00", "2026-11-19T14:00:00Z"],
    ["fri 3pm", "2026-11-20T14:00:00Z"],
    ["Friday, 3:30 PM", "2026-11-20T14:30:00Z"],
    ["at 15:00 on 27 nov", "2026-11-27T14:00:00Z"],
    ["2026-11-27 15:00", "2026-11-27T14:00:00Z"],
    ["2026-11-27T15:00", "2026-11-27T14:00:00Z"],
    ["2026-11-27T15:00Z", "2026-11-27T15:00:00Z"],
    ["2026-11-27 15:00-05:00", "2026-11-27T20:00:00Z"],
    ["27.11.2026 9.15", "2026-11-27T08:15:00Z"],
    ["next monday noon", "2026-11-23T11:00:00Z"],
    ["today midnight", "2026-11-17T23:00:00Z"],
    ["12am tomorrow", "2026-11-18T23:00:00Z"],
    ["12 pm tomorrow", "2026-11-19T11:00:00Z"],
    ["in 2 weeks 9h", "2026-12-02T08:00:00Z"],
    // A time alone is the next such time.
    ["16:00", "2026-11-18T15:00:00Z"],
    ["14:00", "2026-11-19T13:00:00Z"],
  ])("%s is %s", (text, instant) => {
    expect(inBerlin(text)).toEqual(new Date(instant));
  });

  test.each([
    ["", "A day and a time are missing."],
    [
      "tomorrow",
      "At what time tomorrow? Write a day and a time, like tomorrow 15:00, fri 3pm or 2026-11-27 15:00.",
    ],
    ["whenever 15:00", "I can't read “whenever 15:00” as a moment."],
    ["soon", "I can't read “soon” as a moment."],
    ["tomorrow 25:00", "I can't read “tomorrow 25:00” as a moment."],
    ["tomorrow 13pm", "I can't read “tomorrow 13pm” as a moment."],
    ["30 february 15:00", "There is no 30 February"],
  ])("“%s” is refused in words", (text, words) => {
    expect(refusal(() => inBerlin(text))).toContain(words);
  });
});

describe("where clocks change", () => {
  test.each([
    [
      "2027-03-28 02:30",
      "Europe/Berlin",
      "There is no 02:30 on 2027-03-28 in Europe/Berlin: clocks go forward then. The next time there is: 03:30.",
    ],
    ["2027-03-14 02:15", "America/New_York", "There is no 02:15 on 2027-03-14 in America/New_York"],
    ["2027-10-03 02:30", "Australia/Sydney", "There is no 02:30 on 2027-10-03 in Australia/Sydney"],
    [
      "2027-10-31 02:30",
      "Europe/Berlin",
      "02:30 on 2027-10-31 comes twice in Europe/Berlin: clocks go back then. Write `2027-10-31 02:30+02:00` for the first, `2027-10-31 02:30+01:00` for the second.",
    ],
    [
      "2026-11-01 01:30",
      "America/New_York",
      "Write `2026-11-01 01:30-04:00` for the first, `2026-11-01 01:30-05:00` for the second.",
    ],
    [
      "2027-04-04 02:30",
      "Australia/Sydney",
      "Write `2027-04-04 02:30+11:00` for the first, `2027-04-04 02:30+10:00` for the second.",
    ],
  ])("%s in %s is refused with what to write", (text, timeZone, words) => {
    expect(refusal(() => parseMoment(text, { now, timeZone }))).toContain(words);
  });

  test("both ways to write a time that comes twice are an hour apart", () => {
    const first = inBerlin("2027-10-31 02:30+02:00");
    const second = inBerlin("2027-10-31 02:30+01:00");
    expect(second.getTime() - first.getTime()).toBe(3_600_000);
  });
});

test("what is read shows that time on the clocks of the zone, or is refused", () => {
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  fc.assert(
    fc.property(recentDay, minute, anyZone, (day, minutes, timeZone) => {
      const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
      const context = { now: at(addDays(day, -3), "12:00", timeZone), timeZone };
      let instant: Date;
      try {
        instant = parseMoment(`${day} ${time}`, context);
      } catch (error) {
        expect(String(error)).toMatch(/comes twice|clocks go forward/);
        return;
      }
      expect(wallClock(instant, timeZone).slice(0, 16)).toBe(`${day}T${time}`);
    }),
    { numRuns: 300 },
  );
});
