import { z } from "zod";
import { formatInstant } from "../../kernel/dates.ts";
import { wants } from "../../notify/preferences.ts";
import { TOPICS, type Topic } from "../../notify/topics.ts";
import type { Call } from "../../slack/call.ts";
import { choicesField, type Field, optionalField, textField } from "../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../slack/modal.ts";
import { md } from "../../slack/mrkdwn.ts";
import { type QuietHours, readQuietHours, readSnooze } from "./domain/read.ts";
import { setPreferences, showPreferences } from "./set-preferences.ts";
import { nextWords, preferencesCard } from "./views.ts";

const topics = Object.entries(TOPICS) as [Topic, (typeof TOPICS)[Topic]][];
const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const quietField: Field<QuietHours> = {
  ...textField({
    label: "Quiet hours",
    example: "20:00-08:00",
    hint: "By your own clock; “off” for none.",
    max: 40,
  }),
  read: (raw) => readQuietHours(raw?.value ?? ""),
};

/** Everything a person can say about the messages they get. */
export const preferencesModal = defineModal({
  id: "preferences.set",
  title: "What I tell you",
  submit: "Keep",
  permission: "help.read",
  metadata: z.object({ snoozedUntil: z.string().nullable() }),
  intro: ({ snoozedUntil }) =>
    snoozedUntil ? md`You are snoozed until ${snoozedUntil}. It ends by itself.` : null,
  fields: {
    topics: optionalField(
      choicesField({
        label: "Tell me about",
        hint: "What is left out does not come at all.",
        choices: topics.map(([value, { label }]) => ({ value, label })),
      }),
    ),
    quiet: quietField,
    days: choicesField({
      label: "On these days",
      choices: WEEK.map((label, i) => ({ value: String(i + 1), label })),
    }),
    snooze: optionalField(
      textField({
        label: "Snooze everything",
        example: "2h, 3 days, until monday",
        hint: "“off” ends a snooze; left empty, it stays as it is.",
        max: 60,
      }),
    ),
  },
  async run({ values }, call) {
    const { from, to } = values.quiet;
    const chosen = values.topics ?? [];
    const written = values.snooze?.trim();
    const snoozedUntil =
      written && !/^off$/i.test(written)
        ? readSnooze(written, { now: call.now, timeZone: call.actor.timeZone, morning: to })
        : null;
    const shown = await setPreferences(call, () => ({
      topics: Object.fromEntries(topics.map(([topic]) => [topic, chosen.includes(topic)])),
      quietFrom: from,
      quietTo: to,
      days: values.days.map(Number),
      ...(written && { snoozedUntil }),
    }));
    return preferencesCard(shown, nextWords(shown) ?? md`Kept. This is what I tell you now:`);
  },
});

/** The form with what holds for the person now. */
export async function preferencesForm(call: Call): Promise<ModalOpening> {
  const { preferences, timeZone, now } = await showPreferences(call);
  const { quietFrom, quietTo, days, snoozedUntil } = preferences;
  const isSnoozed = snoozedUntil !== null && snoozedUntil > now;
  return preferencesModal.open(
    { snoozedUntil: isSnoozed ? formatInstant(snoozedUntil, { now, timeZone }) : null },
    {
      initial: {
        topics: {
          values: topics.map(([topic]) => topic).filter((topic) => wants(preferences, topic)),
        },
        quiet: { value: quietFrom === quietTo ? "off" : `${quietFrom}-${quietTo}` },
        days: { values: days.map(String) },
      },
    },
  );
}
