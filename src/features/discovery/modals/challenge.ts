import { z } from "zod";
import { cut } from "../../../kernel/text.ts";
import type { Call } from "../../../slack/call.ts";
import { choiceField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { bold, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { dealName, type NamedDeal, read, seeDeal } from "../../deals/index.ts";
import { answerChallenge, nameOf, showPageInPlace, sureness } from "../answers.ts";
import { suggestSeverity } from "../categorising.ts";
import {
  CHALLENGE_STATUSES,
  type Challenge,
  SEVERITIES,
  severityName,
} from "../domain/challenge.ts";
import { LONGEST } from "../domain/lines.ts";
import { mitigationFor } from "../domain/mitigations.ts";
import { changeChallenge, logChallenge } from "../operations/challenges.ts";

const textOfChallenge = textField({
  label: "Challenge",
  example: "Their security team must approve every new vendor",
  lines: "many",
  max: LONGEST,
});
const severity = choiceField({
  label: "Severity",
  choices: SEVERITIES.map((value) => ({ value, label: severityName(value) })),
});
const mitigation = textField({
  label: "What is done about it",
  example: "Book an hour between both security teams",
  lines: "many",
  max: LONGEST,
});

/** Logs a challenge; severity and mitigation are suggested while one types. */
export const logChallengeModal = defineModal({
  id: "discovery.log-challenge",
  title: "Log challenge",
  submit: "Log challenge",
  permission: "discovery.log",
  metadata: z.object({ id: z.number().int(), name: z.string() }),
  intro: ({ name }) => md`What stands in the way of ${bold(name)}.`,
  fields: {
    text: textOfChallenge,
    severity: optionalField({
      ...severity,
      hint: "Left empty, it follows the suggestion. What you choose is remembered.",
    }),
    mitigation: optionalField({ ...mitigation, hint: "Left empty, it follows the suggestion." }),
  },
  live: {
    fields: ["text", "severity"],
    async advise({ raw }, call) {
      const chosen = SEVERITIES.find((one) => one === raw.severity?.value);
      return { note: await adviceOnChallenge(call, raw.text?.value ?? "", chosen) };
    },
  },
  async run({ metadata: { id }, values }, call) {
    await seeDeal(call, id);
    return answerChallenge(call, await logChallenge(call, id, values));
  },
});

/** The form for a challenge of this deal. */
export function openLogChallenge(deal: NamedDeal) {
  return logChallengeModal.open({ id: deal.id, name: cut(dealName(deal), 150) });
}

/** How grave a challenge looks and what helps against it; null while nothing is written. */
export async function adviceOnChallenge(
  call: Call,
  text: string,
  chosen?: Challenge["severity"],
): Promise<Mrkdwn | null> {
  if (text.trim() === "") return null;
  const guess = await read(call, (tx) => suggestSeverity(tx, call.actor.workspaceId, text));
  return lines(
    chosen ? null : md`Looks ${bold(guess.label)}${sureness(guess)}.`,
    md`Suggested: ${mitigationFor(text, chosen ?? guess.label).text}`,
  );
}

/** Changes a challenge. */
export const editChallengeModal = defineModal({
  id: "discovery.edit-challenge",
  title: "Edit challenge",
  submit: "Save challenge",
  permission: "discovery.log",
  metadata: z.object({
    id: z.number().int(),
    c: z.number().int(),
    page: z.number().int().optional(),
    seen: z.object({
      text: z.string(),
      severity: z.enum(SEVERITIES),
      mitigation: z.string(),
      status: z.enum(CHALLENGE_STATUSES),
    }),
  }),
  fields: {
    text: textOfChallenge,
    severity,
    mitigation,
    status: choiceField({
      label: "State",
      choices: [
        { value: "open" as const, label: "Open" },
        { value: "mitigated" as const, label: "Mitigated" },
      ],
    }),
  },
  async run({ metadata, values }, call) {
    const { id, c, seen, page } = metadata;
    const { change } = await changeChallenge(call, id, c, values, seen);
    return showPageInPlace(call, id, { view: "challenges", page }, md`Saved on ${nameOf(change)}.`);
  },
});

/** The form with what is known of the challenge. */
export function openEditChallenge(id: number, one: Challenge, page?: number | undefined) {
  const { text, severity: known, mitigation: against, status } = one;
  return editChallengeModal.open(
    { id, c: one.id, page, seen: { text, severity: known, mitigation: against, status } },
    {
      initial: {
        text: { value: text },
        severity: { value: known },
        mitigation: { value: against },
        status: { value: status },
      },
    },
  );
}
