import type { Billing, LineDraft } from "./line.ts";
import { hasTerm } from "./line.ts";
import { THOUSAND } from "./quantity.ts";

/** Something in the catalogue. */
export type Product = {
  id: number;
  name: string;
  series: string | null;
  /** Minor units of `currency` for one unit (and one period of a subscription); null when it is not known. */
  price: number | null;
  currency: string;
  /** What the price is for: "user", "site". */
  unit: string;
  billing: Billing;
  /** For how long a subscription is quoted unless somebody says otherwise. */
  termMonths: number | null;
  description: string | null;
  /** A retired product stays on old quotes and can't be put on new ones. */
  active: boolean;
};

const USUAL_MONTHS = 12;
const MONTHS_OF_YEAR = 12;

/** For how many months or years a product is quoted; years that have begun count whole. */
export function usualPeriods(product: Pick<Product, "billing" | "termMonths">): number {
  const months = product.termMonths ?? USUAL_MONTHS;
  if (product.billing === "month") return months;
  return product.billing === "year" ? Math.ceil(months / MONTHS_OF_YEAR) : 1;
}

/**
 * A list price for another billing: of a year as twelve months, and the other way round (rounded down, so that nobody is said to
 * give a discount by a rounding). Null where the two can't be compared: once is not a month.
 */
export function listPriceAt(price: number, from: Billing, to: Billing): number | null {
  if (from === to) return price;
  if (from === "month" && to === "year") return price * MONTHS_OF_YEAR;
  if (from === "year" && to === "month") return Math.floor(price / MONTHS_OF_YEAR);
  return null;
}

/** One unit of a product as a line, at its list price. */
export function lineOfProduct(product: Product, price: number): LineDraft {
  return {
    productId: product.id,
    text: product.name,
    quantity: THOUSAND,
    unit: product.unit,
    unitPrice: price,
    listPrice: price,
    billing: product.billing,
    periods: hasTerm(product.billing) ? usualPeriods(product) : 1,
    discount: null,
  };
}

/** "40.00 EUR per user a month": the words after a price. */
export function perWords(product: Pick<Product, "unit" | "billing">): string {
  const per = `per ${product.unit}`;
  if (product.billing === "month") return `${per} a month`;
  if (product.billing === "year") return `${per} a year`;
  return product.billing === "usage" ? `${per}, by usage` : `${per}, once`;
}
