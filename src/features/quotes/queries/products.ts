import { and, asc, desc, eq, getTableColumns, ilike, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { nameKey } from "../../../kernel/text.ts";
import { products } from "../../deals/schema/products.ts";
import type { Product } from "../domain/product.ts";

const {
  workspaceId: _,
  nameKey: _key,
  createdAt: _at,
  ...productColumns
} = getTableColumns(products);

const MOST = 200;

/** The catalogue by name, what is still sold first. */
export function listProducts(tx: Tx, workspaceId: string): Promise<Product[]> {
  return tx
    .select(productColumns)
    .from(products)
    .where(eq(products.workspaceId, workspaceId))
    .orderBy(desc(products.active), asc(products.name))
    .limit(MOST);
}

/** Products that are sold and have these letters in their names. */
export function searchProducts(
  tx: Tx,
  workspaceId: string,
  words: string,
  limit: number,
): Promise<Product[]> {
  const like = `%${words.trim().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return tx
    .select(productColumns)
    .from(products)
    .where(
      and(
        eq(products.workspaceId, workspaceId),
        eq(products.active, true),
        ilike(products.name, like),
      ),
    )
    .orderBy(asc(products.name))
    .limit(limit);
}

/** One product; null when there is none with this number. */
export async function findProduct(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<Product | null> {
  const [row] = await tx
    .select(productColumns)
    .from(products)
    .where(and(eq(products.workspaceId, workspaceId), eq(products.id, id)));
  return row ?? null;
}

/** Whether anything that is sold has a list price, in whatever currency: a quote in another one is no way around it. */
export async function hasListPrices(tx: Tx, workspaceId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: products.id })
    .from(products)
    .where(
      and(
        eq(products.workspaceId, workspaceId),
        eq(products.active, true),
        isNotNull(products.price),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The products of these names, in the order of the names. */
export async function findProductsNamed(
  tx: Tx,
  workspaceId: string,
  names: readonly string[],
): Promise<Product[]> {
  const keys = [...new Set(names.map(nameKey))];
  if (keys.length === 0) return [];
  const rows = await tx
    .select({ ...productColumns, key: products.nameKey })
    .from(products)
    .where(and(eq(products.workspaceId, workspaceId), inArray(products.nameKey, keys)));
  return rows
    .toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
    .map(({ key: _, ...product }) => product);
}

/** Locks a product until the transaction ends. */
export async function lockProduct(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await tx
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.workspaceId, workspaceId), eq(products.id, id)))
    .for("update");
}
