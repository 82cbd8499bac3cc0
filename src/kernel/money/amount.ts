import { z } from "zod";
import { AppError } from "../errors.ts";
import { isCurrency } from "./currency.ts";

/** An amount in whole minor units (cents; yen for JPY) of an ISO 4217 currency. */
export type Money = { minor: number; currency: string };

/** Money as it comes from outside the process: JSON, metadata, the API. */
export const moneySchema: z.ZodType<Money> = z.object({
  minor: z.int("expects a whole number of minor units"),
  currency: z.string().refine(isCurrency, "expects a currency code like EUR"),
});

/**
 * Money of a count of minor units.
 * @throws RangeError when it isn't a safe integer: an amount that floating point has touched is a bug.
 */
export function asMoney(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`${minor} is no whole number of minor units of ${currency}.`);
  // 0 and not -0, which is not equal to it in tests and JSON.
  return { minor: minor === 0 ? 0 : minor, currency };
}

/** The sum of two amounts. @throws AppError rule_broken when their currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return asMoney(a.minor + b.minor, a.currency);
}

/** What is left of `a` without `b`; may be negative. @throws AppError rule_broken when their currencies differ. */
export function subtractMoney(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return asMoney(a.minor - b.minor, a.currency);
}

/** Negative when `a` is less, 0 when equal, positive when more. @throws AppError rule_broken when their currencies differ. */
export function compareMoney(a: Money, b: Money): number {
  sameCurrency(a, b);
  return Math.sign(a.minor - b.minor);
}

/** One total for each currency: the currency of most amounts first, then by code. Amounts are never converted. */
export function sumMoney(amounts: readonly Money[]): Money[] {
  const totals = new Map<string, { count: number; minor: number }>();
  for (const { minor, currency } of amounts) {
    const total = totals.get(currency) ?? { count: 0, minor: 0 };
    totals.set(currency, {
      count: total.count + 1,
      minor: asMoney(total.minor + minor, currency).minor,
    });
  }
  return [...totals]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([currency, total]) => ({ minor: total.minor, currency }));
}

/**
 * That percentage of the amount, as a weighted value or a discount is: 0 to 100 with at most two decimals.
 * A half of a minor unit is rounded away from zero.
 * @throws RangeError for any other percentage.
 */
export function share(amount: Money, percent: number): Money {
  const hundredths = Math.round(percent * 100);
  if (!(percent >= 0 && percent <= 100) || Math.abs(percent * 100 - hundredths) > 1e-6)
    throw new RangeError(`${percent} is no percentage from 0 to 100 with at most two decimals.`);
  // BigInt, because minor units times ten thousand leave the safe integers.
  const scaled = BigInt(Math.abs(amount.minor)) * BigInt(hundredths);
  const rounded = Number((scaled + 5_000n) / 10_000n);
  return asMoney(amount.minor < 0 ? -rounded : rounded, amount.currency);
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new AppError(
      "rule_broken",
      `These amounts are in different currencies, ${a.currency} and ${b.currency}.`,
      "Write both in one currency.",
    );
}
