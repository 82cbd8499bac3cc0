import { z } from "zod";
import { cut } from "../../../kernel/text.ts";
import { choiceField, numberField, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { nameOf, showPageInPlace } from "../answers.ts";
import { EFFORTS } from "../domain/effort.ts";
import type { Solution } from "../domain/solution.ts";
import { changeSolution } from "../operations/solutions.ts";

/** Writes over what was proposed; what is changed here stays when solutions are proposed anew. */
export const solutionModal = defineModal({
  id: "discovery.edit-solution",
  title: "Edit solution",
  submit: "Save solution",
  permission: "deal.change_se_fields",
  metadata: z.object({
    id: z.number().int(),
    subject: z.string(),
    title: z.string(),
    seen: z.object({ effort: z.enum(EFFORTS), weeks: z.number().int() }),
  }),
  intro: ({ title }) =>
    md`${bold(title)}. What you change here stays when solutions are proposed anew.`,
  fields: {
    proposal: textField({
      label: "Proposal",
      example: "Single sign-on over SAML, set up in one workshop",
      lines: "many",
    }),
    effort: choiceField({
      label: "Effort",
      hint: "S up to 3 days, M up to 8, L up to 16, XL more",
      choices: EFFORTS.map((value) => ({ value, label: value })),
    }),
    weeks: numberField({ label: "Weeks", min: 1, max: 104, hint: "2 to 4 are typical" }),
  },
  async run({ metadata, values }, call) {
    const { id, subject, seen } = metadata;
    const { change } = await changeSolution(call, id, subject, values, seen);
    return showPageInPlace(call, id, { view: "solutions" }, md`Saved on ${nameOf(change)}.`);
  },
});

/** The form with what is proposed now. */
export function openSolution(id: number, { subject, title, proposal, effort, weeks }: Solution) {
  return solutionModal.open(
    { id, subject, title: cut(title, 150), seen: { effort, weeks } },
    {
      initial: {
        proposal: { value: proposal },
        effort: { value: effort },
        weeks: { value: String(weeks) },
      },
    },
  );
}
