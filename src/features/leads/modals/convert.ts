import { z } from "zod";
import { authorize } from "../../../kernel/access.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { actions, section } from "../../../slack/blocks.ts";
import type { Call } from "../../../slack/call.ts";
import {
  amountField,
  dayField,
  onDemand,
  optionalField,
  textField,
  userField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { bold, code, join, lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealId, read, showDeal } from "../../deals/index.ts";
import { resolvePerson } from "../../people/index.ts";
import { showLead } from "../actions.ts";
import { givenWords } from "../answers.ts";
import { checkLegal } from "../domain/life.ts";
import {
  type Converted,
  convertLead,
  estimateLead,
  usualTitle,
} from "../operations/convert-lead.ts";
import { seeLead } from "../reading.ts";
import { emailField } from "./lead-form.ts";

/** Makes a deal of a lead: estimates are filled in, what is missing is asked for. */
export const convertModal = defineModal({
  id: "leads.convert",
  title: "Convert to a deal",
  submit: "Convert",
  permission: "deal.create",
  metadata: z.object({
    id: z.number().int(),
    company: z.string(),
    amountWhy: z.string(),
    closeWhy: z.string(),
  }),
  intro: ({ company, amountWhy, closeWhy }) =>
    lines(
      md`${bold(company)} becomes a deal in Lead, 10%.`,
      md`Amount: ${amountWhy}. Close: ${closeWhy}.`,
    ),
  fields: {
    title: textField({ label: "What is being sold", example: "Platform rollout" }),
    amount: amountField({ label: "Amount" }),
    closeDate: dayField({ label: "Expected close" }),
    contactName: onDemand(textField({ label: "Contact", example: "Jane Doe", max: 120 })),
    contactEmail: optionalField(emailField),
    owner: optionalField(
      userField({
        label: "Owner",
        hint: "Empty: whoever has the lead if they close deals, else whom the rules choose.",
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const { owner, ...rest } = values;
    const person = owner ? await resolvePerson(call, { slackUserId: owner }) : null;
    return converted(call, await convertLead(call, metadata.id, { ...rest, ownerId: person?.id }));
  },
});

/** The form with the estimates filled in. @throws AppError when it can't be converted now, or not by this person */
export async function openConvert(call: Call, id: number): Promise<ModalOpening> {
  const { lead } = await seeLead(call, id);
  authorize(call.actor, "deal.create");
  checkLegal(lead, "convert");
  const estimate = await read(call, (tx) => estimateLead(tx, call, lead));
  return convertModal.open(
    {
      id,
      company: lead.company,
      amountWhy: estimate.amountWhy,
      closeWhy: estimate.closeWhy,
    },
    {
      show: [
        "title",
        "amount",
        "closeDate",
        ...(lead.contactName === null ? (["contactName"] as const) : []),
        ...(lead.contactEmail === null ? (["contactEmail"] as const) : []),
        "owner",
      ],
      initial: {
        title: { value: usualTitle(lead) },
        amount: { value: formatMoney(estimate.amount, "plain") },
        closeDate: { value: estimate.closeDate },
      },
    },
  );
}

function converted(call: Call, { lead, change, given }: Converted): Reply {
  const name = join(
    [bold(`${lead.company} · ${change.deal.title}`), code(dealId(change.deal))],
    "  ",
  );
  const text = md`Converted ${name}. ${givenWords(call, given)}`;
  return {
    text,
    blocks: [
      section(text),
      ...actions(
        showDeal.button("Open deal", { id: change.deal.id }),
        showLead.button("Open lead", { id: lead.id }),
      ),
    ],
    replace: call.inPlace,
  };
}
