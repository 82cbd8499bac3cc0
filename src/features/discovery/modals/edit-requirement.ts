import { z } from "zod";
import { textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { nameOf, showPageInPlace } from "../answers.ts";
import { LONGEST } from "../domain/lines.ts";
import { CATEGORIES, type Requirement } from "../domain/requirement.ts";
import { editRequirement } from "../operations/requirements.ts";
import { categoryField } from "./log-requirements.ts";

/** Changes the words or the category of one requirement. */
export const editRequirementModal = defineModal({
  id: "discovery.edit-requirement",
  title: "Edit requirement",
  submit: "Save requirement",
  permission: "discovery.log",
  metadata: z.object({
    id: z.number().int(),
    r: z.number().int(),
    view: z.enum(["card", "requirements"]),
    page: z.number().int().optional(),
    seen: z.object({ text: z.string(), category: z.enum(CATEGORIES) }),
  }),
  fields: {
    text: textField({
      label: "Requirement",
      example: "Single sign-on with Okta",
      lines: "many",
      max: LONGEST,
    }),
    category: { ...categoryField, hint: "What you choose is remembered." },
  },
  async run({ metadata, values }, call) {
    const { id, r, seen, view, page } = metadata;
    const { change } = await editRequirement(call, id, r, { ...values, seen });
    return showPageInPlace(call, id, { view, page }, md`Saved on ${nameOf(change)}.`);
  },
});

/** The form with what is known of the requirement. */
export function openEditRequirement(
  id: number,
  { id: r, text, category }: Pick<Requirement, "id" | "text" | "category">,
  at: { view: "card" | "requirements"; page?: number | undefined },
) {
  return editRequirementModal.open(
    { id, r, ...at, seen: { text, category } },
    { initial: { text: { value: text }, category: { value: category } } },
  );
}
