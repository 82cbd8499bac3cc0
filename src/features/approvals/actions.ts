import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

const one = z.object({ id: z.number().int().positive() });

/** Every button of approvals, declared here so that views can draw them; interactions.ts says what they do. */
export const showApproval = defineAction({
  id: "approvals.show",
  permission: "approval.decide",
  value: one,
});
export const approveNow = defineAction({
  id: "approvals.approve",
  permission: "approval.decide",
  value: one,
});
export const askReject = defineAction({
  id: "approvals.ask-reject",
  permission: "approval.decide",
  value: one,
});
export const askQuestion = defineAction({
  id: "approvals.ask-question",
  permission: "approval.decide",
  value: one,
});
export const askAnswer = defineAction({
  id: "approvals.ask-answer",
  permission: "approval.decide",
  value: z.object({ id: z.number().int().positive(), n: z.number().int().positive() }),
});
export const withdrawNow = defineAction({
  id: "approvals.withdraw",
  permission: "approval.decide",
  value: one,
});
export const showApprovals = defineAction({
  id: "approvals.list",
  permission: "approval.decide",
  value: z.object({}),
});
/** Ways from a request to what it is about: drawn on its card here, opened by the slices they lead to. */
export const openAskedQuote = defineAction({
  id: "approvals.open-quote",
  permission: "deal.see",
  value: one,
});
export const openAskedContract = defineAction({
  id: "approvals.open-contract",
  permission: "deal.see",
  value: one,
});
