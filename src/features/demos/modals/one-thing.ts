import { z } from "zod";
import {
  choiceField,
  linkField,
  momentField,
  optionalField,
  textField,
  userField,
} from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { resolvePerson } from "../../people/index.ts";
import { answerDemo, showEnvironmentCard } from "../answers.ts";
import { type Demo, outcomeName } from "../domain/demo.ts";
import { whenText } from "../domain/when.ts";
import { assign, cancel, correct, deliver, schedule } from "../operations/demo-acts.ts";
import { editEnvironment } from "../operations/environment.ts";
import { clockOf } from "../reading.ts";
import { preparationFields, preparationOf } from "./edit-demo.ts";

const id = z.number().int();

/** Puts a demo at a time of one's own choice. */
export const anotherTimeModal = defineModal({
  id: "demos.another-time",
  title: "Another time",
  submit: "Schedule demo",
  permission: "engineering.work",
  metadata: z.object({ id }),
  fields: { startsAt: momentField({ label: "Begins", hint: "By your own clock." }) },
  async run({ metadata, values }, call) {
    const change = await schedule(call, metadata.id, values.startsAt);
    return answerDemo(
      call,
      change,
      (name) => md`Scheduled ${name}: ${whenText(values.startsAt, clockOf(call))}.`,
    );
  },
});

/** Gives a demo to somebody else than was suggested. */
export const assignDemoModal = defineModal({
  id: "demos.assign",
  title: "Assign demo",
  submit: "Assign",
  permission: "engineering.work",
  metadata: z.object({ id }),
  fields: { person: userField({ label: "Sales engineer" }) },
  async run({ metadata, values }, call) {
    const person = await resolvePerson(call, { slackUserId: values.person });
    const change = await assign(call, metadata.id, person.id);
    return answerDemo(call, change, (name) => md`Gave ${name} to ${person.name}.`);
  },
});

/** Notes how a demo went. */
export const deliverDemoModal = defineModal({
  id: "demos.deliver",
  title: "How the demo went",
  submit: "Save outcome",
  permission: "engineering.work",
  /** `correct`: it is delivered already, and said anew. */
  metadata: z.object({ id, correct: z.boolean() }),
  fields: {
    outcome: choiceField({
      label: "It was",
      choices: [
        { value: "success" as const, label: "A success" },
        { value: "partial" as const, label: "Partly a success" },
        { value: "failed" as const, label: "Not a success" },
      ],
    }),
    notes: optionalField(
      textField({
        label: "Notes",
        example: "They liked the audit log and want to see the SAP connector next",
        lines: "many",
      }),
    ),
    recordingUrl: optionalField(
      linkField({ label: "Recording", example: "https://video.example.com/acme" }),
    ),
  },
  async run({ metadata, values }, call) {
    const say = metadata.correct ? correct : deliver;
    const change = await say(call, metadata.id, values);
    return answerDemo(
      call,
      change,
      (name) => md`Kept how ${name} went: it was ${outcomeName(values.outcome)}.`,
    );
  },
});

/** The form with what is known: of a delivered demo how it went, else what was written with the command. */
export function openDelivered(
  demo: Demo,
  written: { notes?: string | undefined; recording?: string | undefined } = {},
): ModalOpening {
  const value = (text: string | null | undefined) => (text ? { value: text } : undefined);
  return deliverDemoModal.open(
    { id: demo.id, correct: demo.status === "delivered" },
    {
      initial: {
        outcome: value(demo.outcome),
        notes: value(written.notes ?? demo.notes),
        recordingUrl: value(written.recording ?? demo.recordingUrl),
      },
    },
  );
}

/** Cancels a demo with the reason. */
export const cancelDemoModal = defineModal({
  id: "demos.cancel",
  title: "Cancel demo",
  submit: "Cancel the demo",
  permission: "engineering.work",
  metadata: z.object({ id }),
  fields: { reason: textField({ label: "Why", example: "The customer put the project on hold" }) },
  async run({ metadata, values }, call) {
    const change = await cancel(call, metadata.id, values.reason);
    return answerDemo(call, change, (name) => md`Cancelled ${name}.`);
  },
});

/** Writes down what the workspace's demo environment is. */
export const environmentModal = defineModal({
  id: "demos.environment",
  title: "Demo environment",
  submit: "Save environment",
  permission: "engineering.work",
  metadata: z.object({}),
  fields: {
    kind: textField({ label: "Type", example: "sandbox", max: 60 }),
    dataSource: textField({ label: "Data source", example: "demo_data", max: 60 }),
    ...preparationFields,
  },
  async run({ values }, call) {
    const { kind, dataSource, flags, scriptUrl } = values;
    await editEnvironment(call, { kind, dataSource, ...preparationOf({ flags, scriptUrl }) });
    return showEnvironmentCard(call, md`Kept what the demo environment is.`);
  },
});
