import { z } from "zod";
import type { Call } from "../../../slack/call.ts";
import { amountField, choiceField, numberField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { dealName, read, seeDeal } from "../../deals/index.ts";
import { reckonRoi } from "../domain/roi.ts";
import { findQuotesOf } from "../queries/quote.ts";
import { exact } from "../views/amounts.ts";
import { roiCard } from "../views/roi.ts";

const MAX_MONTHS = 120;

/** The customer's return: what the problem costs them, what is saved, what they pay. */
export const roiModal = defineModal({
  id: "quotes.roi",
  title: "Return on investment",
  submit: "Reckon the return",
  permission: "deal.see",
  metadata: z.object({ id: z.number().int(), name: z.string() }),
  intro: ({ name }) => md`For ${name}.`,
  fields: {
    cost: amountField({
      label: "Cost today, a year",
      hint: "What the problem costs the customer in a year",
    }),
    saving: numberField({
      label: "Expected saving, %",
      hint: "What share of that cost goes away: 1 to 100",
      min: 1,
      max: 100,
    }),
    price: amountField({ label: "Price for the whole term" }),
    months: numberField({ label: "Term, months", min: 1, max: MAX_MONTHS }),
    show: choiceField({
      label: "Show it",
      choices: [
        { value: "me", label: "Only to me" },
        { value: "channel", label: "To everyone in this channel" },
      ],
    }),
  },
  async run({ metadata, values }, call) {
    const { cost, saving, price, months, show } = values;
    const view = await seeDeal(call, metadata.id);
    const input = {
      costPerYear: cost,
      savingBasisPoints: saving * 100,
      price,
      termMonths: months,
    };
    const { deal, accountName } = view;
    const card = roiCard({ id: deal.id, title: deal.title, accountName }, input, reckonRoi(input));
    return { ...card, inChannel: show === "channel" };
  },
});

/** The form with the price of the deal's quote, else its amount. */
export async function openRoi(call: Call, dealId: number): Promise<ModalOpening> {
  const { deal, accountName } = await seeDeal(call, dealId);
  const [quote] = await read(call, (tx) => findQuotesOf(tx, call.actor.workspaceId, dealId));
  const price = quote && quote.total.minor > 0 ? quote.total : deal.amount;
  return roiModal.open(
    { id: dealId, name: dealName({ title: deal.title, accountName }) },
    {
      initial: {
        ...(price ? { price: { value: exact(price) } } : {}),
        months: { value: "12" },
        show: { value: "me" },
      },
    },
  );
}
