import { z } from "zod";
import { formatMoney } from "../../../kernel/money.ts";
import { amountField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { periodSchema } from "../actions.ts";
import { forecastLabel } from "../domain/period.ts";
import { adjustCall, submitCall } from "../operations/say-call.ts";

/** What a seller says the period will bring. */
export const callModal = defineModal({
  id: "forecast.call",
  title: "My call",
  submit: "Submit my call",
  permission: "forecast.own",
  metadata: periodSchema.extend({ facts: z.string() }),
  fields: {
    commit: amountField({
      label: "Commit",
      hint: "What you stand for, with what is won already in it",
    }),
    bestCase: optionalField(
      amountField({ label: "Best case", hint: "What it comes to when all goes well" }),
    ),
    note: optionalField(
      textField({ label: "Note", example: "Hooli signs on the 15th", lines: "many", max: 500 }),
    ),
  },
  intro: ({ facts }) => md`${facts}`,
  async run({ metadata, values }, call) {
    const { kind, startsOn } = metadata;
    await submitCall(call, { kind, startsOn }, values);
    const label = forecastLabel({ kind, from: startsOn });
    const best = values.bestCase ? `, best case ${formatMoney(values.bestCase, "plain")}` : "";
    return {
      text: md`Your call for ${label}: ${formatMoney(values.commit, "plain")}${best}. \`/forecast submit\` changes it; \`/forecast calls\` shows all.`,
    };
  },
});

/** What a manager makes of somebody's call. */
export const adjustModal = defineModal({
  id: "forecast.adjust",
  title: "Adjust a call",
  submit: "Adjust call",
  permission: "forecast.roll_up",
  metadata: periodSchema.extend({ personId: z.number().int(), facts: z.string() }),
  fields: {
    commit: amountField({ label: "Commit you count on" }),
    note: textField({ label: "Why", example: "Hooli will slip", lines: "many", max: 500 }),
  },
  intro: ({ facts }) => md`${facts}`,
  async run({ metadata, values }, call) {
    const { kind, startsOn, personId } = metadata;
    const { name, before } = await adjustCall(call, personId, { kind, startsOn }, values);
    return {
      text: md`${name}'s call for ${forecastLabel({ kind, from: startsOn })} counts as ${formatMoney(values.commit, "plain")} in the roll-up; it was ${formatMoney(before, "plain")}. ${name} is told.`,
    };
  },
});
