import { dayOf } from "../../kernel/dates.ts";
import { context, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { bold, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import type { PlannedAbsence } from "./domain/absence.ts";
import { daysOf } from "./domain/absence-words.ts";
import { endAbsence, setAbsence } from "./operations/absences.ts";

/** Keeps an absence and says what follows from it. */
export async function awayAndAnswer(
  call: Call,
  personId: number,
  absence: PlannedAbsence,
): Promise<Reply> {
  const { person, delegate } = await setAbsence(call, personId, absence);
  const isOwn = personId === call.actor.personId;
  const today = dayOf(call.now, call.actor.timeZone);
  const who = isOwn ? md`You are` : md`${bold(person.name)} is`;
  const text = delegate
    ? md`${who} away ${daysOf(absence, today)}. ${bold(delegate.name)} decides in ${isOwn ? "your" : "their"} place.`
    : md`${who} away ${daysOf(absence, today)}. Nobody stands in: ${isOwn ? "your" : "their"} manager may decide what waits.`;
  return {
    text,
    blocks: [
      section(text),
      context(
        isOwn
          ? md`\`/deal back\` ends it.`
          : md`Back sooner? They say \`/deal back\`, or you \`/deal back @${person.handle ?? person.name}\`.`,
      ),
    ],
  };
}

/** Ends an absence, or takes back a planned one. */
export async function backAndAnswer(call: Call, personId: number): Promise<Reply> {
  const { person, absence, wasAway } = await endAbsence(call, personId);
  const isOwn = personId === call.actor.personId;
  const today = dayOf(call.now, call.actor.timeZone);
  return {
    text: wasAway
      ? md`${isOwn ? "You are" : bold(person.name)}${isOwn ? "" : " is"} back: what waits for a decision comes to ${isOwn ? "you" : "them"} again.`
      : md`Took back the absence ${daysOf(absence, today)}${isOwn ? "" : md` of ${bold(person.name)}`}.`,
  };
}
