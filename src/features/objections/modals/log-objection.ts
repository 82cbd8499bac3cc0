import { z } from "zod";
import { cut } from "../../../kernel/text.ts";
import type { Call } from "../../../slack/call.ts";
import type { Raw } from "../../../slack/field.ts";
import { onDemand, optionalField, searchField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { dealChoice, dealOptions, type NamedDeal, viewingOf } from "../../deals/index.ts";
import { adviseFields, FILLED } from "../domain/advice.ts";
import { defaultFollowUpDate } from "../domain/follow-up.ts";
import { MOST_TEXT } from "../domain/log.ts";
import { OBJECTION_TYPES, SEVERITIES } from "../domain/objection.ts";
import type { Suggestion } from "../domain/suggestion.ts";
import { logAndAnswer } from "../log.ts";
import { findPermalink } from "../permalink.ts";
import { suggestObjection } from "../suggest.ts";
import { suggestionNote } from "../views/suggestion.ts";
import {
  competitorField,
  followUpDateField,
  rootCauseField,
  severityField,
  typeField,
} from "./fields.ts";

const suggestionSchema = z.object({
  type: z.enum(OBJECTION_TYPES),
  severity: z.enum(SEVERITIES),
  rootCause: z.string(),
  confidence: z.number(),
});

/** Fewer letters say nothing yet. */
const SHORTEST = 4;

/** Keeps an objection; while one types, it says what the words read like and fills in type and severity. */
export const logObjectionModal = defineModal({
  id: "objections.log",
  title: "Log objection",
  submit: "Log objection",
  permission: "discovery.log",
  metadata: z.object({
    dealId: z.number().int().nullable(),
    dealName: z.string().nullable(),
    source: z.object({ channelId: z.string(), ts: z.string() }).nullable(),
    /** What was filled in last, and the fields that a person has chosen since. */
    last: suggestionSchema.nullable(),
    own: z.array(z.enum(FILLED)),
  }),
  intro: ({ dealName }) => (dealName ? md`On ${dealName}.` : null),
  fields: {
    deal: onDemand(searchField({ label: "Deal", options: dealOptions })),
    text: textField({
      label: "What they said",
      example: "Your price is double theirs.",
      lines: "many",
      max: MOST_TEXT,
    }),
    type: typeField,
    severity: severityField,
    rootCause: rootCauseField,
    saidBy: optionalField(textField({ label: "Who said it", example: "Jane Doe, CFO", max: 100 })),
    competitor: competitorField,
    followUp: followUpDateField,
  },
  live: {
    fields: ["text"],
    async advise({ metadata, raw }, call) {
      const text = raw.text?.value?.trim() ?? "";
      if (text.length < SHORTEST) return { note: null };
      const suggestion = await suggestObjection(call, text);
      const holds = { type: raw.type?.value, severity: raw.severity?.value };
      const { fill, memory } = adviseFields(metadata, holds, suggestion);
      const filled: { type?: Raw; severity?: Raw } = {};
      if (fill.type) filled.type = { value: fill.type };
      if (fill.severity) filled.severity = { value: fill.severity };
      return {
        note: suggestionNote(suggestion, memory.own),
        fill: filled,
        metadata: { ...metadata, last: asMemory(suggestion), own: [...memory.own] },
      };
    },
  },
  async run({ metadata, values }, call) {
    const { source, last } = metadata;
    const permalink = source ? await findPermalink(call, source) : null;
    return logAndAnswer(call, metadata.dealId ?? Number(values.deal), {
      text: values.text,
      type: values.type,
      severity: values.severity,
      rootCause: values.rootCause,
      saidBy: values.saidBy,
      competitor: values.competitor,
      source: source ? { ...source, permalink } : undefined,
      followUp: { date: values.followUp, personId: call.actor.personId },
      suggestion: last ? { ...last, because: [] } : await suggestObjection(call, values.text),
    });
  },
});

/** The form, with what is known filled in: the deal, the words, and what they read like. */
export async function openLogObjection(
  call: Call,
  known: {
    deal?: NamedDeal | null;
    /** The deal stands fast, and is not asked for. */
    fixed?: { id: number; name: string };
    text?: string | undefined;
    source?: { channelId: string; ts: string };
  },
): Promise<ModalOpening> {
  const text = cut(known.text?.trim() ?? "", MOST_TEXT);
  const suggestion = text.length < SHORTEST ? null : await suggestObjection(call, text);
  const note: Mrkdwn | null = suggestion ? suggestionNote(suggestion, []) : null;
  return logObjectionModal.open(
    {
      dealId: known.fixed?.id ?? null,
      dealName: known.fixed?.name ?? null,
      source: known.source ?? null,
      last: suggestion ? asMemory(suggestion) : null,
      own: [],
    },
    {
      note,
      initial: {
        deal: dealChoice(known.deal ?? null),
        text: { value: text },
        ...(suggestion
          ? { type: { value: suggestion.type }, severity: { value: suggestion.severity } }
          : {}),
        followUp: { value: defaultFollowUpDate(viewingOf(call).today) },
      },
      ...(known.fixed
        ? {
            show: ["text", "type", "severity", "rootCause", "saidBy", "competitor", "followUp"],
          }
        : {}),
    },
  );
}

function asMemory({ type, severity, rootCause, confidence }: Suggestion) {
  return { type, severity, rootCause, confidence };
}
