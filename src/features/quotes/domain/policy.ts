import { AppError } from "../../../kernel/errors.ts";
import { currencyDigits, formatMoney, type Money } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { effectivePercent } from "./discount.ts";
import type { QuoteLine } from "./line.ts";
import type { PricedQuote } from "./pricing.ts";

/** What a workspace allows: the parts of its settings that quotes are judged by. */
export type DiscountPolicy = Pick<Settings, "baseCurrency" | "exchangeRates"> & {
  quote: Pick<Settings["quote"], "maxDiscountPercent" | "approvalFrom" | "unlistedLines">;
};

/** What a price is measured by besides the quote itself. */
export type Measure = {
  /** What the deal is thought to be worth. */
  dealAmount: Money | null;
  /** Whether anything has a list price: without one, no line can be said to avoid it. */
  hasCatalogue: boolean;
};

type Fraction = { over: bigint; under: bigint };

/** The decimal text as a fraction: "0.92" is 92/100. */
function fractionOf(decimal: string): Fraction {
  const [whole = "0", digits = ""] = decimal.split(".");
  return { over: BigInt(whole + digits), under: 10n ** BigInt(digits.length) };
}

// Percentages of the settings are JSON numbers: nine decimals are more than anybody means.
const percentFraction = (percent: number): Fraction => fractionOf(percent.toFixed(9));

/**
 * Whether more is off than the policy's maximum: (list − total) / list > maximum / 100, compared as fractions of whole minor
 * units. Exactly the maximum is allowed, one minor unit more is not.
 */
export function isOverMaximum(
  priced: Pick<PricedQuote, "listTotal" | "discount">,
  policy: DiscountPolicy,
): boolean {
  const { over, under } = percentFraction(policy.quote.maxDiscountPercent);
  return BigInt(priced.discount.minor) * 100n * under > BigInt(priced.listTotal.minor) * over;
}

/** @throws AppError rule_broken when more is off than anybody may give, with what is still allowed */
export function checkMaximum(priced: PricedQuote, policy: DiscountPolicy): void {
  if (!isOverMaximum(priced, policy)) return;
  const { maxDiscountPercent } = policy.quote;
  throw new AppError(
    "rule_broken",
    `That would be ${effectivePercent(priced)} off the list total of ${formatMoney(priced.listTotal, "exact")}; at most ${maxDiscountPercent} % is allowed, whoever asks.`,
    `Down to ${formatMoney(lowestTotal(priced, policy), "exact")} is possible. Discounts on lines and prices below the catalogue's count too.`,
  );
}

/** The lowest total the policy allows for that list total. */
export function lowestTotal(
  { listTotal }: Pick<PricedQuote, "listTotal">,
  policy: DiscountPolicy,
): Money {
  const { over, under } = percentFraction(policy.quote.maxDiscountPercent);
  const list = BigInt(listTotal.minor);
  const most = (list * over) / (100n * under);
  return { minor: Number(list - most), currency: listTotal.currency };
}

/** Whether a quote needs somebody's approval before it is sent, and why. */
export type ApprovalNeed =
  | { isNeeded: false }
  | { isNeeded: true; why: "size" | "unknown_rate" | "unlisted" };

/**
 * A discount on a quote whose list total is at least the policy's limit needs approval; the list total is converted into the base
 * currency by exact decimals. Where no rate is known it needs approval too: nobody can say that it is small.
 *
 * A line without a list price shows no discount however cheap it is, so that a quote with such a line is measured by what the deal
 * is worth instead: see the setting `quote.unlistedLines`.
 */
export function approvalNeed(
  priced: PricedQuote,
  policy: DiscountPolicy,
  measure: Measure,
): ApprovalNeed {
  if (priced.discount.minor > 0) {
    const isLarge = reachesLimit(priced.listTotal, policy);
    if (isLarge === null) return { isNeeded: true, why: "unknown_rate" };
    if (isLarge) return { isNeeded: true, why: "size" };
  }
  return isUnlistedTooCheap(priced, policy, measure)
    ? { isNeeded: true, why: "unlisted" }
    : { isNeeded: false };
}

/** The lines nobody has a list price for. */
export function unlistedLines(priced: Pick<PricedQuote, "lines">): QuoteLine[] {
  return priced.lines.map(({ line }) => line).filter((line) => line.listPrice === null);
}

function isUnlistedTooCheap(
  priced: PricedQuote,
  policy: DiscountPolicy,
  { dealAmount, hasCatalogue }: Measure,
): boolean {
  const rule = policy.quote.unlistedLines;
  if (rule === "allowed" || !hasCatalogue || unlistedLines(priced).length === 0) return false;
  const isLarge = (amount: Money) => reachesLimit(amount, policy) ?? true;
  if (rule === "approval" || dealAmount === null) return isLarge(priced.listTotal);
  return isLarge(dealAmount) && isLess(priced.total, dealAmount, policy);
}

/** Whether an amount is at least the limit from which discounts need approval; null where no rate is known. */
function reachesLimit({ currency, minor }: Money, policy: DiscountPolicy): boolean | null {
  const rate = rateFor(currency, policy);
  if (rate === null) return null;
  const { over, under } = fractionOf(rate);
  const digits = 10n ** BigInt(currencyDigits(currency));
  return BigInt(minor) * over >= BigInt(policy.quote.approvalFrom) * under * digits;
}

/** Whether `a` is worth less than `b`; without a rate between their currencies nobody can say that it is not. */
function isLess(a: Money, b: Money, policy: DiscountPolicy): boolean {
  if (a.currency === b.currency) return a.minor < b.minor;
  const [rateA, rateB] = [rateFor(a.currency, policy), rateFor(b.currency, policy)];
  if (rateA === null || rateB === null) return true;
  return inBase(a, rateA, b.currency, rateB) < inBase(b, rateB, a.currency, rateA);
}

// Both sides of a comparison multiplied by both denominators, so that nothing is rounded.
function inBase(
  { minor, currency }: Money,
  rate: string,
  other: string,
  otherRate: string,
): bigint {
  const digits = Math.max(0, currencyDigits(other) - currencyDigits(currency));
  return (
    BigInt(minor) * fractionOf(rate).over * fractionOf(otherRate).under * 10n ** BigInt(digits)
  );
}

/** The amount in whole units of the base currency, rounded down; null where no rate is known. For orders of size, not for sums. */
export function inBaseUnits(
  amount: Money,
  policy: Pick<DiscountPolicy, "baseCurrency" | "exchangeRates">,
): number | null {
  const { currency, minor } = amount;
  const rate = rateFor(currency, policy);
  if (rate === null) return null;
  const { over, under } = fractionOf(rate);
  return Number((BigInt(minor) * over) / (under * 10n ** BigInt(currencyDigits(currency))));
}

function rateFor(
  currency: string,
  { baseCurrency, exchangeRates }: Pick<DiscountPolicy, "baseCurrency" | "exchangeRates">,
): string | null {
  if (currency === baseCurrency) return "1";
  return Object.hasOwn(exchangeRates, currency) ? (exchangeRates[currency] ?? null) : null;
}
