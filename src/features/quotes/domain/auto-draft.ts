import type { Money } from "../../../kernel/money.ts";
import type { LineDraft } from "./line.ts";
import { lineOfProduct, type Product } from "./product.ts";
import { THOUSAND } from "./quantity.ts";

/** What the first draft of a deal's quote holds, and what it could not price. */
export type FirstDraft = {
  currency: string;
  lines: readonly LineDraft[];
  /** Products of the deal without a price in the deal's currency. */
  unpriced: readonly string[];
};

/**
 * The first draft for a deal: its products at catalogue prices, or, where none of them has a price, one line “Platform” with the
 * deal's amount. Without either there is nothing to draft, and the lines are empty.
 * @param products those of the deal that the catalogue knows and still sells
 */
export function firstDraft(
  deal: { amount: Money | null; products: readonly string[] },
  products: readonly Product[],
  baseCurrency: string,
): FirstDraft {
  const currency = deal.amount?.currency ?? baseCurrency;
  const priced = products.flatMap((product) =>
    product.active && product.price !== null && product.currency === currency
      ? [{ name: product.name, line: lineOfProduct(product, product.price) }]
      : [],
  );
  const names = new Set(priced.map(({ name }) => name.toLowerCase()));
  const unpriced = deal.products.filter((name) => !names.has(name.toLowerCase()));
  if (priced.length > 0) return { currency, lines: priced.map(({ line }) => line), unpriced };
  const whole: LineDraft[] =
    deal.amount && deal.amount.minor > 0 ? [platformLine(deal.amount.minor)] : [];
  return { currency, lines: whole, unpriced: [] };
}

function platformLine(unitPrice: number): LineDraft {
  return {
    productId: null,
    text: "Platform",
    quantity: THOUSAND,
    unit: "unit",
    unitPrice,
    listPrice: null,
    billing: "one_time",
    periods: 1,
    discount: null,
  };
}
