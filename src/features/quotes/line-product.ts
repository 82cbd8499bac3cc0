import type { Call } from "../../slack/call.ts";
import { read } from "../deals/index.ts";
import type { Product } from "./domain/product.ts";
import { findProduct } from "./queries/products.ts";

/** The product that is chosen in a form; null when none is, or it is gone. */
export async function findLineProduct(
  call: Call,
  value: string | undefined,
): Promise<Product | null> {
  const id = Number(value);
  if (!value || !Number.isSafeInteger(id)) return null;
  return read(call, (tx) => findProduct(tx, call.actor.workspaceId, id));
}
