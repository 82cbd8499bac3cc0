import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seriesMethods } from "../../../../src/features/forecast/domain/series/methods.ts";
import {
  isTooShort,
  type Period,
  type SeriesForecast,
} from "../../../../src/features/forecast/domain/series/series.ts";

const RUNS = { numRuns: 25 };
const HORIZON = 6;
const period = fc.constantFrom<Period>(12, 4, 1);
const length = { minLength: 12, maxLength: 60 };
const amount = fc.double({ min: -1e6, max: 1e9, noNaN: true });
const figure = fc.oneof(
  { weight: 6, arbitrary: amount },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(null, Number.NaN, Infinity) },
);
/** Bookings as they come: a level, growth, a season and noise. */
const bookings = fc
  .record({
    level: fc.double({ min: 1_000, max: 1e6, noNaN: true }),
    growth: fc.double({ min: -0.01, max: 0.03, noNaN: true }),
    season: fc.double({ min: 0, max: 0.4, noNaN: true }),
    noise: fc.array(fc.double({ min: 0.8, max: 1.2, noNaN: true }), length),
  })
  .map(({ level, growth, season, noise }) =>
    noise.map(
      (factor, month) =>
        level * (1 + growth) ** month * (1 + season * Math.sin((month * Math.PI) / 6)) * factor,
    ),
  );

/** All numbers of an answer. */
function numbersOf(answer: SeriesForecast): number[] {
  const total = answer.total(0.8, 1, 3);
  return [
    ...answer.point,
    ...[0, 0.5, 0.8, 0.95, 1].flatMap((level) => {
      const { lower, upper } = answer.interval(level);
      return [...lower, ...upper];
    }),
    total.point,
    total.lower,
    total.upper,
  ];
}

describe.each(seriesMethods)("the $name forecast", (method) => {
  test("answers with finite numbers or says what is missing, whatever the past", () => {
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 40 }), period, (values, steps) => {
        const answer = method.forecast({ values, period: steps }, HORIZON);
        if (isTooShort(answer)) {
          expect(answer.tooShort).toMatch(/needs \d+ |no season/);
          return;
        }
        expect(answer.point).toHaveLength(HORIZON);
        expect(numbersOf(answer).filter((value) => !Number.isFinite(value))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("never falls below the floor, and the interval holds the point", () => {
    fc.assert(
      fc.property(fc.array(figure, length), period, (values, steps) => {
        const answer = method.forecast({ values, period: steps }, HORIZON, { floor: 0 });
        if (isTooShort(answer)) return;
        expect(Math.min(...numbersOf(answer))).toBeGreaterThanOrEqual(0);
        const { lower, upper } = answer.interval(0.8);
        answer.point.forEach((value, step) => {
          expect(lower[step]).toBeLessThanOrEqual(value);
          expect(upper[step]).toBeGreaterThanOrEqual(value);
        });
      }),
      RUNS,
    );
  });

  test("says the same twice", () => {
    fc.assert(
      fc.property(bookings, (values) => {
        const [one, two] = [1, 2].map(() => method.forecast({ values, period: 12 }, HORIZON));
        expect(JSON.stringify(one)).toBe(JSON.stringify(two));
      }),
      RUNS,
    );
  });

  test("does not change the history it is given", () => {
    fc.assert(
      fc.property(bookings, (values) => {
        const before = [...values];
        method.forecast({ values, period: 12 }, HORIZON);
        expect(values).toEqual(before);
      }),
      RUNS,
    );
  });

  test("is the same in cents as in euros", () => {
    fc.assert(
      fc.property(bookings, (values) => {
        const small = method.forecast({ values, period: 12 }, HORIZON);
        const large = method.forecast({ values: values.map((v) => v * 1000), period: 12 }, HORIZON);
        if (isTooShort(small) || isTooShort(large)) {
          expect(small).toEqual(large);
          return;
        }
        numbersOf(small).forEach((value, place) => {
          const other = (numbersOf(large)[place] ?? Number.NaN) / 1000;
          expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-3 * Math.abs(value) + 1e-6);
        });
      }),
      RUNS,
    );
  });

  test("widens the interval with the level asked for", () => {
    fc.assert(
      fc.property(bookings, (values) => {
        const answer = method.forecast({ values, period: 12 }, HORIZON);
        if (isTooShort(answer)) return;
        const [half, most, nearly] = [0.5, 0.8, 0.95].map((level) => answer.interval(level).upper);
        half?.forEach((upper, step) => {
          expect(upper).toBeLessThan(most?.[step] ?? Number.NaN);
          expect(most?.[step]).toBeLessThan(nearly?.[step] ?? Number.NaN);
        });
      }),
      RUNS,
    );
  });
});
