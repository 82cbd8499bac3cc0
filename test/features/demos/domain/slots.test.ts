import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMinutes,
  blockOf,
  type Calendar,
  isInWorkingTime,
  overlaps,
} from "../../../../src/features/demos/domain/calendar.ts";
import {
  isFreeAt,
  proposeSlots,
  type SlotRequest,
} from "../../../../src/features/demos/domain/slots.ts";
import { whenText } from "../../../../src/features/demos/domain/when.ts";
import { asDay, at, dayOf } from "../../../../src/kernel/dates.ts";
import { NOW } from "./a-demo.ts";

const WEEK = [1, 2, 3, 4, 5];
const office = (timeZone: string, from = "09:00", to = "17:00", days = WEEK): Calendar => ({
  timeZone,
  hours: { days, from, to },
});
const asked = (over: Partial<SlotRequest> = {}): SlotRequest => ({
  now: NOW,
  minutes: 60,
  preparationMinutes: 120,
  se: office("Europe/Berlin"),
  requester: office("Europe/Berlin"),
  busy: [],
  preferredAt: null,
  ...over,
});
const words = (request: SlotRequest, timeZone = "Europe/Berlin") =>
  proposeSlots(request).slots.map(({ startsAt }) =>
    whenText(startsAt, { now: request.now, timeZone }),
  );

describe("the three times, on a Wednesday afternoon in Berlin", () => {
  test("begin tomorrow, after the preparation, on three working days", () => {
    expect(words(asked())).toEqual(["tomorrow 11:00", "Fri 20 Nov 11:00", "Mon 23 Nov 11:00"]);
  });

  test("leave out what is taken, preparation and all", () => {
    // Tomorrow 12:00 to 13:00, prepared from 10:00: before it no two hours are left.
    const startsAt = new Date("2026-11-19T11:00:00Z");
    const busy = [blockOf({ startsAt, minutes: 60, preparationMinutes: 120 })];
    expect(words(asked({ busy }))[0]).toBe("tomorrow 15:00");
  });

  test("are the nearest to what is wished", () => {
    const preferredAt = new Date("2026-11-26T14:00:00Z");
    expect(words(asked({ preferredAt }))).toEqual([
      "Thu 26 Nov 14:00",
      "Thu 26 Nov 15:00",
      "Thu 26 Nov 16:00",
    ]);
  });

  test("may be today when today is wished", () => {
    const request = asked({ preparationMinutes: 0, preferredAt: addMinutes(NOW, 30) });
    expect(words(request)[0]).toBe("today 15:30");
  });

  test("lie in both people's hours when there is such a time", () => {
    // From 15:00 in Berlin New York works.
    const proposals = proposeSlots(asked({ requester: office("America/New_York") }));
    expect(proposals.suitsBoth).toBe(true);
    expect(words(asked({ requester: office("America/New_York") }))).toEqual([
      "tomorrow 15:00",
      "Fri 20 Nov 15:00",
      "Mon 23 Nov 15:00",
    ]);
  });

  test("are the sales engineer's when there is none, and that is said", () => {
    const requester = office("America/Los_Angeles");
    const proposals = proposeSlots(asked({ requester }));
    expect(proposals.suitsBoth).toBe(false);
    expect(proposals.slots).toHaveLength(3);
  });

  test("begin before the working day when the preparation would not fit into it", () => {
    const request = asked({
      se: office("Europe/Berlin", "09:00", "12:00"),
      preparationMinutes: 240,
    });
    expect(words(request)[0]).toBe("tomorrow 09:00");
  });

  test("are none where nothing fits, and none for weeks that are full", () => {
    expect(words(asked({ minutes: 481 }))).toEqual([]);
    const busy = [{ from: NOW, to: addMinutes(NOW, 60 * 24 * 60) }];
    expect(words(asked({ busy }))).toEqual([]);
  });

  test("follow whoever begins at a quarter to", () => {
    const se = office("Europe/Berlin", "08:45", "09:45");
    expect(words(asked({ se, preparationMinutes: 0 }))[0]).toBe("tomorrow 08:45");
  });
});

