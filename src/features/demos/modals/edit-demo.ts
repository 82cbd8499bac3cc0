import { z } from "zod";
import { choicesField, linkField, optionalField, type Raw } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { answerDemo } from "../answers.ts";
import type { Demo } from "../domain/demo.ts";
import { edit, prepare } from "../operations/demo-acts.ts";
import { demoFields } from "./demo-fields.ts";

const text = (value: string | null): Raw | undefined => (value ? { value } : undefined);

/** Changes what a demo shows and how long it takes. */
export const editDemoModal = defineModal({
  id: "demos.edit",
  title: "Edit demo",
  submit: "Save demo",
  permission: "engineering.work",
  metadata: z.object({ id: z.number().int() }),
  fields: demoFields,
  async run({ metadata, values }, call) {
    const change = await edit(call, metadata.id, {
      title: values.title,
      description: values.description ?? null,
      features: values.features ?? [],
      useCases: values.useCases ?? [],
      skills: values.skills ?? [],
      minutes: values.minutes,
      preparationMinutes: values.preparation,
    });
    return answerDemo(call, change, (name) => md`Changed ${name}.`);
  },
});

/** The form with the demo as it is. */
export function openEditDemo(demo: Demo): ModalOpening {
  return editDemoModal.open(
    { id: demo.id },
    {
      initial: {
        title: { value: demo.title },
        description: text(demo.description),
        features: text(demo.features.join("\n")),
        useCases: text(demo.useCases.join("\n")),
        minutes: { value: String(demo.minutes) },
        preparation: { value: String(demo.preparationMinutes) },
        skills: text(demo.skills.join(", ")),
      },
    },
  );
}

/** What can be made of the environment, as boxes to tick. */
const FLAGS = [
  { value: "isCustomised" as const, label: "Customised" },
  { value: "isBranded" as const, label: "Branded" },
  { value: "isUseCaseSpecific" as const, label: "Made for their use case" },
];
type Flag = (typeof FLAGS)[number]["value"];

/** The fields that say what was made of an environment. */
export const preparationFields = {
  flags: optionalField(choicesField({ label: "It is", choices: FLAGS })),
  scriptUrl: optionalField(
    linkField({ label: "Script", example: "https://docs.example.com/demo-script" }),
  ),
};

/** What stands in those fields. */
export function preparationInitial(of: Record<Flag, boolean> & { scriptUrl: string | null }) {
  return {
    flags: { values: FLAGS.filter(({ value }) => of[value]).map(({ value }) => value) },
    scriptUrl: text(of.scriptUrl),
  };
}

/** What those fields mean. */
export function preparationOf(values: {
  flags: Flag[] | undefined;
  scriptUrl: string | undefined;
}): Record<Flag, boolean> & { scriptUrl: string | null } {
  const has = (flag: Flag) => values.flags?.includes(flag) ?? false;
  return {
    isCustomised: has("isCustomised"),
    isBranded: has("isBranded"),
    isUseCaseSpecific: has("isUseCaseSpecific"),
    scriptUrl: values.scriptUrl ?? null,
  };
}

/** Notes what was made of the demo environment for one customer. */
export const prepareDemoModal = defineModal({
  id: "demos.prepare",
  title: "Environment and script",
  submit: "Save",
  permission: "engineering.work",
  metadata: z.object({ id: z.number().int(), title: z.string() }),
  intro: ({ title }) => md`How is the environment prepared for ${bold(title)}?`,
  fields: preparationFields,
  async run({ metadata, values }, call) {
    const change = await prepare(call, metadata.id, preparationOf(values));
    return answerDemo(call, change, (name) => md`Noted how ${name} is prepared.`);
  },
});
