import { z } from "zod";
import {
  amountField,
  choiceField,
  dayField,
  onDemand,
  optionalField,
  textField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { answerMove } from "../answers.ts";
import { LOST_REASONS, lostReasonName } from "../domain/deal.ts";
import type { EvidenceKey } from "../domain/gates.ts";
import { STAGES, stageName } from "../domain/stage.ts";
import { moveDealTo } from "../operations/move-deal.ts";

/** A contact as one types it: a name, and an e-mail address if one has it. */
export const contactName = textField({ label: "Contact", example: "Jane Doe" });

export const lostReasonField = choiceField({
  label: "Why was it lost?",
  choices: LOST_REASONS.map((value) => ({ value, label: lostReasonName(value) })),
});

/** Asks for exactly what a gate misses, and moves the deal when it is filled in. */
export const fillGate = defineModal({
  id: "deals.fill-gate",
  title: "Before it moves",
  submit: "Save and move",
  permission: "deal.change",
  metadata: z.object({ id: z.number().int(), to: z.enum(STAGES), name: z.string() }),
  intro: ({ to, name }) => md`${name} can go to ${stageName(to)} with this:`,
  fields: {
    account: onDemand(textField({ label: "Account", example: "Acme" })),
    contact: onDemand(contactName),
    contactEmail: optionalField(textField({ label: "Their e-mail", example: "jane@acme.com" })),
    amount: onDemand(amountField({ label: "Amount" })),
    closeDate: onDemand(dayField({ label: "Close date" })),
    requirement: onDemand(
      textField({ label: "A requirement", example: "Single sign-on with Okta", lines: "many" }),
    ),
    lostReason: onDemand(lostReasonField),
    lostTo: optionalField(textField({ label: "Lost to", example: "Globex" })),
  },
  async run({ metadata, values }, call) {
    const { contact, contactEmail, ...filled } = values;
    const change = await moveDealTo(
      call,
      metadata.id,
      { to: metadata.to },
      { ...filled, ...(contact ? { contact: { name: contact, email: contactEmail } } : {}) },
    );
    return answerMove(call, change);
  },
});

/** The modal with only the fields that are missing. */
export function openFillGate(gate: {
  id: number;
  to: (typeof STAGES)[number];
  name: string;
  missing: readonly EvidenceKey[];
  hasAccount: boolean;
}): ModalOpening {
  const { id, to, name, missing } = gate;
  const asksContact = missing.includes("contact");
  return fillGate.open(
    { id, to, name },
    {
      show: [
        ...(asksContact && !gate.hasAccount ? (["account"] as const) : []),
        ...missing,
        ...(asksContact ? (["contactEmail"] as const) : []),
        ...(missing.includes("lostReason") ? (["lostTo"] as const) : []),
      ],
    },
  );
}
