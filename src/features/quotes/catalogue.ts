import { mayEver } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { nameKey, nearest } from "../../kernel/text.ts";
import { section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import type { Mrkdwn } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { read } from "../deals/index.ts";
import type { Product } from "./domain/product.ts";
import { noSuchProduct } from "./operations/catalogue.ts";
import { findProduct, listProducts } from "./queries/products.ts";
import { catalogueTable } from "./views/catalogue.ts";

/** The catalogue as a table, with what was just done to it above. */
export async function catalogueReply(call: Call, notice?: Mrkdwn): Promise<Reply> {
  const found = await read(call, (tx) => listProducts(tx, call.actor.workspaceId));
  const table = catalogueTable(found, mayEver(call.actor, "catalogue.edit"));
  const replace = call.inPlace;
  return notice
    ? { text: notice, blocks: [section(notice), ...(table.blocks ?? [])], replace }
    : { ...table, replace };
}

/** The product of that number. @throws AppError not_found */
export async function getProduct(call: Call, id: number): Promise<Product> {
  const product = await read(call, (tx) => findProduct(tx, call.actor.workspaceId, id));
  if (!product) throw noSuchProduct();
  return product;
}

/** The product that was meant by its name, or by the only name that begins like it. @throws AppError not_found */
export async function productNamed(call: Call, name: string): Promise<Product> {
  const all = await read(call, (tx) => listProducts(tx, call.actor.workspaceId));
  const key = nameKey(name);
  const exactly = all.find((product) => nameKey(product.name) === key);
  if (exactly) return exactly;
  const [only, ...others] = all.filter((product) => nameKey(product.name).startsWith(key));
  if (only && others.length === 0) return only;
  const near = nearest(
    name,
    all.map((product) => product.name),
  );
  throw new AppError(
    "not_found",
    `There is no product “${name}” in the catalogue.`,
    near ? `Did you mean “${near}”?` : "`/quote catalogue` shows what is.",
  );
}
