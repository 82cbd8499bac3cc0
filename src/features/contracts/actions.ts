import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

const id = z.number().int().positive();
const one = z.object({ id });

/** Every button of contracts, declared here so that views can draw them; interactions.ts says what they do. */
export const openContract = defineAction({
  id: "contracts.show",
  permission: "deal.see",
  value: one,
});
export const askEdit = defineAction({
  id: "contracts.ask-edit",
  permission: "quote.write",
  value: one,
});
export const askReviewNow = defineAction({
  id: "contracts.ask-review",
  permission: "quote.write",
  value: one,
});
export const sendNow = defineAction({
  id: "contracts.send",
  permission: "quote.write",
  value: one,
});
export const askSign = defineAction({
  id: "contracts.ask-sign",
  permission: "quote.write",
  value: one,
});
export const askPoint = defineAction({
  id: "contracts.ask-point",
  permission: "quote.write",
  value: one,
});
/** Opens one of the negotiation points. */
export const pickPoint = defineAction({
  id: "contracts.pick-point",
  permission: "quote.write",
  value: z.object({ id, n: id }),
});
/** The entries of a card's "…" menu. */
export const MORE = ["pdf", "history", "end"] as const;
export const moreOnContract = defineAction({
  id: "contracts.more",
  permission: "deal.see",
  value: z.object({ id, what: z.enum(MORE) }),
});
export const billingDone = defineAction({
  id: "contracts.billing-done",
  permission: "billing.set_up",
  value: one,
});
export const contractList = defineAction({
  id: "contracts.list",
  permission: "deal.see",
  value: z.object({
    scope: z.enum(["mine", "team", "all"]),
    which: z.enum(["open", "in_review", "sent", "signed", "any"]),
  }),
});
export const askNewContract = defineAction({
  id: "contracts.ask-new",
  permission: "quote.write",
  value: z.object({}),
});
