/** Round steps that cover the values, zero among them. */
export function steps(values: readonly number[], wanted: number): number[] {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step =
    [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => span / each <= wanted) ??
    power * 10;
  const from = Math.floor(low / step + 1e-9);
  const to = Math.max(from + 1, Math.ceil(high / step - 1e-9));
  // Counted in whole steps, since 0.1 + 0.2 is not 0.3.
  return Array.from({ length: to - from + 1 }, (_, index) =>
    Number(((from + index) * step).toPrecision(12)),
  );
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const full = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** "1.2M", for an axis. */
export function shortNumber(value: number): string {
  return Math.abs(value) < 1000 ? full.format(value) : compact.format(value);
}

/** "1,204,500", for a label. */
export function fullNumber(value: number): string {
  return full.format(value);
}

/** About how wide a text is in the small size of charts. Measuring it would cost a layout for each label. */
export function textWidth(text: string): number {
  return text.length * 7;
}
