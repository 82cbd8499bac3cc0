import { forecastFrom } from "./forecast-from.ts";
import { type MemberName, members } from "./members.ts";
import { type Past, readPast } from "./past.ts";
import {
  type ForecastOptions,
  type Period,
  type Series,
  type SeriesMethod,
  stepName,
} from "./series.ts";
import { errorSizes } from "./spread.ts";
import { at, clamp, last, mean, sequence } from "./statistics.ts";

/** Shares of the members' forecasts; they need not sum to 1. */
type Weights = Readonly<Partial<Record<MemberName, number>>>;
type Recipe = {
  name: string;
  minLength: (period: Period) => number;
  weights: Readonly<Record<Period, Weights>>;
};

const TREND_NEEDS = 12;
const SEASONS_NEEDED = 2;
/** With this many seasons of history or more a recipe counts fully; with two, only what is safe on short histories. */
const LONG_HISTORY = 5;
/** What forecasts best from a short history: few parameters, and none for the season's own way of moving. */
const safe: Weights = {
  "dynamic Theta on logarithms": 1 / 3,
  "smoothing across grains": 1 / 3,
  "Theta on offsets": 1 / 3,
};
/** How many ranges of the past a forecast may leave it by. */
const FARTHEST = 3;

const withoutPeriod: Weights = {
  "dynamic Theta on logarithms": 1,
  "smoothing across grains": 1,
  autoregression: 1,
  "Theta on offsets": 1,
};

/**
 * Where the bookings go, by the Theta and smoothing family on the series without its season. The members of each period were chosen
 * on the train part of business series (docs/forecast-methods.md).
 */
export const trend: SeriesMethod = methodOf({
  name: "trend",
  minLength: () => TREND_NEEDS,
  weights: {
    12: { "dynamic Theta on logarithms": 1, "smoothing across grains": 1 },
    4: { "autoregression across grains": 1, autoregression: 1, "Theta on offsets": 1 },
    1: withoutPeriod,
  },
});

/** The season's way of moving on: Holt–Winters with a damped trend, and decomposition with the Theta model. */
export const seasonal: SeriesMethod = methodOf({
  name: "seasonal",
  minLength: (period) => (period === 1 ? Infinity : SEASONS_NEEDED * period),
  weights: {
    12: { "Holt-Winters": 1, "dynamic Theta on logarithms": 1 },
    4: { "Holt-Winters": 1, "dynamic Theta on logarithms": 1 },
    1: {},
  },
});

/** The weighted mean of several unlike methods: the strong default. */
export const combination: SeriesMethod = methodOf({
  name: "combination",
  minLength: (period) => (period === 4 ? SEASONS_NEEDED * period : TREND_NEEDS),
  weights: {
    12: {
      "dynamic Theta on logarithms": 0.35,
      "smoothing across grains": 0.3,
      "autoregression across grains": 0.2,
      "Holt-Winters": 0.075,
      "Theta on offsets": 0.075,
    },
    4: {
      "autoregression across grains": 0.3,
      autoregression: 0.2,
      "Holt-Winters": 0.3,
      "Theta on offsets": 0.2,
    },
    1: withoutPeriod,
  },
});

/** Every method of this folder, in the order they are shown. */
export const seriesMethods: readonly SeriesMethod[] = [trend, seasonal, combination];

function methodOf({ name, minLength, weights }: Recipe): SeriesMethod {
  return {
    name,
    minLength,
    forecast(series, horizon, options = {}) {
      const needed = options.minLength ?? minLength(series.period);
      if (series.period === 1 && Object.keys(weights[1]).length === 0)
        return { tooShort: "There is no season in this series: ask for months or quarters." };
      const past = readPast(series, needed);
      if (past.values.length < Math.max(2, needed))
        return { tooShort: tooShort(name, series, past.values.length, needed) };
      return forecastPast(past, series, horizon, weights[series.period], options);
    },
  };
}

function tooShort(name: string, { period }: Series, had: number, needed: number): string {
  const step = stepName(period);
  const has = had === 0 ? "none" : had === 1 ? `1 ${step}` : `${had} ${step}s`;
  return `The ${name} forecast needs ${needed} ${step}s of history, and there ${had === 1 ? "is" : "are"} ${has}.`;
}

function forecastPast(
  past: Past,
  { period }: Series,
  horizon: number,
  weights: Weights,
  options: ForecastOptions,
) {
  const { values, unit, notes } = past;
  const point = pointOf(past, horizon, period, weightsFor(weights, values.length / period));
  const sizes =
    past.kind === "flat" ? sequence(horizon, () => 0) : errorSizes(values, period, point);
  return forecastFrom({
    point: point.map((value) => value * unit),
    sizes: sizes.map((size) => size * unit),
    period,
    floor: options.floor ?? -Infinity,
    notes,
  });
}

/** A recipe's weights drawn towards the safe ones as far as the history is short, summing to 1. */
function weightsFor(weights: Weights, seasons: number): [MemberName, number][] {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const trust = clamp((seasons - SEASONS_NEEDED) / (LONG_HISTORY - SEASONS_NEEDED), 0, 1);
  return (Object.keys(members) as MemberName[])
    .map((name): [MemberName, number] => [
      name,
      (trust * (weights[name] ?? 0)) / total + (1 - trust) * (safe[name] ?? 0),
    ])
    .filter(([, weight]) => weight > 0);
}

function pointOf(
  { values, kind }: Past,
  horizon: number,
  period: Period,
  weights: readonly [MemberName, number][],
): number[] {
  if (kind === "flat") return sequence(horizon, () => last(values));
  if (kind === "rare") {
    const average = mean(values.slice(-Math.max(2 * period, TREND_NEEDS)));
    return sequence(horizon, () => average);
  }
  const lowest = values.reduce((a, b) => Math.min(a, b));
  const highest = values.reduce((a, b) => Math.max(a, b));
  const room = FARTHEST * (highest - lowest);
  const sums = sequence(horizon, () => 0);
  let total = 0;
  for (const [name, weight] of weights) {
    const ahead = members[name](values, horizon, period);
    // A member that lost its way says nothing; the others go on.
    if (!ahead.every(Number.isFinite)) continue;
    total += weight;
    ahead.forEach((value, step) => {
      sums[step] = at(sums, step) + weight * clamp(value, lowest - room, highest + room);
    });
  }
  return total > 0 ? sums.map((sum) => sum / total) : sequence(horizon, () => last(values));
}
