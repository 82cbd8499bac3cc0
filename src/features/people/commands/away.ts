import { z } from "zod";
import { dayOf } from "../../../kernel/dates.ts";
import { optional, person } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { dayField, optionalField, userField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { awayAndAnswer, backAndAnswer } from "../absences.ts";
import { resolvePerson } from "../resolve-person.ts";
import { absencePhrase } from "./absence-phrase.ts";

/** The form of an absence. */
export const awayModal = defineModal({
  id: "people.away",
  title: "Away",
  submit: "Set absence",
  permission: "help.read",
  metadata: z.object({ personId: z.int(), name: z.string() }),
  intro: ({ name }) =>
    md`While ${bold(name)} is away, decisions go to who stands in; without anybody, the manager may decide too.`,
  fields: {
    from: dayField({ label: "First day" }),
    to: dayField({ label: "Last day" }),
    delegate: optionalField(
      userField({ label: "Who stands in", hint: "They can't decide on their own requests." }),
    ),
  },
  async run({ metadata, values }, call) {
    const { from, to, delegate } = values;
    const delegateId = delegate ? (await resolvePerson(call, { slackUserId: delegate })).id : null;
    return awayAndAnswer(call, metadata.personId, { fromDay: from, toDay: to, delegateId });
  },
});

/** `/deal away until fri`, `/deal away from 24 dec to 2 jan for @eli`, `/deal away @dan until fri`; alone it opens the form. */
export const awayCommand = defineCommand({
  command: "/deal",
  verb: "away",
  summary: "Says when you are away and who decides in your place; managers say it for others",
  example: "/deal away from 24 dec to 2 jan for @eli",
  permission: "help.read",
  args: { absence: optional(absencePhrase()) },
  async run({ absence = {} }, call) {
    const whose = await resolvePerson(call, absence.person ?? "me");
    const { from, to, delegate } = absence;
    const standIn = delegate ? await resolvePerson(call, delegate) : null;
    if (from && to)
      return awayAndAnswer(call, whose.id, {
        fromDay: from,
        toDay: to,
        delegateId: standIn?.id ?? null,
      });
    const today = dayOf(call.now, call.actor.timeZone);
    await call.open(
      awayModal.open(
        { personId: whose.id, name: whose.name },
        {
          initial: {
            from: { value: today },
            ...(standIn?.slackUserId && { delegate: { value: standIn.slackUserId } }),
          },
        },
      ),
    );
    return null;
  },
});

/** `/deal back`: here again, or not going after all. */
export const backCommand = defineCommand({
  command: "/deal",
  verb: "back",
  summary: "Ends your absence, or takes back the next one",
  example: "/deal back",
  permission: "help.read",
  args: { person: optional(person()) },
  run: async ({ person: ref = "me" }, call) =>
    backAndAnswer(call, (await resolvePerson(call, ref)).id),
});
