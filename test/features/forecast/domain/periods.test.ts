import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aheadOf,
  dayOfPhase,
  dueOn,
  FORECAST_PERIODS,
  forecastPeriod,
  originsBefore,
  PHASES,
  periodsBetween,
  phaseOn,
} from "../../../../src/features/forecast/domain/period.ts";
import { parseForecastRequest } from "../../../../src/features/forecast/request.ts";
import { addDays, asDay, type Day, daysBetween } from "../../../../src/kernel/dates.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import { tokenize } from "../../../../src/kernel/text.ts";

const q4 = forecastPeriod("quarter", asDay("2026-11-18"));
const anyDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays(asDay("2022-01-01"), n));
const context = { now: new Date("2026-11-18T14:00:00Z"), timeZone: "Europe/Berlin" };
const request = (text: string) => parseForecastRequest(tokenize(text), context);

describe("what is ahead of a period", () => {
  test.each([
    ["2026-11-17", { after: 0, upTo: 44 }],
    ["2026-09-30", { after: 0, upTo: 92 }],
    ["2026-08-31", { after: 30, upTo: 122 }],
    ["2026-12-31", null],
    ["2027-01-05", null],
  ])("when %s is over", (day, ahead) => {
    expect(aheadOf(q4, asDay(day))).toEqual(ahead);
  });

  test("the days that are ahead are exactly the period's days that have not passed", () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.constantFrom(...FORECAST_PERIODS), (day, close, kind) => {
        const period = forecastPeriod(kind, addDays(day, 20));
        const ahead = aheadOf(period, day);
        const isAhead = close > day && close >= period.from && close <= period.to;
        expect(ahead !== null && dueOn(day, close, ahead) === "in_time").toBe(isAhead);
      }),
    );
  });

  test("past days are only those whose own days ahead are over, the newest first", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 400 }), anyDay, (day, upTo, first) => {
        const origins = originsBefore(day, { after: 0, upTo }, first);
        expect(origins.length).toBeLessThanOrEqual(12);
        expect(origins).toEqual([...origins].sort().reverse());
        for (const origin of origins) {
          expect(daysBetween(origin, day)).toBeGreaterThanOrEqual(upTo);
          expect(origin >= first).toBe(true);
        }
      }),
    );
  });
});

describe("the phase of a period", () => {
  test("a forecast made on a phase's own day is in that phase", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom(...FORECAST_PERIODS),
        fc.constantFrom(...PHASES),
        (day, kind, phase) => {
          const period = forecastPeriod(kind, day);
          expect(phaseOn(period, dayOfPhase(period, phase))).toBe(phase);
        },
      ),
    );
  });

  test("quarters between two days are those that begin there", () => {
    const found = periodsBetween("quarter", asDay("2026-01-02"), asDay("2026-10-01"));
    expect(found.map((one) => one.from)).toEqual(["2026-04-01", "2026-07-01", "2026-10-01"]);
  });
});

describe("what people write after /forecast", () => {
  test.each<[string, string, Day, string | undefined, string | undefined, string | undefined]>([
    ["", "quarter", asDay("2026-10-01"), undefined, undefined, undefined],
    ["quarter", "quarter", asDay("2026-10-01"), undefined, undefined, undefined],
    ["month pipeline", "month", asDay("2026-11-01"), "pipeline", undefined, undefined],
    ["year mine", "year", asDay("2026-01-01"), undefined, "mine", undefined],
    ["next quarter ml team", "quarter", asDay("2027-01-01"), "ml", "team", undefined],
    ["december", "month", asDay("2026-12-01"), undefined, undefined, undefined],
    ["2027 all", "year", asDay("2027-01-01"), undefined, "all", undefined],
    ["emea q1 seasonal", "quarter", asDay("2027-01-01"), "seasonal", undefined, "emea"],
    ["last quarter", "quarter", asDay("2026-07-01"), undefined, undefined, undefined],
    ['"trend" hybrid', "quarter", asDay("2026-10-01"), "hybrid", undefined, "trend"],
  ])("%s", (text, kind, from, method, scope, who) => {
    expect(request(text)).toMatchObject({ period: { kind, from }, method, scope, who });
  });

  test.each([
    ["this week", "A forecast is for a whole month, quarter or year."],
    ["last 30 days", "A forecast is for a whole month, quarter or year."],
    ["ml trend", "ml and trend are two methods."],
    ["q3 q4", "These are two periods."],
  ])("%s is refused with the way to write it", (text, words) => {
    expect(() => request(text)).toThrow(AppError);
    expect(() => request(text)).toThrow(words);
  });
});
