/** The value at an index; NaN outside, so that a slip shows as NaN in a test instead of as a silent zero. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}

/** The last value; NaN of an empty list. */
export function last(values: ArrayLike<number>): number {
  return at(values, values.length - 1);
}

/** Arithmetic mean; 0 of an empty list. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Mean of the absolute values; 0 of an empty list. */
export function meanAbsolute(values: readonly number[]): number {
  return mean(values.map(Math.abs));
}

/** The middle value, or the mean of the two in the middle; 0 of an empty list. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2;
}

/** The least-squares line through (0, y₀), (1, y₁), … */
export function lineThrough(values: readonly number[]): { intercept: number; slope: number } {
  const middle = (values.length - 1) / 2;
  const height = mean(values);
  let together = 0;
  let spread = 0;
  values.forEach((value, index) => {
    together += (index - middle) * (value - height);
    spread += (index - middle) ** 2;
  });
  const slope = spread > 0 ? together / spread : 0;
  return { slope, intercept: height - slope * middle };
}

/** `count` numbers made from 0, 1, 2, … */
export function sequence(count: number, make: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A number held between two bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/**
 * Akaike's criterion with the small-sample correction (Hurvich and Tsai, 1989), from −2 log likelihood up to a constant.
 * Smaller is better; `parameters` counts the error's variance too.
 */
export function correctedAkaike(deviance: number, length: number, parameters: number): number {
  const correction = (2 * parameters * (parameters + 1)) / Math.max(1, length - parameters - 1);
  return deviance + 2 * parameters + correction;
}
