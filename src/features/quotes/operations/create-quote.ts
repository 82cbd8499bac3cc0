import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type Changed, type Deal, type DealAct, dealId, workOnDeal } from "../../deals/index.ts";
import { firstDraft } from "../domain/auto-draft.ts";
import { checkLine } from "../domain/edit.ts";
import { checkAct } from "../domain/life.ts";
import type { LineDraft } from "../domain/line.ts";
import { type Quote, quoteId } from "../domain/quote.ts";
import { findProductsNamed } from "../queries/products.ts";
import { settingsOf } from "../queries/settings.ts";
import { quotes } from "../schema/quotes.ts";
import { quoteEventWords } from "../views/events.ts";
import { getQuote, onQuote } from "./change-quote.ts";
import { insertVersion, recordQuote } from "./save-quote.ts";

/** A new quote, and the deal's products that the catalogue has no price for. */
export type Drafted = { quote: Quote; unpriced: readonly string[] };

/**
 * Drafts a quote for an open deal: with its products at catalogue prices, else empty; in the currency of the deal's amount.
 * @throws AppError rule_broken for a closed deal, forbidden, not_found
 */
export function draftQuote(
  act: DealAct,
  onDeal: number,
): Promise<{ result: Drafted; change: Changed }> {
  return workOnDeal(act, onDeal, "quote.write", async (tx, { deal }) => {
    refuseClosed(deal);
    const products = await findProductsNamed(tx, act.actor.workspaceId, deal.products);
    const { baseCurrency } = await settingsOf(tx, act);
    const currency = deal.amount?.currency ?? baseCurrency;
    // Without a price there is no line: a person is there to write what they mean.
    const { lines, unpriced } = firstDraft({ ...deal, amount: null }, products, currency);
    const quote = await insertDraft(tx, act, deal, { currency, lines, isAuto: false });
    return { result: { quote, unpriced }, words: quoteEventWords(quote, { kind: "drafted" }) };
  });
}

/** Writes a draft into a transaction whose deal is locked. */
export async function insertDraft(
  tx: Tx,
  act: DealAct,
  deal: Pick<Deal, "id">,
  first: { currency: string; lines: readonly LineDraft[]; isAuto: boolean },
): Promise<Quote> {
  const { workspaceId, personId } = act.actor;
  const id = await nextNumber(tx, workspaceId, "quote");
  const { isAuto, currency } = first;
  const lines = first.lines.map((line, i) => ({ ...checkLine(line), key: i + 1 }));
  const quote: Quote = {
    id,
    version: 1,
    dealId: deal.id,
    ...FRESH,
    currency,
    lines,
    discount: null,
    note: null,
    nextKey: lines.length + 1,
    isAuto,
    createdBy: personId,
    createdAt: act.now,
    updatedAt: act.now,
  };
  await tx
    .insert(quotes)
    .values({ workspaceId, id, dealId: deal.id, isAuto, createdBy: personId, createdAt: act.now });
  await insertVersion(tx, workspaceId, quote);
  await recordQuote(tx, act, null, quote, { kind: "drafted" });
  return quote;
}

/**
 * Makes the next version of a quote as a draft with the same contents. What is with the customer stays valid until the new version
 * is sent.
 * @throws AppError rule_broken while there is a draft, or after it was accepted
 */
export function reviseQuote(act: DealAct, id: number): Promise<{ result: Quote; change: Changed }> {
  return inChange(act, (tx) =>
    onQuote(tx, act, id, async ({ deal }) => {
      const { workspaceId, personId } = act.actor;
      const newest = await getQuote(tx, workspaceId, id, "newest");
      refuseClosed(deal);
      if (newest.status === "draft")
        throw new AppError(
          "conflict",
          `${quoteId(newest)} has a draft to write on already: version ${newest.version}.`,
          `\`/quote show ${quoteId(newest)}\` opens it.`,
        );
      checkAct(newest, "revise");
      const quote: Quote = {
        ...newest,
        ...FRESH,
        version: newest.version + 1,
        createdBy: personId,
        createdAt: act.now,
        updatedAt: act.now,
      };
      await insertVersion(tx, workspaceId, quote);
      await recordQuote(tx, act, null, quote, { kind: "revised" });
      return { result: quote, words: quoteEventWords(quote, { kind: "revised" }), isQuiet: true };
    }),
  );
}

/** How every version begins. */
const FRESH = {
  status: "draft",
  validUntil: null,
  sentAt: null,
  sentBy: null,
  endedAt: null,
  endedBy: null,
  acceptedBy: null,
  acceptedOn: null,
  endNote: null,
  revision: 1,
} as const satisfies Partial<Quote>;

/** @throws AppError rule_broken unless the deal is open */
export function refuseClosed(deal: Pick<Deal, "id" | "status">): void {
  if (deal.status === "open") return;
  throw new AppError(
    "rule_broken",
    `${dealId(deal)} is ${deal.status}: there is nothing left to quote.`,
    "A manager opens it again with `/deal reopen`.",
  );
}
