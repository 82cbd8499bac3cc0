import { bias, wape } from "./accuracy.ts";
import { isTooShort, type Series, type SeriesMethod } from "./series.ts";
import { at } from "./statistics.ts";

/** One value that was forecast in the past and is known now. */
export type BacktestPoint = {
  /** Periods of history the forecast was made from. */
  origin: number;
  /** Steps ahead, from 1. */
  horizon: number;
  actual: number;
  /** What each method expected; a method that had too little history is absent. */
  forecasts: Readonly<Record<string, { point: number; lower: number; upper: number }>>;
};

/** How well a method did, over all horizons or at one. */
export type BacktestScore = {
  /** Values compared. */
  count: number;
  /** Missed bookings over booked; NaN where nothing was booked. */
  wape: number;
  /** Over-forecast over booked: above 0 is too hopeful. */
  bias: number;
  /** Share of actuals inside the interval, 0 to 1. */
  coverage: number;
};

/** A method's record. */
export type MethodRecord = BacktestScore & { method: string; byHorizon: BacktestScore[] };

/** Every value of a backtest, and each method's record. */
export type Backtest = { points: BacktestPoint[]; records: MethodRecord[] };

/** How far and how often to look back. */
export type BacktestOptions = {
  /** Steps ahead of each forecast. */
  horizon: number;
  /** How many past moments to forecast from; the newest is one step before the series' end. */
  origins: number;
  /** The interval's level; default 0.8. */
  level?: number | undefined;
  floor?: number | undefined;
};

/**
 * Forecasts the known past from earlier moments (rolling origin; Tashman, 2000): what was unknown then is not seen. Steps beyond the
 * end of the series, or without a known figure, are not counted.
 */
export function backtest(
  series: Series,
  methods: readonly SeriesMethod[],
  { horizon, origins, level = 0.8, floor }: BacktestOptions,
): Backtest {
  const { values, period } = series;
  const points: BacktestPoint[] = [];
  for (let origin = Math.max(1, values.length - origins); origin < values.length; origin++) {
    const known: Series = { values: values.slice(0, origin), period };
    const steps = Math.min(horizon, values.length - origin);
    const answers = methods.flatMap((method) => {
      const answer = method.forecast(known, steps, { floor });
      return isTooShort(answer)
        ? []
        : [{ name: method.name, point: answer.point, interval: answer.interval(level) }];
    });
    for (let step = 0; step < steps; step++) {
      const actual = values[origin + step];
      if (actual === null || actual === undefined || !Number.isFinite(actual)) continue;
      const forecasts = Object.fromEntries(
        answers.map(({ name, point, interval }) => [
          name,
          {
            point: at(point, step),
            lower: at(interval.lower, step),
            upper: at(interval.upper, step),
          },
        ]),
      );
      points.push({ origin, horizon: step + 1, actual, forecasts });
    }
  }
  return { points, records: methods.map(({ name }) => recordOf(name, points, horizon)) };
}

function recordOf(method: string, points: readonly BacktestPoint[], horizon: number): MethodRecord {
  const byHorizon = Array.from({ length: horizon }, (_, step) =>
    scoreOf(
      method,
      points.filter((point) => point.horizon === step + 1),
    ),
  );
  return { method, ...scoreOf(method, points), byHorizon };
}

function scoreOf(method: string, points: readonly BacktestPoint[]): BacktestScore {
  const compared = points.flatMap(({ actual, forecasts }) => {
    const forecast = forecasts[method];
    return forecast ? [{ actual, ...forecast }] : [];
  });
  const actual = compared.map((each) => each.actual);
  const forecast = compared.map((each) => each.point);
  const inside = compared.filter((each) => each.lower <= each.actual && each.actual <= each.upper);
  return {
    count: compared.length,
    wape: wape(actual, forecast),
    bias: bias(actual, forecast),
    coverage: compared.length > 0 ? inside.length / compared.length : Number.NaN,
  };
}
