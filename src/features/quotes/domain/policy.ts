import { AppError } from "../../../kernel/errors.ts";
import { currencyDigits, formatMoney, type Money } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { effectivePercent } from "./discount.ts";
import type { PricedQuote } from "./pricing.ts";

/** What a workspace allows: the parts of its settings that quotes are judged by. */
export type DiscountPolicy = Pick<Settings, "baseCurrency" | "exchangeRates"> & {
  quote: Pick<Settings["quote"], "maxDiscountPercent" | "approvalFrom">;
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
export type ApprovalNeed = { isNeeded: false } | { isNeeded: true; why: "size" | "unknown_rate" };

/**
 * A discount on a quote whose list total is at least the policy's limit needs approval; the list total is converted into the base
 * currency by exact decimals. Where no rate is known it needs approval too: nobody can say that it is small.
 */
export function approvalNeed(priced: PricedQuote, policy: DiscountPolicy): ApprovalNeed {
  if (priced.discount.minor === 0) return { isNeeded: false };
  const { currency } = priced.listTotal;
  const rate = currency === policy.baseCurrency ? "1" : rateOf(currency, policy.exchangeRates);
  if (rate === null) return { isNeeded: true, why: "unknown_rate" };
  const { over, under } = fractionOf(rate);
  const digits = 10n ** BigInt(currencyDigits(currency));
  const inBase = BigInt(priced.listTotal.minor) * over;
  const limit = BigInt(policy.quote.approvalFrom) * under * digits;
  return inBase >= limit ? { isNeeded: true, why: "size" } : { isNeeded: false };
}

/** The amount in whole units of the base currency, rounded down; null where no rate is known. For orders of size, not for sums. */
export function inBaseUnits(
  amount: Money,
  policy: Pick<DiscountPolicy, "baseCurrency" | "exchangeRates">,
): number | null {
  const { currency, minor } = amount;
  const rate = currency === policy.baseCurrency ? "1" : rateOf(currency, policy.exchangeRates);
  if (rate === null) return null;
  const { over, under } = fractionOf(rate);
  return Number((BigInt(minor) * over) / (under * 10n ** BigInt(currencyDigits(currency))));
}

function rateOf(currency: string, rates: DiscountPolicy["exchangeRates"]): string | null {
  return Object.hasOwn(rates, currency) ? (rates[currency] ?? null) : null;
}
