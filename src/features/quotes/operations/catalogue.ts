import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import { nextNumber } from "../../../db/counters.ts";
import { isUniqueViolation } from "../../../db/workspace.ts";
import { authorize } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nameKey } from "../../../kernel/text.ts";
import { record } from "../../audit/index.ts";
import type { DealAct } from "../../deals/index.ts";
import { products } from "../../deals/schema/products.ts";
import { MAX_PERIODS, MAX_TEXT, MAX_UNIT } from "../domain/edit.ts";
import { hasTerm } from "../domain/line.ts";
import type { Product } from "../domain/product.ts";
import { findProduct, lockProduct } from "../queries/products.ts";

/** What somebody writes of a product. */
export type ProductDraft = Omit<Product, "id" | "active">;

const NAME_KEY = "products_name_key";

/** Puts a product into the catalogue. @throws AppError forbidden, bad_input, conflict for a name that is taken */
export function addProduct(act: DealAct, draft: ProductDraft): Promise<Product> {
  authorize(act.actor, "catalogue.edit");
  const { workspaceId } = act.actor;
  const clean = checkProduct(draft);
  return namedOnce(
    clean.name,
    inChange(act, async (tx) => {
      const id = await nextNumber(tx, workspaceId, "product");
      const product: Product = { ...clean, id, active: true };
      await tx
        .insert(products)
        .values({ workspaceId, ...product, nameKey: nameKey(clean.name), createdAt: act.now });
      await record(tx, act, [
        { action: "product.added", subject: "product", subjectId: id, after: { ...clean } },
      ]);
      return product;
    }),
  );
}

/** Writes over a product. Quotes that have it keep the price they were written with. */
export function editProduct(act: DealAct, id: number, draft: ProductDraft): Promise<Product> {
  const clean = checkProduct(draft);
  return namedOnce(
    clean.name,
    changeProduct(act, id, "product.edited", (before) => ({ ...before, ...clean })),
  );
}

/** Takes a product off the shelf, or puts it back: old quotes keep it. */
export function setActive(act: DealAct, id: number, active: boolean): Promise<Product> {
  const action = active ? "product.returned" : "product.retired";
  return changeProduct(act, id, action, (before) => ({ ...before, active }));
}

function changeProduct(
  act: DealAct,
  id: number,
  action: string,
  decide: (before: Product) => Product,
): Promise<Product> {
  authorize(act.actor, "catalogue.edit");
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    await lockProduct(tx, workspaceId, id);
    const before = await findProduct(tx, workspaceId, id);
    if (!before) throw noSuchProduct();
    const after = decide(before);
    const changed = (Object.keys(after) as (keyof Product)[]).filter(
      (key) => after[key] !== before[key],
    );
    if (changed.length === 0) return before;
    await tx
      .update(products)
      .set({ ...after, nameKey: nameKey(after.name) })
      .where(and(eq(products.workspaceId, workspaceId), eq(products.id, id)));
    const of = (product: Product) => Object.fromEntries(changed.map((key) => [key, product[key]]));
    await record(tx, act, [
      { action, subject: "product", subjectId: id, before: of(before), after: of(after) },
    ]);
    return after;
  });
}

const MAX_DESCRIPTION = 500;

function checkProduct(draft: ProductDraft): ProductDraft {
  const name = draft.name.replaceAll(/\s+/g, " ").trim();
  const unit = draft.unit.replaceAll(/\s+/g, " ").trim() || "unit";
  const description = draft.description?.trim() || null;
  if (nameKey(name) === "") throw new AppError("bad_input", "What is the product called?");
  if (name.length > MAX_TEXT)
    throw new AppError("bad_input", `That name has ${name.length} characters; ${MAX_TEXT} fit.`);
  if (unit.length > MAX_UNIT)
    throw new AppError("bad_input", `That unit has ${unit.length} characters; ${MAX_UNIT} fit.`);
  if (description && description.length > MAX_DESCRIPTION)
    throw new AppError(
      "bad_input",
      `That description has ${description.length} characters; ${MAX_DESCRIPTION} fit.`,
    );
  const termMonths = hasTerm(draft.billing) ? draft.termMonths : null;
  if (termMonths !== null && (termMonths < 1 || termMonths > MAX_PERIODS))
    throw new AppError("bad_input", `A term is 1 to ${MAX_PERIODS} months.`);
  return { ...draft, name, unit, description, termMonths };
}

async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error, NAME_KEY)) throw error;
    throw new AppError(
      "conflict",
      `The catalogue has a product “${name}” already.`,
      "`/quote catalogue` shows it; edit that one.",
    );
  }
}

/** The answer to a product that is not there. */
export function noSuchProduct(): AppError {
  return new AppError(
    "not_found",
    "That product is not in the catalogue.",
    "`/quote catalogue` shows what is.",
  );
}
