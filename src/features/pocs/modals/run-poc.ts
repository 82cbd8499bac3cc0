import { z } from "zod";
import { addDays, daysBetween, formatDay } from "../../../kernel/dates.ts";
import { dayField, linkField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { viewingOf } from "../../deals/index.ts";
import { gradingAnswer, viewAnswer } from "../answers.ts";
import { unmetMustHaves } from "../domain/progress.ts";
import { gradeName } from "../domain/words.ts";
import { acceptPoc, extendPoc, gradePoc, rejectPoc } from "../operations/live.ts";
import type { SeenPoc } from "../reading.ts";

const id = z.number().int();
const USUAL_EXTENSION_DAYS = 7;
const MOST_NAMED = 5;

/** Moves the end, with the reason for it. */
export const extendModal = defineModal({
  id: "pocs.extend",
  title: "Extend PoC",
  submit: "Extend",
  permission: "engineering.work",
  metadata: z.object({ id, ends: z.string() }),
  intro: ({ ends }) => md`It ends ${ends}. The reason is kept and stands in the success report.`,
  fields: {
    ends: dayField({ label: "New end" }),
    reason: textField({ label: "Why", example: "Their test data came a week late", lines: "many" }),
  },
  async run({ metadata, values }, call) {
    const { today } = viewingOf(call);
    await extendPoc(call, metadata.id, values.ends, values.reason);
    return viewAnswer(
      call,
      metadata.id,
      (name) =>
        md`The proof of concept on ${name} runs until ${formatDay(values.ends, { today })} now. The reminders follow.`,
    );
  },
});

/** The form with a week more filled in. */
export function openExtend({ poc }: SeenPoc, call: Parameters<typeof viewingOf>[0]): ModalOpening {
  const { today } = viewingOf(call);
  const from = daysBetween(today, poc.endsOn) > 0 ? poc.endsOn : today;
  return extendModal.open(
    { id: poc.id, ends: formatDay(poc.endsOn, { today }) },
    { initial: { ends: { value: addDays(from, USUAL_EXTENSION_DAYS) } } },
  );
}

/** The customer accepted although not every must-have is met: what they wrote. */
export const acceptModal = defineModal({
  id: "pocs.accept",
  title: "PoC accepted",
  submit: "Record acceptance",
  permission: "engineering.work",
  metadata: z.object({ id, unmet: z.array(z.string()) }),
  intro: ({ unmet }) =>
    md`Not every must-have is met: ${unmet.join(", ")}. Keep what the customer wrote, or grade them first.`,
  fields: {
    acceptance: textField({
      label: "The customer's written acceptance",
      example: "“We accept the results as of 12 December. Jane Doe”",
      lines: "many",
    }),
    url: optionalField(
      linkField({ label: "Where it is kept", example: "https://mail.example/thread/12" }),
    ),
    note: optionalField(
      textField({ label: "Note", example: "Open points go into the contract", lines: "many" }),
    ),
  },
  async run({ metadata, values }, call) {
    const { acceptance: text, url, note } = values;
    await acceptPoc(call, metadata.id, { text, url, note });
    return viewAnswer(call, metadata.id, (name) => md`Recorded the written acceptance of ${name}.`);
  },
});

/** The form that names the must-haves in the way. */
export function openAccept({ poc, criteria }: SeenPoc): ModalOpening {
  const unmet = unmetMustHaves(criteria).slice(0, MOST_NAMED);
  return acceptModal.open({
    id: poc.id,
    unmet: unmet.map((one) => `${one.text} (${gradeName(one.grade).toLowerCase()})`),
  });
}

/** The customer rejected, and why. */
export const rejectModal = defineModal({
  id: "pocs.reject",
  title: "PoC rejected",
  submit: "Record rejection",
  permission: "engineering.work",
  metadata: z.object({ id }),
  fields: {
    reason: textField({
      label: "Why",
      example: "Reports took 40 seconds; 5 were agreed",
      lines: "many",
    }),
  },
  async run({ metadata, values }, call) {
    await rejectPoc(call, metadata.id, values.reason);
    return viewAnswer(call, metadata.id, (name) => md`Recorded that ${name} was rejected.`);
  },
});

/** What backs a grade: a note and where it can be seen. */
export const evidenceModal = defineModal({
  id: "pocs.evidence",
  title: "Note and evidence",
  submit: "Save",
  permission: "engineering.work",
  metadata: z.object({ id, n: id, text: z.string() }),
  intro: ({ text }) => md`For: ${text}`,
  fields: {
    note: optionalField(
      textField({ label: "Note", example: "1.2 s at the 95th percentile", lines: "many" }),
    ),
    url: optionalField(linkField({ label: "Evidence", example: "https://wiki.example/load-test" })),
  },
  async run({ metadata, values }, call) {
    const { id: poc, n } = metadata;
    const { note = null, url = null } = values;
    await gradePoc(call, poc, { n, note, evidenceUrl: url });
    return gradingAnswer(call, poc, md`Kept with “${metadata.text}”.`, { n });
  },
});

/** The form with what is kept already; null when there is no such criterion. */
export function openEvidence({ poc, criteria }: SeenPoc, n: number): ModalOpening | null {
  const criterion = criteria.find((one) => one.n === n);
  return criterion
    ? evidenceModal.open(
        { id: poc.id, n, text: criterion.text },
        {
          initial: {
            note: { value: criterion.note ?? "" },
            url: { value: criterion.evidenceUrl ?? "" },
          },
        },
      )
    : null;
}
