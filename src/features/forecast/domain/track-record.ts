import type { Day } from "../../../kernel/dates.ts";
import { CONFIDENCE_BEFORE_BACKTEST, type Estimate, type Method } from "./method.ts";
import { dayOfPhase, type ForecastKind, forecastPeriod, type Phase } from "./period.ts";
import { bias, wape } from "./series/accuracy.ts";

/** A forecast of a past day beside what was booked in the end, in minor units of one currency. */
export type Trial = {
  kind: ForecastKind;
  startsOn: Day;
  phase: Phase;
  method: Method;
  won: number;
  forecast: number;
  spread: number;
  actual: number;
};

/** How well a method did. */
export type TrackRecord = {
  trials: number;
  /** Missed over booked: 0.09 is "off by 9 %". */
  wape: number;
  /** Over-forecast over booked: above 0 is too hopeful. */
  bias: number;
  /** Share of outcomes inside the interval, each judged by what was known on its day. */
  coverage: number;
};

/** A likely range, in minor units. */
export type Range = { lower: number; upper: number };

/** With fewer trials of just this kind and phase, those of the kind, then all of the method, speak for it. */
const FEWEST = 8;

/**
 * The range in which the outcome falls with the chance `level`, never below what is won: as many spreads to each side as past
 * outcomes lay away (conformal prediction; Papadopoulos et al., 2002). Without 8 past trials, as a normal distribution would have it.
 */
export function rangeOf(
  estimate: Pick<Estimate, "total" | "spread">,
  won: number,
  trials: readonly Trial[],
  of: { method: Method; kind: ForecastKind; phase: Phase },
  level: number,
): Range {
  const reach = reachOf(trials, of, level) * estimate.spread;
  return {
    lower: Math.max(won, estimate.total - reach),
    upper: Math.max(won, estimate.total + reach),
  };
}

/** How many spreads a range of that level reaches to each side. */
export function reachOf(
  trials: readonly Trial[],
  { method, kind, phase }: { method: Method; kind: ForecastKind; phase: Phase },
  level: number,
): number {
  const own = trials.filter((trial) => trial.method === method && trial.spread > 0);
  const ofKind = own.filter((trial) => trial.kind === kind);
  const pool = [ofKind.filter((trial) => trial.phase === phase), ofKind, own].find(
    (some) => some.length >= FEWEST,
  );
  if (!pool) return normalReach(level);
  const sizes = pool
    .map(({ forecast, actual, spread }) => Math.abs(actual - forecast) / spread)
    .sort((a, b) => a - b);
  const place = Math.min(sizes.length, Math.ceil((sizes.length + 1) * level));
  return sizes[place - 1] ?? normalReach(level);
}

/** How well a method did in these trials; null without any that had bookings. */
export function recordOf(
  trials: readonly Trial[],
  method: Method,
  level: number,
): TrackRecord | null {
  const own = trials.filter((trial) => trial.method === method);
  const actual = own.map((trial) => trial.actual);
  const forecast = own.map((trial) => trial.forecast);
  const missed = wape(actual, forecast);
  if (own.length === 0 || Number.isNaN(missed)) return null;
  const inside = own.filter((trial) => {
    const madeOn = dayOf(trial);
    const known = own.filter((other) => forecastPeriod(other.kind, other.startsOn).to <= madeOn);
    const { lower, upper } = rangeOf(
      { total: trial.forecast, spread: trial.spread },
      trial.won,
      known,
      trial,
      level,
    );
    return trial.actual >= lower && trial.actual <= upper;
  });
  return {
    trials: own.length,
    wape: missed,
    bias: bias(actual, forecast),
    coverage: inside.length / own.length,
  };
}

/** The last day that was over when a trial's forecast was made. */
export function dayOf({ kind, startsOn, phase }: Pick<Trial, "kind" | "startsOn" | "phase">): Day {
  return dayOfPhase(forecastPeriod(kind, startsOn), phase);
}

/** How far a method is trusted: 1 − its measured miss, or before there is any, what experience says. */
export function confidenceOf(
  method: Method,
  record: TrackRecord | null,
): { value: number; measured: boolean } {
  if (record) return { value: Math.max(0, 1 - record.wape), measured: true };
  const usual =
    method === "hybrid"
      ? Object.values(CONFIDENCE_BEFORE_BACKTEST).reduce((a, b) => a + b, 0) / 4
      : CONFIDENCE_BEFORE_BACKTEST[method];
  return { value: usual, measured: false };
}

/** Half of a central interval of the standard normal distribution (Abramowitz and Stegun, 26.2.23). */
export function normalReach(level: number): number {
  const tail = (1 - Math.min(0.999, Math.max(0.01, level))) / 2;
  const t = Math.sqrt(-2 * Math.log(tail));
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  );
}
