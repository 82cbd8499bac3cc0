import { describe, expect, test } from "vitest";
import {
  combination,
  seasonal,
  seriesMethods,
  trend,
} from "../../../../src/features/forecast/domain/series/methods.ts";
import {
  isTooShort,
  type Period,
  type SeriesForecast,
  type SeriesMethod,
} from "../../../../src/features/forecast/domain/series/series.ts";

type Values = readonly (number | null)[];

const months = (count: number, value: (month: number) => number) =>
  Array.from({ length: count }, (_, month) => value(month));
/** Steady bookings with a little unrest that is the same in every run. */
const steady = months(36, (month) => 100 + 8 * Math.sin(month * 2.4) + 5 * Math.cos(month * 1.7));
const seasons = [80, 85, 95, 100, 105, 110, 90, 85, 100, 110, 115, 130];
const withSeason = months(48, (month) => (seasons[month % 12] ?? 0) * (1 + month / 100));

function forecast(method: SeriesMethod, values: Values, period: Period = 12): SeriesForecast {
  const answer = method.forecast({ values, period }, 6, { floor: 0 });
  if (isTooShort(answer)) throw new Error(answer.tooShort);
  return answer;
}

describe.each(seriesMethods)("the $name forecast of awkward bookings", (method) => {
  test("expects nothing where nothing was ever booked, and says so", () => {
    const answer = forecast(method, Array(24).fill(0));
    expect(answer.point).toEqual(Array(6).fill(0));
    expect(answer.interval(0.8)).toEqual({ lower: Array(6).fill(0), upper: Array(6).fill(0) });
    expect(answer.notes).toEqual(["Nothing was booked so far, so nothing is expected."]);
  });

  test("repeats what never changed", () => {
    const answer = forecast(method, Array(24).fill(250));
    expect(answer.point).toEqual(Array(6).fill(250));
    expect(answer.notes).toEqual(["Every month was the same, so the forecast repeats it."]);
  });

  test("is not carried away by one huge deal", () => {
    const calm = forecast(method, steady);
    for (const place of [18, 30, 35]) {
      const answer = forecast(
        method,
        steady.map((value, month) => (month === place ? value * 12 : value)),
      );
      expect(answer.notes).toContain("One month is far above the rest: it counts less.");
      answer.point.forEach((value, step) => {
        expect(value).toBeLessThan(1.6 * (calm.point[step] ?? 0));
      });
    }
  });

  test("takes a peak that comes every December for a season", () => {
    const values = months(48, (month) => (month % 12 === 11 ? 600 : (steady[month % 36] ?? 0)));
    const answer = method.forecast({ values, period: 12 }, 12);
    if (isTooShort(answer)) throw new Error(answer.tooShort);
    expect(answer.notes).toEqual([]);
    expect(answer.point[11]).toBeGreaterThan(400);
    expect(answer.point[5]).toBeLessThan(200);
  });

  test("fills months that nobody knows from their neighbours", () => {
    const full = forecast(method, steady);
    const gaps = forecast(
      method,
      steady.map((value, month) => (month === 7 || month === 20 ? null : value)),
    );
    expect(gaps.notes).toEqual(["2 months have no figure: estimated from the months beside."]);
    gaps.point.forEach((value, step) => {
      expect(Math.abs(value / (full.point[step] ?? 0) - 1)).toBeLessThan(0.15);
    });
  });

  test("forecasts an average month where many months have no sale", () => {
    const values = months(24, (month) => (month % 3 === 0 ? 300 : 0));
    const answer = forecast(method, values);
    expect(answer.point[0]).toBeCloseTo(100);
    expect(answer.notes).toEqual([
      "Many months have no sale: the forecast is what an average month brings.",
    ]);
  });

  test("leaves out the empty months before the first sale", () => {
    const answer = forecast(method, [0, 0, 0, ...steady]);
    expect(answer.point).toEqual(forecast(method, steady).point);
    expect(answer.notes).toEqual([
      "Nothing was booked in the first 3 months: the history starts after.",
    ]);
  });

  test("stops at zero when bookings run out", () => {
    const answer = forecast(
      method,
      months(30, (month) => Math.max(0.01, 1000 - 34 * month)),
    );
    expect(Math.min(...answer.point)).toBeGreaterThanOrEqual(0);
  });

  test("lives with refunds", () => {
    const answer = forecast(
      method,
      steady.map((value, month) => (month === 9 ? -40 : value)),
    );
    expect(answer.point.every((value) => value > 50 && value < 150)).toBe(true);
  });

  test("continues a season with growth", () => {
    const answer = forecast(method, withSeason);
    answer.point.forEach((value, step) => {
      const actual = (seasons[step % 12] ?? 0) * (1 + (48 + step) / 100);
      expect(Math.abs(value / actual - 1)).toBeLessThan(0.08);
    });
  });
});

