import { at, mean } from "./statistics.ts";

/** Symmetric absolute percentage error, 0 to 200 %, as the M3 competition counts it (Makridakis and Hibon, 2000). */
export function smape(actual: readonly number[], forecast: readonly number[]): number {
  return mean(
    actual.map((value, step) => {
      const expected = at(forecast, step);
      const size = Math.abs(value) + Math.abs(expected);
      return size === 0 ? 0 : (200 * Math.abs(value - expected)) / size;
    }),
  );
}

/**
 * Mean absolute error in units of the mean absolute error of "as one season ago" on the past (Hyndman and Koehler, 2006): below 1
 * is better than that. NaN where the past never changed or is not longer than a season.
 */
export function mase(
  past: readonly number[],
  actual: readonly number[],
  forecast: readonly number[],
  period: number,
): number {
  const changes = past.slice(period).map((value, step) => Math.abs(value - at(past, step)));
  const scale = changes.length > 0 ? mean(changes) : 0;
  if (scale === 0) return Number.NaN;
  return mean(actual.map((value, step) => Math.abs(value - at(forecast, step)))) / scale;
}

/** The sum of absolute errors over the sum of absolute actuals: 0.1 means one tenth of the bookings was missed. NaN without bookings. */
export function wape(actual: readonly number[], forecast: readonly number[]): number {
  let missed = 0;
  let booked = 0;
  actual.forEach((value, step) => {
    missed += Math.abs(value - at(forecast, step));
    booked += Math.abs(value);
  });
  return booked > 0 ? missed / booked : Number.NaN;
}

/** Forecast less actual over the sum of absolute actuals: above 0 is too hopeful. NaN without bookings. */
export function bias(actual: readonly number[], forecast: readonly number[]): number {
  let over = 0;
  let booked = 0;
  actual.forEach((value, step) => {
    over += at(forecast, step) - value;
    booked += Math.abs(value);
  });
  return booked > 0 ? over / booked : Number.NaN;
}
