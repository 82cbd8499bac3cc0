import { z } from "zod";
import { choiceField, searchField, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import {
  answerChange,
  changeDeal,
  dealChoice,
  dealOptions,
  type NamedDeal,
  noteOn,
  seeDeal,
} from "../../deals/index.ts";
import { answerChallenge, answerLogged } from "../answers.ts";
import { requirementLines } from "../domain/lines.ts";
import { logChallenge } from "../operations/challenges.ts";
import { logRequirements } from "../operations/requirements.ts";
import { adviceOnChallenge } from "./challenge.ts";
import { adviceOn } from "./log-requirements.ts";

const KINDS = [
  { value: "requirement" as const, label: "Requirement" },
  { value: "challenge" as const, label: "Challenge" },
  { value: "note" as const, label: "Note" },
];

/** Keeps a message on a deal: as requirements, as a challenge, or as a note. */
export const addToDealModal = defineModal({
  id: "discovery.add-message",
  title: "Add to deal",
  submit: "Add to deal",
  permission: "discovery.log",
  metadata: z.object({}),
  fields: {
    deal: searchField({ label: "Deal", options: dealOptions }),
    kind: choiceField({ label: "As", choices: KINDS }),
    text: textField({
      label: "Text",
      example: "Single sign-on with Okta",
      lines: "many",
      hint: "As a requirement, each line is one",
    }),
  },
  live: {
    fields: ["kind", "text"],
    async advise({ raw }, call) {
      const text = raw.text?.value ?? "";
      const kind = raw.kind?.value;
      if (kind === "challenge") return { note: await adviceOnChallenge(call, text) };
      return { note: kind === "requirement" ? await adviceOn(call, text) : null };
    },
  },
  async run({ values }, call) {
    const id = Number(values.deal);
    const { text, kind } = values;
    await seeDeal(call, id);
    if (kind === "requirement")
      return answerLogged(call, await logRequirements(call, id, { texts: requirementLines(text) }));
    if (kind === "challenge") return answerChallenge(call, await logChallenge(call, id, { text }));
    const change = await changeDeal(call, id, "deal.note", ({ deal }) => noteOn(deal, text));
    return answerChange(call, change, (name) => md`Noted on ${name}.`);
  },
});

/** The form with the message and the deal it is probably about. */
export function openAddToDeal(text: string, guess: NamedDeal | null) {
  return addToDealModal.open(
    {},
    {
      initial: {
        deal: dealChoice(guess),
        kind: { value: "requirement", label: "Requirement" },
        text: { value: text },
      },
    },
  );
}