describe("where clocks change, 10:00 stays 10:00", () => {
  test.each([
    ["Europe/Berlin", "2027-03-26", "2027-03-29T08:00:00.000Z"],
    ["Europe/Berlin", "2026-10-23", "2026-10-26T09:00:00.000Z"],
    ["America/New_York", "2027-03-12", "2027-03-15T14:00:00.000Z"],
    ["America/New_York", "2026-10-30", "2026-11-02T15:00:00.000Z"],
    ["Australia/Sydney", "2026-10-02", "2026-10-04T23:00:00.000Z"],
    ["Australia/Sydney", "2027-04-02", "2027-04-05T00:00:00.000Z"],
    ["Asia/Kolkata", "2027-03-26", "2027-03-29T04:30:00.000Z"],
  ])("in %s, from %s over the weekend", (timeZone, friday, monday) => {
    const calendar = office(timeZone, "10:00");
    const now = at(asDay(friday), "12:00", timeZone);
    const request = asked({ now, se: calendar, requester: calendar, preparationMinutes: 0 });
    expect(proposeSlots(request).slots[0]?.startsAt.toISOString()).toBe(monday);
  });

  test("a night shift over the change still ends when it ends", () => {
    // On 28 March 2027 Berlin has no 02:00 to 03:00.
    const se = office("Europe/Berlin", "01:00", "04:00", [7]);
    const now = new Date("2027-03-26T12:00:00Z");
    const request = asked({ now, se, requester: se, preparationMinutes: 0, minutes: 60 });
    const sunday = proposeSlots(request).slots.filter(
      ({ startsAt }) => dayOf(startsAt, "Europe/Berlin") === "2027-03-28",
    );
    for (const { startsAt, endsAt } of sunday) {
      expect(endsAt.getTime() - startsAt.getTime()).toBe(3_600_000);
      expect(endsAt <= at(asDay("2027-03-28"), "04:00", "Europe/Berlin")).toBe(true);
    }
    expect(sunday.length).toBeGreaterThan(0);
  });
});

const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Australia/Sydney",
  "Asia/Kolkata",
  "America/Sao_Paulo",
  "Pacific/Auckland",
);
// Two years, so that every zone changes its clocks four times.
const instant = fc
  .integer({ min: 0, max: 2 * 365 * 24 * 60 })
  .map((minutes) => addMinutes(new Date("2026-01-01T00:00:00Z"), minutes));
const calendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: zone,
  hours: fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.constantFrom("00:00", "01:30", "08:45", "09:00", "10:00"),
    to: fc.constantFrom("12:00", "17:00", "18:30", "23:59"),
  }),
});
const request: fc.Arbitrary<SlotRequest> = fc
  .record({
    now: instant,
    minutes: fc.constantFrom(15, 45, 60, 90, 240),
    preparationMinutes: fc.constantFrom(0, 30, 120, 240, 480),
    se: calendar,
    requester: calendar,
    preferredIn: fc.option(fc.integer({ min: -2000, max: 60_000 }), { nil: null }),
    others: fc.array(
      fc.record({
        in: fc.integer({ min: -600, max: 20_000 }),
        minutes: fc.constantFrom(30, 60, 180),
        preparationMinutes: fc.constantFrom(0, 120),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ preferredIn, others, ...rest }) => ({
    ...rest,
    preferredAt: preferredIn === null ? null : addMinutes(rest.now, preferredIn),
    busy: others.map((one) => blockOf({ ...one, startsAt: addMinutes(rest.now, one.in) })),
  }));

describe("whatever is asked for", () => {
  test("a proposal never clashes, is never outside the sales engineer's hours, never in the past", () => {
    fc.assert(
      fc.property(request, (one) => {
        const { slots, suitsBoth } = proposeSlots(one);
        expect(slots.length).toBeLessThanOrEqual(3);
        for (const { startsAt, endsAt } of slots) {
          const block = blockOf({ ...one, startsAt });
          expect(endsAt.getTime()).toBe(startsAt.getTime() + one.minutes * 60_000);
          expect(block.from >= one.now && startsAt > one.now).toBe(true);
          expect(one.busy.some((other) => overlaps(other, block))).toBe(false);
          expect(isInWorkingTime({ from: startsAt, to: endsAt }, one.se)).toBe(true);
          if (suitsBoth)
            expect(isInWorkingTime({ from: startsAt, to: endsAt }, one.requester)).toBe(true);
        }
        const times = slots.map(({ startsAt }) => startsAt.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const [i, slot] of slots.entries())
          expect(slots[i + 1] === undefined || slot.endsAt <= (slots[i + 1]?.startsAt ?? 0)).toBe(
            true,
          );
      }),
      { numRuns: 250 },
    );
  });

  test("a preparation that fits into the working day begins in it", () => {
    fc.assert(
      fc.property(request, (one) => {
        for (const { startsAt } of proposeSlots(one).slots) {
          const { from, to } = one.se.hours;
          const day = dayOf(startsAt, one.se.timeZone);
          const open = at(day, from, one.se.timeZone);
          const close = at(day, to, one.se.timeZone);
          const isRoomy = addMinutes(open, one.preparationMinutes + one.minutes) <= close;
          if (isRoomy) expect(addMinutes(startsAt, -one.preparationMinutes) >= open).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the same question has the same answer, and what was proposed is free", () => {
    fc.assert(
      fc.property(request, (one) => {
        const { slots } = proposeSlots(one);
        expect(proposeSlots(one).slots).toEqual(slots);
        for (const { startsAt } of slots) expect(isFreeAt(startsAt, one)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
