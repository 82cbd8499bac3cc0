import type { Money } from "./amount.ts";
import { sumMoney } from "./amount.ts";
import { currencyDigits } from "./currency.ts";

/**
 * - `short`, for summaries: 1.2M EUR, 640k EUR, 950 EUR. Rounded.
 * - `plain`, for cards: 50,000 EUR, and 50,000.50 EUR when there are cents.
 * - `exact`, for quotes: 1,204,500.00 EUR.
 */
export type MoneyStyle = "short" | "plain" | "exact";

/** The amount in words of that style, the currency's code last. */
export function formatMoney(money: Money, style: MoneyStyle): string {
  return `${formatAmount(money, style)} ${money.currency}`;
}

/** A change with its sign: "+120k EUR", "-30k EUR", "no change" for none. */
export function formatChange(change: Money, style: MoneyStyle): string {
  if (change.minor === 0) return "no change";
  return `${change.minor > 0 ? "+" : ""}${formatMoney(change, style)}`;
}

/**
 * The amounts' totals by currency, as `sumMoney` orders them: "640k EUR + 20k USD". Totals of nothing are left out;
 * when nothing is left it is "0 EUR" of the default currency.
 */
export function formatTotals(
  amounts: readonly Money[],
  style: MoneyStyle,
  defaultCurrency: string,
): string {
  const totals = sumMoney(amounts).filter((total) => total.minor !== 0);
  return totals.length === 0
    ? formatMoney({ minor: 0, currency: defaultCurrency }, style)
    : totals.map((total) => formatMoney(total, style)).join(" + ");
}

function formatAmount({ minor, currency }: Money, style: MoneyStyle): string {
  const digits = currencyDigits(currency);
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const cents = text.slice(text.length - digits);
  const short = style === "short" ? formatShort(BigInt(text), digits) : null;
  if (short !== null) return sign + short;
  const showCents = cents !== "" && (style === "exact" || Number(cents) !== 0);
  return sign + withThousands(whole) + (showCents ? `.${cents}` : "");
}

const UNITS: readonly (readonly [unit: string, zeros: number])[] = [
  ["", 0],
  ["k", 3],
  ["M", 6],
  ["bn", 9],
];

/** At most one decimal, and none from a hundred of a unit on. Null under one major unit, where rounding would hide the amount. */
function formatShort(minor: bigint, digits: number): string | null {
  if (minor > 0n && minor < 10n ** BigInt(digits)) return null;
  for (const [unit, zeros] of UNITS) {
    const tenths = rounded(minor * 10n, 10n ** BigInt(digits + zeros));
    const whole = rounded(minor, 10n ** BigInt(digits + zeros));
    // Rounding may carry into the next unit: 999,950 is 1M, not 1000k.
    if (whole >= 1_000n && unit !== "bn") continue;
    if (unit === "" || tenths >= 1_000n || tenths % 10n === 0n)
      return withThousands(String(whole)) + unit;
    return `${tenths / 10n}.${tenths % 10n}${unit}`;
  }
  return null;
}

function rounded(value: bigint, divisor: bigint): bigint {
  return (value + divisor / 2n) / divisor;
}

function withThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
