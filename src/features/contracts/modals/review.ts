import { z } from "zod";
import { joinWords } from "../../../kernel/text.ts";
import { textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { cardAnswer } from "../answers.ts";
import { reviewReasons } from "../domain/terms.ts";
import { requestReview } from "../operations/review.ts";
import type { ContractView } from "../queries/view.ts";

/** Asks legal to read a contract. */
export const reviewModal = defineModal({
  id: "contracts.review",
  title: "Legal review",
  submit: "Request review",
  permission: "quote.write",
  metadata: z.object({ id: z.number().int(), reasons: z.string() }),
  intro: ({ reasons }) =>
    reasons
      ? md`Legal reads it because ${reasons}.`
      : md`It is the standard paper with nothing changed: it could be sent without a review.`,
  fields: {
    reason: textField({
      label: "What legal should look at",
      example: "They ask for EU data residency and a cap on liability",
      lines: "many",
      max: 1000,
    }),
  },
  async run({ metadata, values }, call) {
    await requestReview(call, metadata.id, values.reason);
    return cardAnswer(
      call,
      metadata.id,
      (name) => md`Asked legal to review the contract on ${name}. I tell you what they say.`,
    );
  },
});

/** The form that says why legal has to read it. */
export function openReview({ contract, points }: ContractView): ModalOpening {
  const reasons = joinWords(reviewReasons(contract, points), "and");
  return reviewModal.open({ id: contract.id, reasons });
}
