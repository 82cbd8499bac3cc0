import { authorize } from "../../kernel/access.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { openAskedQuote } from "../approvals/index.ts";
import { draftQuote, guessDeal } from "../deals/index.ts";
import {
  askAccept,
  askAddProduct,
  askDecline,
  askDiscount,
  askEditLine,
  askEditProduct,
  askLine,
  askNewQuote,
  askRoi,
  type MORE,
  moreQuote,
  openQuote,
  quoteList,
  reviseNow as reviseButton,
  sendNow as sendButton,
} from "./actions.ts";
import { showQuote } from "./answers.ts";
import { getProduct } from "./catalogue.ts";
import { beforeForm, openOrDraft, pdfNow, reviseNow, sendNow } from "./doing.ts";
import { showGuide } from "./guide.ts";
import { showHistory, showQuotes } from "./listing.ts";
import { openAddLine, openEditLine } from "./modals/line.ts";
import { openNewQuote } from "./modals/new-quote.ts";
import { declineModal, openAccept, openDiscount, openNote } from "./modals/one-thing.ts";
import { openProduct } from "./modals/product.ts";
import { openRoi } from "./modals/roi.ts";
import { seeQuote } from "./reading.ts";

async function more(call: Call, id: number, what: (typeof MORE)[number]): Promise<Reply | null> {
  if (what === "pdf") return pdfNow(call, id);
  if (what === "history") return showHistory(call, id);
  if (what === "note") {
    await call.open(openNote(await beforeForm(call, id, "edit")));
    return null;
  }
  const { deal } = await seeQuote(call, id);
  if (what === "guide") return showGuide(call, deal.deal.id);
  await call.open(openRoi(call, deal.deal.id));
  return null;
}

/** What each button of quotes does. */
export const quoteActions = [
  onAction(draftQuote, ({ id }, call) => openOrDraft(call, id)),
  onAction(openQuote, ({ id, version }, call) => showQuote(call, id, version ?? "newest")),
  onAction(openAskedQuote, ({ id }, call) => showQuote(call, id, "newest")),
  onAction(askNewQuote, async (_, call) => {
    await call.open(openNewQuote(await guessDeal(call, {})));
    return null;
  }),
  onAction(askLine, async ({ id }, call) => {
    await call.open(openAddLine(await beforeForm(call, id, "edit")));
    return null;
  }),
  onAction(askEditLine, async ({ id, key }, call) => {
    await call.open(openEditLine(call, await beforeForm(call, id, "edit"), key));
    return null;
  }),
  onAction(askDiscount, async ({ id }, call) => {
    await call.open(openDiscount(await beforeForm(call, id, "edit")));
    return null;
  }),
  onAction(sendButton, ({ id }, call) => sendNow(call, id)),
  onAction(askAccept, async ({ id }, call) => {
    await call.open(openAccept(await beforeForm(call, id, "accept", "sent"), call));
    return null;
  }),
  onAction(askDecline, async ({ id }, call) => {
    await beforeForm(call, id, "decline", "sent");
    await call.open(declineModal.open({ id }));
    return null;
  }),
  onAction(reviseButton, ({ id }, call) => reviseNow(call, id)),
  onAction(moreQuote, ({ id, what }, call) => more(call, id, what)),
  onAction(quoteList, (filter, call) => showQuotes(call, filter)),
  onAction(askAddProduct, async (_, call) => {
    await call.open(openProduct(null, call.settings.baseCurrency));
    return null;
  }),
  onAction(askEditProduct, async ({ id }, call) => {
    authorize(call.actor, "catalogue.edit");
    await call.open(openProduct(await getProduct(call, id), call.settings.baseCurrency));
    return null;
  }),
  onAction(askRoi, async ({ id }, call) => {
    await call.open(openRoi(call, id));
    return null;
  }),
];
