import { z } from "zod";
import { dayField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { viewAnswer } from "../answers.ts";
import { writeCriteria } from "../domain/criteria.ts";
import type { Limits } from "../domain/scope.ts";
import { editPoc } from "../operations/live.ts";
import type { SeenPoc } from "../reading.ts";
import { criteriaField, limitedFields } from "./fields.ts";
import { limitedModal, limitsSchema } from "./limited-modal.ts";

function build(limits: Limits) {
  const { title, features, integrations, users } = limitedFields(limits);
  return defineModal({
    id: "pocs.edit",
    title: "Edit proof of concept",
    submit: "Save",
    permission: "engineering.work",
    metadata: z.object({ limits: limitsSchema, id: z.number().int() }),
    fields: {
      title,
      description: optionalField(
        textField({
          label: "What it is for",
          example: "The plant manager decides on what she sees here",
          lines: "many",
        }),
      ),
      scope: optionalField(
        textField({
          label: "What is tried, and what is not",
          example: "Sign-on and reports with live data of one plant; no mobile app",
          lines: "many",
        }),
      ),
      features,
      integrations: optionalField(integrations),
      users,
      starts: dayField({ label: "Starts" }),
      ends: dayField({ label: "Ends" }),
    },
    async run({ metadata, values }, call) {
      const { starts, ends, description, scope, integrations: with_, ...rest } = values;
      const edit = {
        ...rest,
        description: description ?? null,
        scope: scope ?? null,
        integrations: with_ ?? [],
        startsOn: starts,
        endsOn: ends,
      };
      const { result } = await editPoc(call, metadata.id, { scope: edit });
      return viewAnswer(call, metadata.id, (name) =>
        result.event ? md`Edited the proof of concept on ${name}.` : md`Nothing to change.`,
      );
    },
  });
}

/** Changes a planned one. */
export const editPocModal = limitedModal({
  id: "pocs.edit",
  permission: "engineering.work",
  build,
});

/** The form as the proof of concept is now. */
export function openEditPoc({ poc }: SeenPoc, limits: Limits): ModalOpening {
  return build(limits).open(
    { limits: limitsSchema.parse(limits), id: poc.id },
    {
      initial: {
        title: { value: poc.title },
        description: { value: poc.description ?? "" },
        scope: { value: poc.scope ?? "" },
        features: { value: poc.features.join("\n") },
        integrations: { value: poc.integrations.join("\n") },
        users: { value: String(poc.users) },
        starts: { value: poc.startsOn },
        ends: { value: poc.endsOn },
      },
    },
  );
}

/** Changes what a planned one is measured by. */
export const criteriaModal = defineModal({
  id: "pocs.criteria",
  title: "Success criteria",
  submit: "Save criteria",
  permission: "engineering.work",
  metadata: z.object({ id: z.number().int() }),
  fields: { criteria: criteriaField() },
  async run({ metadata, values }, call) {
    await editPoc(call, metadata.id, { criteria: values.criteria });
    return viewAnswer(call, metadata.id, (name) => md`The success criteria on ${name} are set.`);
  },
});

/** The form with the criteria as they are now. */
export function openCriteria({ poc, criteria }: SeenPoc): ModalOpening {
  return criteriaModal.open(
    { id: poc.id },
    { initial: { criteria: { value: writeCriteria(criteria) } } },
  );
}
