import { isAllowed } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Call } from "../../slack/call.ts";
import { type Approval, findApproval } from "../approvals/index.ts";
import {
  dealId,
  dealName,
  read,
  resolveDealHaving,
  type SeenDeal,
  seeDeal,
  type ThingRef,
} from "../deals/index.ts";
import { namesOf } from "../people/index.ts";
import { type ApprovalNeed, approvalNeed } from "./domain/policy.ts";
import { type PricedQuote, priceQuote } from "./domain/pricing.ts";
import type { Quote } from "./domain/quote.ts";
import { noSuchQuote } from "./operations/change-quote.ts";
import { holdsFor, isAbout } from "./operations/send-quote.ts";
import { hasListPrices } from "./queries/products.ts";
import {
  findDealOfQuote,
  findQuote,
  findQuoteOfDeal,
  listDealsWithQuote,
  listVersions,
  type QuoteBrief,
  type WhichVersion,
} from "./queries/quote.ts";

/** A version as its reader may see it, with what it comes to, the deal it is on and who has a say in it. */
export type SeenQuote = {
  quote: Quote;
  priced: PricedQuote;
  deal: SeenDeal;
  /** All versions, the newest first. */
  versions: readonly QuoteBrief[];
  need: ApprovalNeed;
  /** The newest request about its discount, if it is about exactly these contents. */
  approval: Approval | null;
  isApproved: boolean;
  senderName: string | null;
  enderName: string | null;
  mayWrite: boolean;
};

/**
 * A quote on a deal the actor may see.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeQuote(
  call: Call,
  id: number,
  which: WhichVersion = "newest",
): Promise<SeenQuote> {
  const { workspaceId } = call.actor;
  const found = await read(call, async (tx) => {
    const quote = await findQuote(tx, workspaceId, id, which);
    const hasCatalogue = await hasListPrices(tx, workspaceId);
    const about = { subject: "quote", subjectId: id, kind: "discount" } as const;
    return {
      onDeal: await findDealOfQuote(tx, workspaceId, id),
      quote,
      hasCatalogue,
      versions: await listVersions(tx, workspaceId, id),
      approval: await findApproval(tx, workspaceId, about),
      names: quote ? await namesOf(tx, workspaceId, [quote.sentBy, quote.endedBy]) : new Map(),
    };
  });
  const { onDeal, quote, hasCatalogue, versions, approval, names } = found;
  if (onDeal === null || !quote) throw noSuchQuote(id);
  const deal = await seeDeal(call, onDeal);
  const priced = priceQuote(quote);
  const nameOf = (person: number | null) => (person === null ? null : (names.get(person) ?? null));
  return {
    quote,
    priced,
    deal,
    versions,
    need: approvalNeed(priced, call.settings, { dealAmount: deal.deal.amount, hasCatalogue }),
    approval: approval && isAbout(approval, quote) ? approval : null,
    isApproved: holdsFor(approval, quote),
    senderName: nameOf(quote.sentBy),
    enderName: nameOf(quote.endedBy),
    mayWrite: isAllowed(call.actor, "quote.write", deal.relations),
  };
}

/**
 * The number of the quote that was meant: by its own id, or the one of a deal that counts most for the act.
 * @param first what is looked for first: a draft to write on, or what is with the customer
 * @throws PickOne, or AppError not_found
 */
export async function resolveQuote(
  call: Call,
  ref: ThingRef,
  first: "draft" | "sent" = "draft",
): Promise<number> {
  if ("id" in ref) return ref.id;
  const deal = await resolveDealHaving(call, ref.deal, listDealsWithQuote);
  const view = await seeDeal(call, deal);
  const found = await read(call, (tx) => findQuoteOfDeal(tx, call.actor.workspaceId, deal, first));
  if (found !== null) return found;
  throw new AppError(
    "not_found",
    `${dealName({ title: view.deal.title, accountName: view.accountName })} has no quote yet.`,
    `Draft one with \`/quote new ${dealId(view.deal)}\`.`,
  );
}
