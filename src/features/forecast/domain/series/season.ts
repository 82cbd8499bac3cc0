import { at, lineThrough, mean, sequence } from "./statistics.ts";

/** Factors multiply the level, offsets are added to it. */
export type SeasonKind = "factors" | "offsets";

/** A series without its season, and the way back. */
export type SeasonalView = {
  adjusted: number[];
  /** Puts the season back on values for the steps after the series' end. */
  restore(ahead: readonly number[]): number[];
};

/** Factors need values well above zero; otherwise offsets. */
export function seasonKindFor(values: readonly number[]): SeasonKind {
  const smallest = 0.01 * mean(values);
  return values.every((value) => value > 0 && value >= smallest) ? "factors" : "offsets";
}

/**
 * Takes the season out by classical decomposition, the indices shrunk towards "no season" (James–Stein; Miller and Williams,
 * 2003). Less than two seasons of data, or a period of 1, leave the series as it is.
 */
export function withoutSeason(
  values: readonly number[],
  period: number,
  kind: SeasonKind = seasonKindFor(values),
): SeasonalView {
  if (period < 2 || values.length < 2 * period)
    return { adjusted: [...values], restore: (ahead) => [...ahead] };
  const indices = seasonalIndices(values, period, kind);
  const indexOf = (step: number) => at(indices, step % period);
  return kind === "factors"
    ? {
        adjusted: values.map((value, step) => value / indexOf(step)),
        restore: (ahead) => ahead.map((value, k) => value * indexOf(values.length + k)),
      }
    : {
        adjusted: values.map((value, step) => value - indexOf(step)),
        restore: (ahead) => ahead.map((value, k) => value + indexOf(values.length + k)),
      };
}

/** One index for each season, around 1 (factors) or 0 (offsets), for a series of at least two seasons. */
export function seasonalIndices(
  values: readonly number[],
  period: number,
  kind: SeasonKind,
  { shrunk = true } = {},
): number[] {
  const trend = centredAverage(values, period);
  const bySeason: number[][] = Array.from({ length: period }, () => []);
  values.forEach((value, step) => {
    const level = at(trend, step);
    if (Number.isNaN(level)) return;
    const deviation = kind === "factors" ? value / level : value - level;
    bySeason[step % period]?.push(deviation);
  });
  const raw = bySeason.map(mean);
  const centre = mean(raw);
  const neutral = kind === "factors" ? 1 : 0;
  const indices = raw.map((index) => (kind === "factors" ? index / centre : index - centre));
  if (!shrunk) return indices;
  const weight = 1 - shrinkage(indices, bySeason, neutral);
  return indices.map((index) => neutral + weight * (index - neutral));
}

/** How much of the indices is noise, 0 to 1: the indices' sampling variance against their spread (James and Stein, 1961). */
function shrinkage(indices: number[], bySeason: number[][], neutral: number): number {
  let squares = 0;
  let count = 0;
  for (const deviations of bySeason) {
    const centre = mean(deviations);
    for (const deviation of deviations) squares += (deviation - centre) ** 2;
    count += deviations.length;
  }
  const period = indices.length;
  const perSeason = count / period;
  const noise = count > period ? squares / (count - period) / perSeason : 0;
  const spread = indices.reduce((sum, index) => sum + (index - neutral) ** 2, 0);
  return spread > 0 ? Math.min(1, ((period - 3) * noise) / spread) : 0;
}

/**
 * The centred average over one season (2×m for an even period m). Its ends are NaN, except for a history under three seasons:
 * there the ends follow the line of the middle, or every season would have one observation and its noise could not be told.
 */
function centredAverage(values: readonly number[], period: number): number[] {
  const half = Math.floor(period / 2);
  const { length } = values;
  const centred = sequence(length, (step) => {
    if (step < half || step >= length - half) return Number.NaN;
    let sum = (at(values, step - half) + at(values, step + half)) / 2;
    for (let near = step - half + 1; near < step + half; near++) sum += at(values, near);
    return sum / period;
  });
  if (length >= 3 * period) return centred;
  const { slope } = lineThrough(centred.slice(half, length - half));
  const [first, final] = [half, length - half - 1];
  return centred.map((value, step) => {
    if (step < half) return at(centred, first) - slope * (first - step);
    return step > final ? at(centred, final) + slope * (step - final) : value;
  });
}
