import { AppError } from "../../../kernel/errors.ts";
import type { DealAct } from "../../deals/index.ts";
import {
  addLine as add,
  setDiscount as discount,
  editLine as edit,
  setNote as note,
  type QuoteDecision,
  removeLine as remove,
} from "../domain/edit.ts";
import { billingWords, type Discount, type LineDraft } from "../domain/line.ts";
import { listPriceAt } from "../domain/product.ts";
import { quoteId } from "../domain/quote.ts";
import { findProduct } from "../queries/products.ts";
import { changeQuote, type QuoteWork } from "./change-quote.ts";

/** Adds a line to the draft; a catalogue product brings its list price along. */
export const addLine = (act: DealAct, id: number, draft: LineDraft) =>
  changeQuote(act, id, "newest", async (quote, work) =>
    add(
      mustBeOpen(quote, work),
      await withListPrice(act, draft, quote.currency, work),
      work.settings,
    ),
  );

/**
 * Writes over a line of the draft.
 * @param was the line as its form was opened with (`lineState`); somebody else's change since is not lost
 */
export const editLine = (
  act: DealAct,
  id: number,
  key: number,
  draft: LineDraft,
  was?: string | undefined,
) =>
  changeQuote(act, id, "newest", async (quote, work) => {
    const known = quote.lines.find((line) => line.key === key);
    // The list price stays what it was when the product was put on the quote.
    const isSame = known && known.productId === draft.productId;
    const kept =
      isSame && known.listPrice !== null
        ? listPriceAt(known.listPrice, known.billing, draft.billing)
        : null;
    const listed =
      kept !== null || (isSame && known.billing === draft.billing)
        ? { ...draft, listPrice: kept }
        : await withListPrice(act, draft, quote.currency, work);
    return edit(mustBeOpen(quote, work), key, listed, work.settings, was);
  });

/** Takes a line off the draft. */
export const removeLine = (act: DealAct, id: number, key: number) =>
  changeQuote(act, id, "newest", (quote, work) =>
    remove(mustBeOpen(quote, work), key, work.settings),
  );

/** Sets what is off the whole draft. */
export const setDiscount = (act: DealAct, id: number, off: Discount | null) =>
  changeQuote(
    act,
    id,
    "newest",
    (quote, work): QuoteDecision => discount(mustBeOpen(quote, work), off, work.settings),
  );

/** Sets the words for the customer. */
export const setNote = (act: DealAct, id: number, text: string | null) =>
  changeQuote(act, id, "newest", (quote, work) => note(mustBeOpen(quote, work), text));

function mustBeOpen<Q extends { id: number }>(quote: Q, { locked }: QuoteWork): Q {
  if (locked.deal.status === "open") return quote;
  throw new AppError(
    "rule_broken",
    `${quoteId(quote)} belongs to a deal that is ${locked.deal.status}.`,
    "A manager opens the deal again with `/deal reopen`.",
  );
}

async function withListPrice(
  act: DealAct,
  draft: LineDraft,
  currency: string,
  { tx }: QuoteWork,
): Promise<LineDraft> {
  if (draft.productId === null) return { ...draft, listPrice: null };
  const product = await findProduct(tx, act.actor.workspaceId, draft.productId);
  if (!product)
    throw new AppError("not_found", "That product is not in the catalogue.", "`/quote catalogue`");
  if (!product.active)
    throw new AppError(
      "rule_broken",
      `${product.name} is no longer sold.`,
      "`/quote catalogue` shows what is.",
    );
  if (product.price !== null && product.currency !== currency)
    throw new AppError(
      "rule_broken",
      `${product.name} is priced in ${product.currency}, and this quote is in ${currency}: all lines of a quote are in one currency.`,
      `Write a line of its own text with a price in ${currency}.`,
    );
  const { price, billing } = product;
  const listPrice = price === null ? null : listPriceAt(price, billing, draft.billing);
  // 40.00 a month sold for 40.00 once would be a discount that no percentage shows.
  if (price !== null && listPrice === null)
    throw new AppError(
      "rule_broken",
      `${product.name} has a price ${billingWords(billing)}: on a quote it can't be charged ${billingWords(draft.billing)}.`,
      "Charge it as the catalogue does, or write a line of its own text.",
    );
  return { ...draft, listPrice };
}
