import type { Feature } from "../../feature.ts";
import { acceptCommand } from "./commands/accept.ts";
import { catalogueCommands } from "./commands/catalogue.ts";
import { declineCommand } from "./commands/decline.ts";
import { discountCommand } from "./commands/discount.ts";
import { guideCommands } from "./commands/guide.ts";
import { historyCommand } from "./commands/history.ts";
import { lineCommands } from "./commands/line.ts";
import { listCommand } from "./commands/list.ts";
import { newCommand } from "./commands/new.ts";
import { pdfCommand } from "./commands/pdf.ts";
import { reviseCommand } from "./commands/revise.ts";
import { sendCommand } from "./commands/send.ts";
import { showCommand } from "./commands/show.ts";
import { quoteActions } from "./interactions.ts";
import { expireQuoteJob, remindOfExpiryJob, shareQuoteJob } from "./jobs.ts";
import { lineModal } from "./modals/line.ts";
import { newQuoteModal } from "./modals/new-quote.ts";
import {
  acceptModal,
  approvalModal,
  declineModal,
  discountModal,
  noteModal,
} from "./modals/one-thing.ts";
import { productModal } from "./modals/product.ts";
import { roiModal } from "./modals/roi.ts";
import { quoteEndsSoon, quoteExpired } from "./notifications.ts";
import { productOptions } from "./options.ts";
import { quoteReactions } from "./reactions.ts";

export { openQuote } from "./actions.ts";
export type { Discount, LineDraft } from "./domain/line.ts";
export { lineOfProduct, type Product } from "./domain/product.ts";
export { type Quote, type QuoteStatus, quoteId } from "./domain/quote.ts";
export { addProduct } from "./operations/catalogue.ts";
export { draftQuote, reviseQuote } from "./operations/create-quote.ts";
export { addLine, setDiscount } from "./operations/edit-quote.ts";
export { acceptQuote, declineQuote } from "./operations/end-quote.ts";
export { requestDiscount, sendQuote } from "./operations/send-quote.ts";
export { findQuotesOf, type QuoteBrief } from "./queries/quote.ts";

/** Quotes from the catalogue: lines, discounts, versions, PDF. */
export const quotesFeature: Feature = {
  name: "quotes",
  commands: [
    newCommand,
    showCommand,
    listCommand,
    ...lineCommands,
    discountCommand,
    sendCommand,
    acceptCommand,
    declineCommand,
    reviseCommand,
    pdfCommand,
    historyCommand,
    ...guideCommands,
    ...catalogueCommands,
  ],
  modals: [
    newQuoteModal,
    lineModal,
    discountModal,
    noteModal,
    approvalModal,
    acceptModal,
    declineModal,
    productModal,
    roiModal,
  ],
  actions: quoteActions,
  options: [productOptions],
  jobs: [shareQuoteJob, expireQuoteJob, remindOfExpiryJob],
  notifications: [quoteEndsSoon, quoteExpired],
  reactions: quoteReactions,
};
