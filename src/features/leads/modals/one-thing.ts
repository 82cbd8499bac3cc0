import { z } from "zod";
import { numberField, optionalField, textField, userField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { resolvePerson } from "../../people/index.ts";
import { assignTo, disqualifyBecause, reopenBecause, scoreAt, writeOn } from "../doing.ts";

const id = z.number().int();
const about = z.object({ id, company: z.string() });

/** Gives a lead to somebody, or to whom the rules choose. */
export const assignModal = defineModal({
  id: "leads.assign",
  title: "Assign lead",
  submit: "Assign",
  permission: "lead.assign",
  metadata: about,
  intro: ({ company }) =>
    md`${company} goes to whom you choose; without a choice, the rules decide.`,
  fields: {
    person: optionalField(userField({ label: "To" })),
  },
  async run({ metadata, values }, call) {
    const to = values.person ? await resolvePerson(call, { slackUserId: values.person }) : null;
    return assignTo(call, metadata.id, to ? { personId: to.id } : "rules", null);
  },
});

/** Passes a lead, or the deal it became, on to somebody else, with the reason. */
export const reassignModal = defineModal({
  id: "leads.reassign",
  title: "Reassign",
  submit: "Reassign",
  permission: "lead.see",
  metadata: about,
  intro: ({ company }) =>
    md`${company} goes to whom you choose; without a choice, the rules decide.`,
  fields: {
    reason: textField({ label: "Why", example: "I know nobody there, Bea does", max: 300 }),
    person: optionalField(userField({ label: "To" })),
  },
  async run({ metadata, values }, call) {
    const to = values.person ? await resolvePerson(call, { slackUserId: values.person }) : null;
    return assignTo(call, metadata.id, to ? { personId: to.id } : "rules", values.reason);
  },
});

/** Ends a lead with a reason. */
export const disqualifyModal = defineModal({
  id: "leads.disqualify",
  title: "Disqualify lead",
  submit: "Disqualify",
  permission: "lead.create",
  metadata: about,
  fields: {
    reason: textField({ label: "Why", example: "No budget before next year", max: 300 }),
  },
  run: ({ metadata, values }, call) => disqualifyBecause(call, metadata.id, values.reason),
});

/** Takes a disqualified lead up again. */
export const reopenModal = defineModal({
  id: "leads.reopen",
  title: "Take it up again",
  submit: "Take it up again",
  permission: "lead.create",
  metadata: about,
  fields: {
    reason: textField({ label: "Why", example: "They called back", max: 300 }),
  },
  run: ({ metadata, values }, call) => reopenBecause(call, metadata.id, values.reason),
});

/** Writes a note on a lead. */
export const noteModal = defineModal({
  id: "leads.note",
  title: "Note on a lead",
  submit: "Save note",
  permission: "lead.create",
  metadata: about,
  fields: {
    text: textField({ label: "Note", example: "Back from holiday on Monday", lines: "many" }),
  },
  run: ({ metadata, values }, call) => writeOn(call, metadata.id, values.text),
});

/** Sets a score of one's own. */
export const ownScoreModal = defineModal({
  id: "leads.own-score",
  title: "Set the score",
  submit: "Set score",
  permission: "lead.create",
  metadata: about,
  fields: {
    score: numberField({ label: "Score", min: 0, max: 100 }),
    reason: textField({ label: "Why", example: "They asked for a contract", max: 300 }),
  },
  run: ({ metadata, values }, call) => scoreAt(call, metadata.id, values),
});
