import {
  currencyDigits,
  formatChange,
  formatMoney,
  formatTotals,
  type Money,
} from "../../../kernel/money.ts";

/** Something with a count and a value in minor units of a currency. */
type Valued = { currency: string; count: number };

/** The currency a report leads with: the workspace's own if any deal is in it, else that of most deals. */
export function leadingCurrency(sums: readonly Valued[], base: string): string {
  if (sums.length === 0 || sums.some((sum) => sum.currency === base)) return base;
  const counts = new Map<string, number>();
  for (const { currency, count } of sums) counts.set(currency, (counts.get(currency) ?? 0) + count);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? base;
}

/** Amounts in minor units as money, the leading currency first: "1.2M EUR + 20k USD". */
export function shortTotals(
  amounts: readonly { currency: string; minor: number }[],
  leading: string,
): string {
  const own = amounts.filter((one) => one.currency === leading);
  const others = amounts.filter((one) => one.currency !== leading);
  const first = formatTotals(own, "short", leading);
  const rest = others.some((one) => one.minor !== 0) ? formatTotals(others, "short", leading) : "";
  if (!rest) return first;
  return own.some((one) => one.minor !== 0) ? `${first} + ${rest}` : rest;
}

/** "+120k EUR", "no change". */
export function shortChange(minor: number, currency: string): string {
  return formatChange({ minor, currency }, "short");
}

/** An amount as a cell to sort by; a dash for none. */
export function amountCell(money: Money | null): string | { value: number; text: string } {
  return money ? { value: money.minor, text: formatMoney(money, "short") } : "–";
}

/** Minor units in whole major ones, as a chart draws them. */
export function inMajor(minor: number, currency: string): number {
  return Math.round(minor / 10 ** currencyDigits(currency));
}

/** "24 %": a share of 0 to 1 in whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** "2.4×": how many times. */
export function times(factor: number): string {
  return `${factor.toFixed(1)}×`;
}
