import { AppError } from "../../../kernel/errors.ts";
import { asMoney, type Money } from "../../../kernel/money.ts";
import type { Discount, LineDraft, QuoteLine } from "./line.ts";
import type { Quote } from "./quote.ts";

/** What one line comes to, in minor units. */
export type PricedLine = {
  line: QuoteLine;
  /** At the catalogue's price, or at its own where that is higher or there is no other. */
  list: number;
  /** At its own price, less its own discount. */
  net: number;
  /** What of the discount on the whole quote falls on it. */
  quoteDiscount: number;
  /** `net` less `quoteDiscount`: these sum to the quote's total, to the last minor unit. */
  total: number;
};

/** What a quote comes to. All amounts are in its currency. */
export type PricedQuote = {
  lines: readonly PricedLine[];
  listTotal: Money;
  /** The lines with their own discounts, before the discount on the whole quote. */
  subtotal: Money;
  quoteDiscount: Money;
  total: Money;
  /** `listTotal` less `total`: everything that is off, wherever it was written. */
  discount: Money;
};

/** As for amounts people type: larger ones are slips of the keyboard. */
const MAX_MINOR = 1_000_000_000_000_000n;
const BASIS_POINTS = 10_000n;
const THOUSANDTHS = 1_000n;

/**
 * Prices a quote exactly: integers throughout, BigInt inside.
 *
 * - A line is quantity × price × periods, rounded to the minor unit, a half away from zero.
 * - A discount in percent is rounded down to the minor unit: never more is given than the percentage says, so a discount of
 *   exactly the policy's maximum never exceeds it by a rounding.
 * - The discount on the whole quote is taken from the sum of the lines and spread over them in proportion by the method of
 *   largest remainders (Hamilton): each line gets its share rounded down, what is left goes one minor unit each to the largest
 *   remainders, the earlier line first among equals. So the lines' totals sum to the quote's total.
 * @throws AppError bad_input when an amount is over 10^15 minor units, or a discount over what it is taken from
 */
export function priceQuote(quote: Pick<Quote, "currency" | "lines" | "discount">): PricedQuote {
  const { currency } = quote;
  const priced = quote.lines.map((line) => ({ line, ...priceLine(line, currency) }));
  const listTotal = sum(priced.map((one) => BigInt(one.list)));
  const subtotal = sum(priced.map((one) => BigInt(one.net)));
  const off = quote.discount ? discountOf(subtotal, quote.discount, currency, "the quote") : 0n;
  const shares = spread(
    off,
    priced.map((one) => BigInt(one.net)),
  );
  const lines = priced.map((one, i) => {
    const quoteDiscount = Number(shares[i] ?? 0n);
    return { ...one, quoteDiscount, total: one.net - quoteDiscount };
  });
  const total = subtotal - off;
  const money = (minor: bigint) => asMoney(Number(minor), currency);
  return {
    lines,
    listTotal: money(listTotal),
    subtotal: money(subtotal),
    quoteDiscount: money(off),
    total: money(total),
    discount: money(listTotal - total),
  };
}

/** What a line comes to by itself; see `priceQuote` for the rounding. */
export function priceLine(line: LineDraft, currency: string): { list: number; net: number } {
  const own = extended(line, line.unitPrice);
  // A price above the catalogue's is the price; one below it is a discount in other words.
  const list = line.listPrice === null ? own : max(own, extended(line, line.listPrice));
  const off = line.discount ? discountOf(own, line.discount, currency, "the line") : 0n;
  return { list: Number(list), net: Number(own - off) };
}

function extended(line: LineDraft, unitPrice: number): bigint {
  const thousandths = BigInt(line.quantity) * BigInt(unitPrice) * BigInt(line.periods);
  return checked((thousandths + THOUSANDTHS / 2n) / THOUSANDTHS);
}

function discountOf(base: bigint, discount: Discount, currency: string, whole: string): bigint {
  if (discount.kind === "percent") return (base * BigInt(discount.basisPoints)) / BASIS_POINTS;
  const { amount } = discount;
  if (amount.currency !== currency)
    throw new AppError(
      "bad_input",
      `The quote is in ${currency}, that discount in ${amount.currency}.`,
      `Write it in ${currency}.`,
    );
  const off = BigInt(amount.minor);
  if (off > base)
    throw new AppError(
      "bad_input",
      `That discount is more than ${whole} comes to.`,
      "Write a smaller amount, or a percentage.",
    );
  return off;
}

/**
 * The amount in parts that are proportional to the weights and sum to it: largest remainders. No part is more than its weight
 * as long as the amount is not more than all weights together.
 */
export function spread(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sofar, weight) => sofar + weight, 0n);
  if (all === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (amount * weight) / all);
  const left = Number(amount - parts.reduce((sofar, part) => sofar + part, 0n));
  const byRemainder = weights
    .map((weight, i) => ({ i, remainder: (amount * weight) % all }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  const extra = new Set(byRemainder.slice(0, left).map(({ i }) => i));
  return parts.map((part, i) => (extra.has(i) ? part + 1n : part));
}

function sum(amounts: readonly bigint[]): bigint {
  return checked(amounts.reduce((sofar, one) => sofar + one, 0n));
}

function checked(amount: bigint): bigint {
  if (amount > MAX_MINOR)
    throw new AppError(
      "bad_input",
      "That comes to more than any quote holds.",
      "Look at quantity, price and term: one of them has too many digits.",
    );
  return amount;
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
