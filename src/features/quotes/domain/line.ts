import type { Money } from "../../../kernel/money.ts";

/** How a line is charged: for each month or year of its term, by what is used, or once. */
export const BILLINGS = ["month", "year", "usage", "one_time"] as const;
export type Billing = (typeof BILLINGS)[number];

/** Off a line or a whole quote: a share in hundredths of a percent (1 to 10,000), or an amount. */
export type Discount = { kind: "percent"; basisPoints: number } | { kind: "amount"; amount: Money };

/** What a line says, as somebody writes it. */
export type LineDraft = {
  /** Null for what is not in the catalogue. */
  productId: number | null;
  text: string;
  /** In thousandths: 2,500 is two and a half. */
  quantity: number;
  /** What the price is for: "user", "day". */
  unit: string;
  /** Minor units of the quote's currency, for one unit and one period. */
  unitPrice: number;
  /** The catalogue's price when the line was written; what the line's price is below it counts as discount. */
  listPrice: number | null;
  billing: Billing;
  /** Months or years of a subscription; 1 for what has no term. */
  periods: number;
  discount: Discount | null;
};

/** A line of a quote; `key` stays the same for as long as its version is written on. */
export type QuoteLine = LineDraft & { key: number };

/** Whether the billing is for months or years, so that a line has a term. */
export function hasTerm(billing: Billing): billing is "month" | "year" {
  return billing === "month" || billing === "year";
}

const BILLING_WORDS: Record<Billing, string> = {
  month: "a month",
  year: "a year",
  usage: "by usage",
  one_time: "once",
};

/** "a month", "by usage", "once": how it is charged, in words. */
export function billingWords(billing: Billing): string {
  return BILLING_WORDS[billing];
}
