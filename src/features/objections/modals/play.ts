import { z } from "zod";
import { formatAgo } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Call } from "../../../slack/call.ts";
import { type Field, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { read } from "../../deals/index.ts";
import { parseEvidence, parseLines, writeEvidence } from "../domain/evidence.ts";
import { type ObjectionType, typeName } from "../domain/objection.ts";
import { showLibrary } from "../library.ts";
import { addPlay, editPlay, type PlayChange } from "../operations/change-library.ts";
import { findPlayVersion, getLibrary } from "../queries/library.ts";
import { typeField } from "./fields.ts";

/** Many lines, each read by a rule of the library; what is wrong is said under the field. */
function lined<T>(field: Field<string>, parse: (text: string) => T): Field<T> {
  return { ...field, read: (raw, reader) => parse(field.read(raw, reader)) };
}

const fields = {
  name: textField({ label: "Name", example: "ROI calculation", max: 60 }),
  type: typeField,
  text: textField({
    label: "How to go about it",
    example: "Work out with them what the problem costs today",
    lines: "many",
    max: 600,
  }),
  customerSafe: lined(
    textField({
      label: "Lines for the customer",
      hint: "One a line. Anybody may read these.",
      example: "May we look at what this costs you today?",
      lines: "many",
    }),
    parseLines,
  ),
  internalOnly: optionalField(
    lined(
      textField({
        label: "Lines for us only",
        hint: "One a line. Never shown where a channel can read.",
        example: "Halve their own estimate of the saving",
        lines: "many",
      }),
      parseLines,
    ),
  ),
  evidence: optionalField(
    lined(
      textField({
        label: "Evidence",
        hint: "One a line: a title and its web address.",
        example: "ROI sheet https://example.com/roi",
        lines: "many",
      }),
      parseEvidence,
    ),
  ),
};

/** Writes a play of the team's own, or changes one; a shipped one becomes the team's copy. */
export const playModal = defineModal({
  id: "objections.play",
  title: "Play",
  submit: "Save play",
  permission: "library.edit",
  metadata: z.object({ id: z.string().nullable(), seenVersion: z.number().int().nullable() }),
  fields,
  async run({ metadata, values }, call) {
    const { id, seenVersion } = metadata;
    const content = {
      ...values,
      internalOnly: values.internalOnly ?? [],
      evidence: values.evidence ?? [],
    };
    const change =
      id === null ? await addPlay(call, content) : await editPlay(call, id, content, seenVersion);
    return answerPlay(call, change, id === null ? "Added" : "Changed");
  },
});

/** The play's type in the library, with what was done above it. */
export async function answerPlay(call: Call, change: PlayChange, deed: string) {
  const { play, changed, overwrote } = change;
  const notice = changed
    ? md`${deed} ${bold(play.name)}, against ${typeName(play.type)}.`
    : md`Nothing to change: ${bold(play.name)} is like that already.`;
  const warning = overwrote
    ? md` ${overwrote.name} had changed it ${formatAgo(overwrote.at, call.now)}; the audit log keeps that version.`
    : md``;
  return showLibrary(call, play.type, md`${notice}${warning}`);
}

/** An empty form for a new play. */
export function openNewPlay(type: ObjectionType | undefined): ModalOpening {
  return playModal.open(
    { id: null, seenVersion: null },
    { initial: type ? { type: { value: type } } : {} },
  );
}

/** The form with a play as it stands. @throws AppError not_found when it is gone */
export async function openEditPlay(call: Call, id: string): Promise<ModalOpening> {
  const { workspaceId } = call.actor;
  const [library, seenVersion] = await read(call, (tx) =>
    Promise.all([getLibrary(tx, workspaceId), findPlayVersion(tx, workspaceId, id)]),
  );
  const play = library.find((one) => one.id === id);
  if (!play)
    throw new AppError(
      "not_found",
      "That play is gone.",
      "`/objection library` lists all of them.",
    );
  return playModal.open(
    { id, seenVersion },
    {
      initial: {
        name: { value: play.name },
        type: { value: play.type },
        text: { value: play.text },
        customerSafe: { value: play.customerSafe.join("\n") },
        internalOnly: { value: play.internalOnly.join("\n") },
        evidence: { value: writeEvidence(play.evidence) },
      },
    },
  );
}
