import { z } from "zod";
import { formatDay } from "../../../kernel/dates.ts";
import {
  choiceField,
  dayField,
  optionalField,
  textField,
  userField,
} from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { resolvePerson } from "../../people/index.ts";
import { answerChange, answerMove } from "../answers.ts";
import { planNextStep } from "../domain/edit.ts";
import { OPEN_STAGES, STAGES, stageName } from "../domain/stage.ts";
import { noteOn } from "../domain/write.ts";
import { assign } from "../operations/assign.ts";
import { changeDeal } from "../operations/change-deal.ts";
import { moveDealTo, reopen } from "../operations/move-deal.ts";
import { viewingOf } from "../reading.ts";

const id = z.number().int();

/** Sets the next step and its date. */
export const nextStepModal = defineModal({
  id: "deals.next-step",
  title: "Next step",
  submit: "Set next step",
  permission: "deal.change",
  metadata: z.object({ id }),
  fields: {
    text: textField({ label: "What is next", example: "Send the revised quote" }),
    date: optionalField(dayField({ label: "By when" })),
  },
  async run({ metadata, values }, call) {
    const { today } = viewingOf(call);
    const step = { text: values.text, date: values.date ?? null };
    const change = await changeDeal(call, metadata.id, "deal.change", ({ deal }) =>
      planNextStep(deal, step, today),
    );
    const due = step.date ? `, ${formatDay(step.date, { today })}` : "";
    return answerChange(call, change, (name) => md`Next on ${name}: ${step.text}${due}.`);
  },
});

/** Writes a note. */
export const noteModal = defineModal({
  id: "deals.note",
  title: "Note on a deal",
  submit: "Save note",
  permission: "deal.note",
  metadata: z.object({ id }),
  fields: {
    text: textField({ label: "Note", example: "Jane wants a two-year term", lines: "many" }),
  },
  async run({ metadata, values }, call) {
    const change = await changeDeal(call, metadata.id, "deal.note", (locked) =>
      noteOn(locked.deal, values.text),
    );
    return answerChange(call, change, (name) => md`Noted on ${name}.`);
  },
});

/** Gives the deal to another owner or sales engineer. */
export const assignModal = defineModal({
  id: "deals.assign",
  title: "Assign deal",
  submit: "Assign",
  permission: "deal.change",
  metadata: z.object({ id }),
  fields: {
    role: choiceField({
      label: "As",
      choices: [
        { value: "owner" as const, label: "Owner" },
        { value: "se" as const, label: "Sales engineer" },
        { value: "member" as const, label: "Somebody who sees it" },
      ],
    }),
    person: userField({ label: "Person" }),
  },
  async run({ metadata, values }, call) {
    const person = await resolvePerson(call, { slackUserId: values.person });
    const change = await assign(call, metadata.id, values.role, person.id);
    return answerChange(call, change, (name) => md`Assigned ${name} to ${person.name}.`);
  },
});

/** Moves a deal past its gate, with the reason for it. */
export const overrideModal = defineModal({
  id: "deals.override",
  title: "Skip the gate",
  submit: "Skip and move",
  permission: "deal.override",
  metadata: z.object({ id, to: z.enum(STAGES) }),
  intro: ({ to }) => md`The reason is kept in the deal's history. It goes to ${stageName(to)}.`,
  fields: {
    reason: textField({ label: "Why", example: "Board decides on Monday, quote follows" }),
  },
  async run({ metadata, values }, call) {
    const move = { to: metadata.to, override: values.reason };
    return answerMove(call, await moveDealTo(call, metadata.id, move));
  },
});

/** Opens a closed deal again. */
export const reopenModal = defineModal({
  id: "deals.reopen",
  title: "Reopen deal",
  submit: "Reopen",
  permission: "deal.override",
  metadata: z.object({ id }),
  fields: {
    to: choiceField({
      label: "In which stage",
      choices: OPEN_STAGES.map((value) => ({ value, label: stageName(value) })),
    }),
    reason: textField({ label: "Why", example: "The budget is back" }),
  },
  async run({ metadata, values }, call) {
    const change = await reopen(call, metadata.id, values);
    return answerChange(call, change, (name) => md`Reopened ${name} in ${stageName(values.to)}.`);
  },
});
