import { z } from "zod";
import { formatId } from "../../../kernel/ids.ts";
import { joinWords } from "../../../kernel/text.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { read } from "../../deals/index.ts";
import { cardAnswer } from "../answers.ts";
import { CONTRACT_STATUSES } from "../domain/contract.ts";
import { editContract } from "../operations/negotiate.ts";
import { findContract } from "../queries/contract.ts";
import type { ContractView } from "../queries/view.ts";
import {
  customField,
  fillTemplate,
  fillTerms,
  LIVE_TERMS,
  readTerms,
  reviewNote,
  termsFields,
} from "./terms-fields.ts";

/** Changes the terms, and says what that undoes. */
export const editContractModal = defineModal({
  id: "contracts.edit",
  title: "Edit contract",
  submit: "Save",
  permission: "quote.write",
  metadata: z.object({ id: z.number().int(), status: z.enum(CONTRACT_STATUSES) }),
  intro({ id, status }) {
    const name = formatId("contract", id);
    if (status === "in_review") return md`Legal is reading ${name}: a change withdraws the review.`;
    if (status === "approved") return md`Legal has approved ${name}: a change needs a new review.`;
    if (status === "sent") return md`${name} was sent: a change makes it a draft again.`;
    return null;
  },
  fields: { ...termsFields, custom: customField },
  live: {
    fields: LIVE_TERMS,
    async advise({ metadata, raw, typed }, call) {
      const found = await read(call, (tx) => findContract(tx, call.actor.workspaceId, metadata.id));
      const fill = typed === "template" ? fillTemplate(raw.template) : {};
      return { note: reviewNote({ ...raw, ...fill }, found?.points ?? []), fill };
    },
  },
  async run({ metadata, values }, call) {
    const terms = readTerms(values, values.custom ?? null);
    const { result } = await editContract(call, metadata.id, terms);
    const { event, before, endedReview } = result;
    return cardAnswer(call, metadata.id, (name) => {
      if (event?.kind !== "edited")
        return md`Nothing to change: the contract on ${name} is like that already.`;
      const done = md`Changed the ${joinWords(event.terms, "and")} of the contract on ${name}.`;
      if (endedReview) return md`${done} The legal review is withdrawn: ask for it again.`;
      return before.status === "sent" || before.status === "approved"
        ? md`${done} It is a draft again.`
        : done;
    });
  },
});

/** The form with the terms as they are. */
export function openEditContract({ contract, points }: ContractView): ModalOpening {
  const initial = fillTerms(contract);
  return editContractModal.open(
    { id: contract.id, status: contract.status },
    { initial, note: reviewNote(initial, points) },
  );
}
