/** A season's length in steps: 12 for months, 4 for quarters, 1 for none. */
export type Period = 1 | 4 | 12;

/** What was booked in each period, oldest first. `null` or NaN means that nobody knows; 0 means that nothing was booked. */
export type Series = { values: readonly (number | null)[]; period: Period };

/** Lower and upper bound, one of each for every step ahead. */
export type Interval = { lower: number[]; upper: number[] };

/** A sum of steps ahead with its interval, such as a quarter made of three months. */
export type Total = { point: number; lower: number; upper: number };

/** What a method expects. */
export type SeriesForecast = {
  /** One value for every step ahead, in the series' own unit. */
  point: number[];
  /** Where the actual should fall with this probability (0.8 for 80 %), step by step. */
  interval(level: number): Interval;
  /** The sum of `count` steps from step `first` (0 is the next one), with the interval of the sum. */
  total(level: number, first?: number, count?: number): Total;
  /** What the reader should know about the past, in sales words. */
  notes: string[];
};

/** Why a method stays silent, in words for the person who asked. */
export type TooShort = { tooShort: string };

/** How to forecast. */
export type ForecastOptions = {
  /** Nothing is forecast below this; 0 for bookings. Default: no floor. */
  floor?: number | undefined;
  /** Periods of history that the method must have; default `method.minLength(period)`. */
  minLength?: number | undefined;
};

/** A way to continue a series: pure, without randomness, never NaN or infinite. */
export type SeriesMethod = {
  name: string;
  /** Periods of history it needs before it answers. */
  minLength(period: Period): number;
  forecast(series: Series, horizon: number, options?: ForecastOptions): SeriesForecast | TooShort;
};

/** True for a method's refusal. */
export function isTooShort(answer: SeriesForecast | TooShort): answer is TooShort {
  return "tooShort" in answer;
}

/** The noun for one step of a series: month, quarter or period. */
export function stepName(period: Period): string {
  if (period === 12) return "month";
  return period === 4 ? "quarter" : "period";
}
