import { z } from "zod";
import { formatMoney } from "../../../kernel/money.ts";
import {
  amountField,
  choiceField,
  onDemand,
  optionalField,
  type Raw,
  textField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { leadAnswer } from "../answers.ts";
import { AUTHORITIES, type Lead, TIMINGS } from "../domain/lead.ts";
import { type Gap, statusWords } from "../domain/life.ts";
import { authorityName, evidenceWords, statusName, timingName } from "../domain/words.ts";
import { editLead, qualifyLead } from "../operations/work-lead.ts";
import { emailField } from "./lead-form.ts";

const bant = {
  budget: amountField({ label: "Budget" }),
  authority: choiceField({
    label: "What the contact has to say",
    choices: AUTHORITIES.map((value) => ({ value, label: authorityName(value) })),
  }),
  need: textField({
    label: "What they need",
    example: "Single sign-on for 400 people by March",
    lines: "many",
    max: 500,
  }),
  timing: choiceField({
    label: "When they want to buy",
    choices: TIMINGS.map((value) => ({ value, label: timingName(value) })),
  }),
};

/** Asks for exactly what a lead misses before it is an MQL or SQL. */
export const qualifyModal = defineModal({
  id: "leads.qualify",
  title: "Qualify lead",
  submit: "Qualify",
  permission: "lead.create",
  metadata: z.object({
    id: z.number().int(),
    company: z.string(),
    to: z.enum(["mql", "sql"]),
    needs: z.string(),
    short: z.number().int(),
    threshold: z.number().int(),
  }),
  intro: ({ company, to, needs, short, threshold }) =>
    needs
      ? md`${company} needs ${needs} before it is ${statusWords(to)}.`
      : md`${company} is ${short} points short: ${statusWords(to)} has ${threshold} or more.`,
  fields: {
    contactName: onDemand(textField({ label: "Contact", example: "Jane Doe", max: 120 })),
    contactEmail: onDemand(emailField),
    budget: onDemand(bant.budget),
    authority: onDemand(bant.authority),
    need: onDemand(bant.need),
    timing: onDemand(bant.timing),
    reason: optionalField(
      textField({
        label: "Why, should the score stay too low",
        example: "Their CFO called us",
        hint: "Kept in the history.",
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const { reason, ...filled } = values;
    const { lead } = await qualifyLead(call, metadata.id, { to: metadata.to, filled, reason });
    return leadAnswer(
      call,
      lead.id,
      (company) => md`Qualified ${company} as ${statusName(lead.status)}, score ${lead.score}.`,
    );
  },
});

/** The form with the fields that are missing, and the reason where the score is too low now. */
export function openQualify(lead: Lead, { to, missing, short, threshold }: Gap): ModalOpening {
  return qualifyModal.open(
    {
      id: lead.id,
      company: lead.company,
      to,
      needs: missing.length > 0 ? evidenceWords(missing) : "",
      short,
      threshold,
    },
    { show: [...missing, ...(short > 0 ? (["reason"] as const) : [])] },
  );
}

/** Writes over what a lead needs and who decides. */
export const needsModal = defineModal({
  id: "leads.needs",
  title: "Budget and need",
  submit: "Save",
  permission: "lead.create",
  metadata: z.object({ id: z.number().int() }),
  fields: {
    contactTitle: optionalField(
      textField({ label: "The contact's title", example: "Head of IT", max: 120 }),
    ),
    budget: optionalField(bant.budget),
    authority: optionalField(bant.authority),
    need: optionalField(bant.need),
    timing: optionalField(bant.timing),
  },
  async run({ metadata, values }, call) {
    const { lead, event } = await editLead(call, metadata.id, {
      contactTitle: values.contactTitle ?? null,
      budget: values.budget ?? null,
      authority: values.authority ?? null,
      need: values.need ?? null,
      timing: values.timing ?? null,
    });
    return leadAnswer(call, metadata.id, (company) =>
      event ? md`Saved ${company}; it scores ${lead.score} now.` : md`Nothing to change.`,
    );
  },
});

/** The form with what is known. */
export function openNeeds(lead: Lead): ModalOpening {
  const raw = (value: string | null): Raw | undefined => (value ? { value } : undefined);
  return needsModal.open(
    { id: lead.id },
    {
      initial: {
        contactTitle: raw(lead.contactTitle),
        budget: raw(lead.budget ? formatMoney(lead.budget, "plain") : null),
        authority: raw(lead.authority),
        need: raw(lead.need),
        timing: raw(lead.timing),
      },
    },
  );
}
