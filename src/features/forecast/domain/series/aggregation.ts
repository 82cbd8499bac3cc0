import { at, last, mean, sequence } from "./statistics.ts";

/** Continues a series without season. */
export type Continuation = (values: readonly number[], horizon: number) => number[];

const FEWEST_BLOCKS = 5;
const BLOCKS: Readonly<Record<number, readonly number[]>> = {
  12: [1, 2, 3, 4, 6, 12],
  4: [1, 2, 4],
};

/**
 * Forecasts a series at several grains (months, two months, quarters, … a year), and takes the mean: fine grains see the news,
 * coarse ones the trend. After MAPA (Kourentzes, Petropoulos and Trapero, 2014), by forecasts instead of states. A grain with under
 * five blocks of history is left out; with period 1 there is only the series itself.
 */
export function acrossGrains(continuation: Continuation, period: number): Continuation {
  const grains = BLOCKS[period] ?? [1];
  return (values, horizon) => {
    const forecasts = grains
      .filter((size) => size === 1 || values.length / size >= FEWEST_BLOCKS)
      .map((size) => atGrain(continuation, values, horizon, size));
    return sequence(horizon, (step) => mean(forecasts.map((forecast) => at(forecast, step))));
  };
}

function atGrain(
  continuation: Continuation,
  values: readonly number[],
  horizon: number,
  size: number,
): number[] {
  if (size === 1) return continuation(values, horizon);
  const blocks = blockMeans(values, size);
  const ahead = continuation(blocks, Math.ceil(horizon / size) + 1);
  const known = [last(blocks), ...ahead];
  // Block 0 is the last known one; its middle lies (size − 1) / 2 steps before the end, and each next one `size` later.
  return sequence(horizon, (step) => {
    const place = (step + (size + 1) / 2) / size;
    const left = Math.min(Math.floor(place), known.length - 2);
    return at(known, left) + (at(known, left + 1) - at(known, left)) * (place - left);
  });
}

/** Means of whole blocks, counted from the end: a rest at the beginning is left out. */
function blockMeans(values: readonly number[], size: number): number[] {
  const count = Math.floor(values.length / size);
  const skipped = values.length - count * size;
  return sequence(count, (block) => {
    const from = skipped + block * size;
    return mean(values.slice(from, from + size));
  });
}
