import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

const id = z.number().int().positive();
const one = z.object({ id });
/** A version people look at that is not the newest one. */
const versioned = z.object({ id, version: z.number().int().positive().optional() });

/** Every button of quotes, declared here so that views can draw them; interactions.ts says what they do. */
export const openQuote = defineAction({
  id: "quotes.open",
  permission: "deal.see",
  value: versioned,
});
export const askNewQuote = defineAction({
  id: "quotes.ask-new",
  permission: "quote.write",
  value: z.object({}),
});
export const askLine = defineAction({
  id: "quotes.ask-line",
  permission: "quote.write",
  value: one,
});
export const askEditLine = defineAction({
  id: "quotes.ask-edit-line",
  permission: "quote.write",
  value: z.object({ id, key: z.number().int().positive() }),
});
export const askDiscount = defineAction({
  id: "quotes.ask-discount",
  permission: "quote.write",
  value: one,
});
export const sendNow = defineAction({ id: "quotes.send", permission: "quote.write", value: one });
export const askAccept = defineAction({
  id: "quotes.ask-accept",
  permission: "quote.write",
  value: one,
});
export const askDecline = defineAction({
  id: "quotes.ask-decline",
  permission: "quote.write",
  value: one,
});
export const reviseNow = defineAction({
  id: "quotes.revise",
  permission: "quote.write",
  value: one,
});
/** The entries of a card's "…" menu. */
export const MORE = ["note", "pdf", "history", "guide", "roi"] as const;
export const moreQuote = defineAction({
  id: "quotes.more",
  permission: "deal.see",
  value: z.object({ id, what: z.enum(MORE) }),
});
export const quoteList = defineAction({
  id: "quotes.list",
  permission: "deal.see",
  value: z.object({ scope: z.enum(["mine", "team", "all"]), open: z.boolean() }),
});
export const askAddProduct = defineAction({
  id: "quotes.ask-add-product",
  permission: "catalogue.edit",
  value: z.object({}),
});
export const askEditProduct = defineAction({
  id: "quotes.ask-edit-product",
  permission: "catalogue.edit",
  value: one,
});
export const askRoi = defineAction({ id: "quotes.ask-roi", permission: "deal.see", value: one });
