import { z } from "zod";
import { formatDay } from "../../../kernel/dates.ts";
import { optionalField, textField, userField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { viewingOf } from "../../deals/index.ts";
import { resolvePerson } from "../../people/index.ts";
import { answerObjection, statusNotice } from "../answers.ts";
import { FOLLOW_UP_TEXT } from "../domain/follow-up.ts";
import { typeName } from "../domain/objection.ts";
import { classifyObjection } from "../operations/classify.ts";
import { followUpOn, moveOn } from "../operations/move-on.ts";
import {
  competitorField,
  followUpDateField,
  rootCauseField,
  severityField,
  typeField,
} from "./fields.ts";

const id = z.number().int();

/** Says what an objection is really about. */
export const classifyModal = defineModal({
  id: "objections.classify",
  title: "What it is about",
  submit: "Change it",
  permission: "discovery.log",
  metadata: z.object({ id }),
  intro: () => md`Your choice teaches the next suggestion.`,
  fields: {
    type: typeField,
    severity: severityField,
    rootCause: rootCauseField,
    competitor: competitorField,
  },
  async run({ metadata, values }, call) {
    const change = await classifyObjection(call, metadata.id, values);
    return answerObjection(call, change, md`Now it is ${typeName(values.type)}:`);
  },
});

/** Says that an answer did not convince, with what still stands in the way. */
export const notResolvedModal = defineModal({
  id: "objections.not-resolved",
  title: "Not resolved",
  submit: "Mark not resolved",
  permission: "discovery.log",
  metadata: z.object({ id }),
  fields: {
    note: optionalField(
      textField({
        label: "What still stands in the way",
        example: "They want 20 % off",
        max: 1000,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const change = await moveOn(call, metadata.id, "unresolved", values.note ?? null);
    return answerObjection(call, change, statusNotice(change));
  },
});

/** Opens a settled objection again. */
export const reopenModal = defineModal({
  id: "objections.reopen",
  title: "Reopen objection",
  submit: "Reopen",
  permission: "discovery.log",
  metadata: z.object({ id }),
  fields: {
    reason: textField({ label: "Why", example: "Their CFO brought it up again", max: 1000 }),
  },
  async run({ metadata, values }, call) {
    const change = await moveOn(call, metadata.id, "reopen", values.reason);
    return answerObjection(call, change, statusNotice(change));
  },
});

/** Plans when somebody comes back to an objection. */
export const followUpModal = defineModal({
  id: "objections.follow-up",
  title: "Follow-up",
  submit: "Plan follow-up",
  permission: "discovery.log",
  metadata: z.object({ id }),
  fields: {
    date: followUpDateField,
    person: userField({ label: "With whom", hint: "They are reminded at 09:00 of their own day." }),
    text: optionalField(textField({ label: "What to do", example: `${FOLLOW_UP_TEXT}`, max: 300 })),
  },
  async run({ metadata, values }, call) {
    const { today } = viewingOf(call);
    const person = await resolvePerson(call, { slackUserId: values.person });
    const plan = { date: values.date, personId: person.id, text: values.text };
    const change = await followUpOn(call, metadata.id, plan, today);
    return answerObjection(
      call,
      change,
      md`Follow-up planned for ${formatDay(values.date, { today })}:`,
    );
  },
});
