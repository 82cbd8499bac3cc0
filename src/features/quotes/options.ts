import { defineOptions } from "../../slack/options.ts";
import { read } from "../deals/index.ts";
import type { Product } from "./domain/product.ts";
import { perWords } from "./domain/product.ts";
import { searchProducts } from "./queries/products.ts";
import { exact } from "./views/amounts.ts";

const MOST = 50;

/** Products that are sold, for the external selects of modals. The value is the product's number. */
export const productOptions = defineOptions({
  id: "quotes.products",
  permission: "catalogue.read",
  async load(query, call) {
    const found = await read(call, (tx) => searchProducts(tx, call.actor.workspaceId, query, MOST));
    return found.map((product) => ({ value: String(product.id), label: productLabel(product) }));
  },
});

/** "Platform (40.00 EUR per user a month)". */
export function productLabel(product: Product): string {
  const { name, price, currency } = product;
  return price === null
    ? `${name} (no price)`
    : `${name} (${exact({ minor: price, currency })} ${perWords(product)})`;
}
