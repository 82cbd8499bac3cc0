import { z } from "zod";
import type { Call } from "../../../slack/call.ts";
import { dayField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type Modal, type ModalOpening } from "../../../slack/modal.ts";
import { code, Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { approvalId } from "../../approvals/index.ts";
import { viewingOf } from "../../deals/index.ts";
import { answerChange, answerQuote } from "../answers.ts";
import { discountWords, writeDiscount } from "../domain/discount.ts";
import { quoteId } from "../domain/quote.ts";
import { setDiscount, setNote } from "../operations/edit-quote.ts";
import { acceptQuote, declineQuote } from "../operations/end-quote.ts";
import { type ApprovalNeeded, requestDiscount } from "../operations/send-quote.ts";
import type { SeenQuote } from "../reading.ts";
import { exact } from "../views/amounts.ts";
import { askedFor } from "../views/approval.ts";
import { acceptedText } from "../views/sent.ts";
import { discountField } from "./fields.ts";

const id = z.number().int();

const discountMetadata = z.object({ id, currency: z.string(), list: z.string() });
const carried = z.object({ metadata: discountMetadata });

function buildDiscount(currency: string) {
  return defineModal({
    id: "quotes.discount",
    title: "Discount",
    submit: "Set discount",
    permission: "quote.write",
    metadata: discountMetadata,
    intro: ({ list }) => md`${list}`,
    fields: {
      discount: optionalField(
        discountField({
          label: "Off the whole quote",
          hint: "Empty takes it away. What is off single lines stays.",
          currency,
        }),
      ),
    },
    async run({ metadata, values }, call) {
      const discount = values.discount ?? null;
      const { result } = await setDiscount(call, metadata.id, discount);
      return answerChange(call, result, (name) =>
        discount
          ? md`Set ${discountWords(discount)} off the quote for ${name}.`
          : md`Took the discount off the quote for ${name}.`,
      );
    },
  });
}

/** What is off the whole quote; amounts are in the quote's currency, which travels in its metadata. */
export const discountModal: Modal = {
  id: "quotes.discount",
  permission: "quote.write",
  read(view) {
    const { currency } = carried.parse(JSON.parse(view.private_metadata)).metadata;
    return buildDiscount(currency).read(view);
  },
  advise: null,
  reopen: (draft) => buildDiscount(discountMetadata.parse(draft.metadata).currency).reopen(draft),
};

/** The form with what is off now. */
export function openDiscount({ quote, priced }: SeenQuote): ModalOpening {
  const list = `${quoteId(quote)} comes to ${exact(priced.subtotal)} with the discounts on its lines; at list prices ${exact(priced.listTotal)}.`;
  return buildDiscount(quote.currency).open(
    { id: quote.id, currency: quote.currency, list },
    { initial: { discount: { value: writeDiscount(quote.discount) } } },
  );
}

/** Words for the customer below the lines. */
export const noteModal = defineModal({
  id: "quotes.note",
  title: "Words for the customer",
  submit: "Save words",
  permission: "quote.write",
  metadata: z.object({ id }),
  fields: {
    note: optionalField(
      textField({
        label: "Below the lines",
        hint: "Delivery, conditions: it stands on the PDF",
        example: "Delivered within two weeks of signature",
        lines: "many",
        max: 1500,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const { result } = await setNote(call, metadata.id, values.note ?? null);
    return answerChange(call, result, (name) => md`Changed the words below the quote for ${name}.`);
  },
});

/** The form with the words that stand there. */
export function openNote({ quote }: SeenQuote): ModalOpening {
  return noteModal.open({ id: quote.id }, { initial: { note: { value: quote.note ?? "" } } });
}

/** Why a discount that needs approval should be given. */
export const approvalModal = defineModal({
  id: "quotes.ask-approval",
  title: "Ask for approval",
  submit: "Ask for approval",
  permission: "quote.write",
  // The words are made by us and escaped already.
  metadata: z.object({ id, what: z.string() }),
  intro: ({ what }) => md`You ask for ${new Mrkdwn(what)}. Once it is approved you can send it.`,
  fields: {
    reason: textField({
      label: "Why",
      hint: "Who decides reads exactly this",
      example: "Matches Globex's offer, two-year term",
      lines: "many",
      max: 1000,
    }),
  },
  async run({ metadata, values }, call) {
    const { result } = await requestDiscount(call, metadata.id, values.reason);
    return answerQuote(
      call,
      { id: metadata.id, version: versionOf(result.data) },
      (name) =>
        md`Asked for approval of the quote for ${name}: ${code(approvalId(result))}. Until then the quote waits.`,
    );
  },
});

const versionOf = (data: Record<string, unknown>) => z.object({ version: id }).parse(data).version;

/** The form that says what is asked for. */
export function openAskApproval(needed: ApprovalNeeded, view: SeenQuote): ModalOpening {
  const { deal, accountName } = view.deal;
  const what = askedFor({ title: deal.title, accountName }, needed.priced);
  return approvalModal.open({ id: needed.quote.id, what: what.text });
}

/** The customer accepted: who, and when. */
export const acceptModal = defineModal({
  id: "quotes.accept",
  title: "Quote accepted",
  submit: "Record acceptance",
  permission: "quote.write",
  metadata: z.object({ id, offer: z.string() }),
  intro: ({ offer }) => md`${offer}`,
  fields: {
    by: textField({ label: "Who accepted", example: "Jane Doe", max: 100 }),
    on: dayField({ label: "On" }),
    note: optionalField(
      textField({ label: "Note", example: "By mail, order 4711 follows", lines: "many", max: 500 }),
    ),
  },
  async run({ metadata, values }, call) {
    const { result } = await acceptQuote(call, metadata.id, values);
    return answerQuote(call, result.quote, (name) => acceptedText(name, result));
  },
});

/** The form with the customer's contact and today. */
export function openAccept(view: SeenQuote, call: Pick<Call, "actor" | "settings" | "now">) {
  const { quote, priced, deal } = view;
  const offer = `${quoteId(quote)}, ${exact(priced.total)}. The deal's amount follows, and other open quotes of the deal end.`;
  return acceptModal.open(
    { id: quote.id, offer },
    {
      initial: {
        by: { value: deal.contactName ?? "" },
        on: { value: viewingOf(call).today },
      },
    },
  );
}

/** The customer said no. */
export const declineModal = defineModal({
  id: "quotes.decline",
  title: "Quote declined",
  submit: "Record refusal",
  permission: "quote.write",
  metadata: z.object({ id }),
  fields: {
    why: optionalField(
      textField({ label: "Why", example: "Too expensive for one plant", lines: "many", max: 500 }),
    ),
  },
  async run({ metadata, values }, call) {
    const { result } = await declineQuote(call, metadata.id, values.why ?? null);
    return answerQuote(
      call,
      result.quote,
      (name) => md`Recorded that the customer declined the quote for ${name}.`,
    );
  },
});