describe("too little history", () => {
  test.each<[SeriesMethod, number, Period, string]>([
    [trend, 11, 12, "The trend forecast needs 12 months of history, and there are 11 months."],
    [
      seasonal,
      23,
      12,
      "The seasonal forecast needs 24 months of history, and there are 23 months.",
    ],
    [seasonal, 1, 4, "The seasonal forecast needs 8 quarters of history, and there is 1 quarter."],
    [
      combination,
      0,
      12,
      "The combination forecast needs 12 months of history, and there are none.",
    ],
    [seasonal, 40, 1, "There is no season in this series: ask for months or quarters."],
  ])("is said: %o with %i periods", (method, count, period, tooShort) => {
    expect(method.forecast({ values: steady.concat(steady).slice(0, count), period }, 3)).toEqual({
      tooShort,
    });
  });

  test("unknown months at the beginning are not history", () => {
    const values = [...Array(6).fill(null), ...steady.slice(0, 8)];
    expect(isTooShort(trend.forecast({ values, period: 12 }, 3))).toBe(true);
  });

  test("a workspace may ask for less", () => {
    const answer = trend.forecast({ values: steady.slice(0, 6), period: 12 }, 3, { minLength: 6 });
    expect(isTooShort(answer)).toBe(false);
  });

  test("makes the interval wider", () => {
    const width = (count: number) => {
      const { upper, lower } = forecast(combination, steady.slice(-count)).interval(0.8);
      return (upper[0] ?? 0) - (lower[0] ?? 0);
    };
    expect(width(24)).toBeGreaterThan(width(36));
  });
});

test("a trend that would leave the floor stops there and says so", () => {
  const values = months(30, (month) => 100 - 5 * month);
  const [free, held] = [undefined, 0].map((floor) =>
    trend.forecast({ values, period: 1 }, 3, { floor }),
  );
  if (!free || !held || isTooShort(free) || isTooShort(held)) throw new Error("it has 30 months");
  expect(Math.max(...free.point)).toBeLessThan(0);
  expect(held.point).toEqual([0, 0, 0]);
  expect(held.interval(0.8).lower).toEqual([0, 0, 0]);
  expect(held.notes).toContain("The trend points below 0: the forecast stops there.");
});

describe("a sum of months", () => {
  const answer = forecast(combination, steady);
  const { lower, upper } = answer.interval(0.8);

  test("is the sum of the points", () => {
    const [first = 0, second = 0, third = 0] = answer.point;
    expect(answer.total(0.8, 0, 3).point).toBeCloseTo(first + second + third);
    expect(answer.total(0.8, 1, 2).point).toBeCloseTo(second + third);
  });

  test("of one month has that month's interval", () => {
    const total = answer.total(0.8, 2, 1);
    expect(total.lower).toBeCloseTo(lower[2] ?? 0);
    expect(total.upper).toBeCloseTo(upper[2] ?? 0);
  });

  test("is surer than its months are together, since errors partly cancel", () => {
    const total = answer.total(0.8);
    const widths = upper.reduce((sum, value, step) => sum + value - (lower[step] ?? 0), 0);
    expect(total.upper - total.lower).toBeLessThan(widths);
    expect(total.upper - total.lower).toBeGreaterThan(widths / 2);
  });
});
