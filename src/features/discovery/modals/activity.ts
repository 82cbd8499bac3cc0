import { z } from "zod";
import { formatDay } from "../../../kernel/dates.ts";
import { cut } from "../../../kernel/text.ts";
import type { Call } from "../../../slack/call.ts";
import { choiceField, dayField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { dealName, type NamedDeal, seeDeal, viewingOf } from "../../deals/index.ts";
import { nameOf, showPageInPlace } from "../answers.ts";
import { METHODS, methodName } from "../domain/activity.ts";
import type { ActivityLine } from "../domain/activity-line.ts";
import { logActivity } from "../operations/activities.ts";

/** Logs a call, an assessment or a workshop with its notes. */
export const activityModal = defineModal({
  id: "discovery.log-activity",
  title: "Log discovery",
  submit: "Log it",
  permission: "discovery.log",
  metadata: z.object({ id: z.number().int(), name: z.string() }),
  intro: ({ name }) => md`How the needs of ${bold(name)} were found out.`,
  fields: {
    method: choiceField({
      label: "What it was",
      choices: METHODS.map((value) => ({ value, label: methodName(value) })),
    }),
    heldOn: dayField({ label: "When", hint: "A day to come is kept as planned" }),
    notes: optionalField(
      textField({
        label: "Notes",
        example: "With Jane and the security lead; wants a pilot in spring",
        lines: "many",
      }),
    ),
  },
  async run({ metadata: { id }, values }, call) {
    await seeDeal(call, id);
    return logAndAnswer(call, id, { ...values, notes: values.notes?.trim() || null });
  },
});

/** The form for this deal, with today filled in. */
export function openActivity(call: Call, deal: NamedDeal) {
  return activityModal.open(
    { id: deal.id, name: cut(dealName(deal), 150) },
    { initial: { method: { value: "call" }, heldOn: { value: viewingOf(call).today } } },
  );
}

/** Logs it and answers with the card, on which the discovery is more complete now. */
export async function logAndAnswer(call: Call, id: number, line: ActivityLine) {
  const { result, change } = await logActivity(call, id, line);
  const { today } = viewingOf(call);
  const planned = result.heldOn > today ? "Planned" : "Logged";
  const text = md`${planned} on ${nameOf(change)}: ${methodName(result.method).toLowerCase()}, ${formatDay(result.heldOn, { today })}.`;
  return showPageInPlace(call, id, { view: "card" }, text);
}
