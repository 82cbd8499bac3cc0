import { formatDay } from "../../../kernel/dates.ts";
import { day, named, optional, person } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef, viewingOf } from "../../deals/index.ts";
import { resolvePerson } from "../../people/index.ts";
import { answerObjection } from "../answers.ts";
import { openFollowUp } from "../modals/open-one-thing.ts";
import { followUpOn } from "../operations/move-on.ts";
import { resolveObjection } from "../reading.ts";

export const followUpCommand = defineCommand({
  command: "/objection",
  verb: "follow-up",
  summary: "Plan when, and by whom, an objection is followed up on; without a day a form opens",
  example: "/objection follow-up obj_9 friday with @ada",
  permission: "discovery.log",
  args: { objection: thingRef("obj"), date: optional(day()), person: named("with", person()) },
  async run({ objection, date, person: who }, call) {
    const id = await resolveObjection(call, objection);
    if (!date) {
      await call.open(openFollowUp(call, id));
      return null;
    }
    const { today } = viewingOf(call);
    const personId = who ? (await resolvePerson(call, who)).id : call.actor.personId;
    const change = await followUpOn(call, id, { date, personId }, today);
    return answerObjection(call, change, md`Follow-up planned for ${formatDay(date, { today })}:`);
  },
});
