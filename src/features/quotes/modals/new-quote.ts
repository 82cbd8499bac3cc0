import { z } from "zod";
import type { Call } from "../../../slack/call.ts";
import { searchField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { dealChoice, dealOptions, type NamedDeal } from "../../deals/index.ts";
import { draftAnswer } from "../doing.ts";

/** Asks for the deal when nobody named one. */
export const newQuoteModal = defineModal({
  id: "quotes.new",
  title: "New quote",
  submit: "Draft quote",
  permission: "quote.write",
  metadata: z.object({}),
  fields: {
    deal: searchField({
      label: "Deal",
      hint: "Its products come along at catalogue prices; you write the rest line by line",
      options: dealOptions,
    }),
  },
  run: ({ values }, call: Call) => draftAnswer(call, Number(values.deal)),
});

/** The form with a guess of the deal. */
export function openNewQuote(guess: NamedDeal | null): ModalOpening {
  return newQuoteModal.open({}, { initial: { deal: dealChoice(guess) } });
}
