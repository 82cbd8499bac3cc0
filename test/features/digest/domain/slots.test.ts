import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextSlot, slotsBetween } from "../../../../src/features/digest/domain/slots.ts";
import type { Rhythm } from "../../../../src/features/digest/domain/subscription.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const daily = (timeZone: string, time = "09:00"): Rhythm => ({
  weekdays: EVERY_DAY,
  monthday: null,
  time,
  timeZone,
});
const iso = (rhythm: Rhythm, from: string, to: string) =>
  slotsBetween(rhythm, new Date(from), new Date(to)).map((slot) => slot.at.toISOString());

/** Zones of both hemispheres, of half and quarter hours, with and without summer time. */
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Pacific/Honolulu",
];

describe("a slot", () => {
  test.each<[string, Rhythm, string, string, string[]]>([
    [
      "stays at nine when summer time ends",
      daily("Europe/Berlin"),
      "2026-10-24T00:00:00Z",
      "2026-10-26T12:00:00Z",
      ["2026-10-24T07:00:00.000Z", "2026-10-25T08:00:00.000Z", "2026-10-26T08:00:00.000Z"],
    ],
    [
      "that summer time skips comes an hour later, once",
      daily("Europe/Berlin", "02:30"),
      "2027-03-27T12:00:00Z",
      "2027-03-29T12:00:00Z",
      ["2027-03-28T01:30:00.000Z", "2027-03-29T00:30:00.000Z"],
    ],
    [
      "whose time comes twice is the first",
      daily("Europe/Berlin", "02:30"),
      "2026-10-24T12:00:00Z",
      "2026-10-25T12:00:00Z",
      ["2026-10-25T00:30:00.000Z"],
    ],
    [
      "comes in the south when it is autumn there",
      daily("Australia/Sydney"),
      "2027-04-03T00:00:00Z",
      "2027-04-05T00:00:00Z",
      ["2027-04-03T23:00:00.000Z", "2027-04-04T23:00:00.000Z"],
    ],
    [
      "comes once where a zone left out a day",
      daily("Pacific/Apia"),
      "2011-12-29T12:00:00Z",
      "2012-01-01T00:00:00Z",
      ["2011-12-29T19:00:00.000Z", "2011-12-30T19:00:00.000Z", "2011-12-31T19:00:00.000Z"],
    ],
    [
      "of the 31st is the last day of a shorter month",
      { ...daily("UTC"), weekdays: null, monthday: 31 },
      "2027-01-15T00:00:00Z",
      "2027-05-01T00:00:00Z",
      [
        "2027-01-31T09:00:00.000Z",
        "2027-02-28T09:00:00.000Z",
        "2027-03-31T09:00:00.000Z",
        "2027-04-30T09:00:00.000Z",
      ],
    ],
    [
      "of Monday to Friday leaves out the weekend",
      { ...daily("UTC"), weekdays: [1, 2, 3, 4, 5] },
      "2026-11-20T10:00:00Z",
      "2026-11-24T10:00:00Z",
      ["2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00.000Z"],
    ],
  ])("%s", (_, rhythm, from, to, expected) => {
    expect(iso(rhythm, from, to)).toEqual(expected);
  });

  test("at the end of the time asked for is in it, at the beginning is not", () => {
    const [at, day] = ["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z"];
    expect(iso(daily("UTC"), at, day)).toEqual(["2026-11-24T09:00:00.000Z"]);
  });
});

/** "2026-11-20T14:03" and the day of the week on the zone's clocks, as Intl alone tells it. */
function wall(ms: number, timeZone: string) {
  const format = formats.get(timeZone) ?? newFormat(timeZone);
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    minutes: Number(part.hour) * 60 + Number(part.minute),
    weekday: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part.weekday ?? "") + 1,
  };
}
const formats = new Map<string, Intl.DateTimeFormat>();
function newFormat(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

/** Walks along the clock quarter by quarter, and takes of each day the first that shows the time; what was skipped moves on. */
function bruteForce({ weekdays, time, timeZone }: Rhythm, from: Date, to: Date): string[] {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const wanted = hours * 60 + minutes;
  const found = new Map<string, number>();
  let before = wall(from.getTime() - 2 * DAY, timeZone);
  for (let ms = from.getTime() - 2 * DAY + 15 * MINUTE; ms <= to.getTime(); ms += 15 * MINUTE) {
    const now = wall(ms, timeZone);
    // On a day that begins at one o'clock, what is skipped began at midnight.
    const due = now.day === before.day ? before.minutes + 15 : 0;
    const isSkipped = due <= wanted && wanted < now.minutes;
    const later = isSkipped ? ms + (wanted - due) * MINUTE : ms;
    if (
      (now.minutes === wanted || isSkipped) &&
      !found.has(now.day) &&
      weekdays?.includes(now.weekday)
    )
      found.set(now.day, later);
    before = now;
  }
  return [...found.values()]
    .filter((ms) => ms > from.getTime() && ms <= to.getTime())
    .map((ms) => new Date(ms).toISOString());
}

describe("the slots between two moments", () => {
  const anyRhythm = fc.record({
    weekdays: fc.subarray(EVERY_DAY, { minLength: 1 }),
    monthday: fc.constant(null),
    time: fc
      .integer({ min: 0, max: 95 })
      .map((n) => `${String(n >> 2).padStart(2, "0")}:${String((n & 3) * 15).padStart(2, "0")}`),
    timeZone: fc.constantFrom(...ZONES),
  });
  // Around the changes of spring and autumn, in both hemispheres.
  const anyStart = fc
    .tuple(
      fc.constantFrom(
        "2026-03-05",
        "2026-03-25",
        "2026-04-02",
        "2026-09-03",
        "2026-09-25",
        "2026-10-22",
        "2026-10-30",
      ),
      fc.integer({ min: 0, max: 4 * 96 }),
    )
    .map(([day, quarters]) => new Date(Date.parse(`${day}T00:00:00Z`) + quarters * 15 * MINUTE));

  test("are those found by walking along the zone's clock", () => {
    fc.assert(
      fc.property(
        anyRhythm,
        anyStart,
        fc.integer({ min: 1, max: 8 * 96 }),
        (rhythm, from, quarters) => {
          const to = new Date(from.getTime() + quarters * 15 * MINUTE);
          expect(slotsBetween(rhythm, from, to).map((slot) => slot.at.toISOString())).toEqual(
            bruteForce(rhythm, from, to),
          );
        },
      ),
      { numRuns: 250 },
    );
  });

  test("are the same whether one asks at once or in steps", () => {
    fc.assert(
      fc.property(
        anyRhythm,
        anyStart,
        fc.array(fc.integer({ min: 1, max: 3 * DAY }), { maxLength: 8 }),
        (rhythm, from, steps) => {
          let at = from;
          const inSteps = steps.flatMap((step) => {
            const next = new Date(at.getTime() + step);
            const slots = slotsBetween(rhythm, at, next);
            at = next;
            return slots;
          });
          expect(inSteps).toEqual(slotsBetween(rhythm, from, at));
        },
      ),
    );
  });

  test("begin with the next one", () => {
    fc.assert(
      fc.property(anyRhythm, anyStart, (rhythm, from) => {
        const end = new Date(from.getTime() + 40 * DAY);
        expect(nextSlot(rhythm, from)).toEqual(slotsBetween(rhythm, from, end)[0]);
      }),
    );
  });
});
