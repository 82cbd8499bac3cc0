import { asDay, formatDay } from "../../kernel/dates.ts";
import { actions, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { bold, lines, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { createSecond, showLead } from "./actions.ts";
import { leadId } from "./domain/lead.ts";
import type { SameCompany } from "./operations/create-lead.ts";
import type { Given } from "./operations/give.ts";
import { seeLead } from "./reading.ts";
import { type LeadReader, leadCard } from "./views/card.ts";

/** Who reads the answer. */
export function readerOf(call: Call): LeadReader {
  return { actor: call.actor, now: call.now, settings: call.settings };
}

/** The card after a change, with what was done above it; it takes the place of the message the button was on. */
export async function leadAnswer(
  call: Call,
  id: number,
  say: (company: Mrkdwn) => Mrkdwn,
): Promise<Reply> {
  const view = await seeLead(call, id);
  const notice = { text: say(bold(view.lead.company)) };
  return { ...leadCard(view, readerOf(call), notice), replace: call.inPlace };
}

/** "Given to Ada: owns DACH, 12 open deals": what came of assigning, as a sentence. */
export function givenWords(call: Call, given: Given): Mrkdwn {
  if (given.personId === null)
    return md`Nobody could be given it: ${given.why}. The managers hear of it.`;
  const away = given.awayUntil
    ? md` They are away until ${formatDay(asDay(given.awayUntil), viewingOf(call))}.`
    : "";
  // Who chose somebody knows why.
  const why = given.isByRules ? md`: ${given.why}` : "";
  return given.personId === call.actor.personId
    ? md`It is yours${why}.${away}`
    : md`Given to ${bold(given.name)}${why}.${away} They have a message to accept it.`;
}

/** Slack's longest value of a button, with room for the rest of it. */
const LONGEST_TYPED = 1500;

/**
 * The company has a lead: it is offered, and a second one only on purpose.
 * @param typed what stood in the form, so that nothing is typed twice
 */
export function sameCompany(error: SameCompany, typed: Record<string, string>): Reply {
  const text = lines(error.message, md`A second one hides who is working on what.`);
  const raw = JSON.stringify(typed).length <= LONGEST_TYPED ? typed : {};
  return {
    text: md`${error.message}`,
    blocks: [
      section(text),
      ...actions(
        ...error.twins.map((twin) =>
          showLead.button(
            `Open ${leadId(twin)}`,
            { id: twin.id },
            { key: twin.id, style: "primary" },
          ),
        ),
        createSecond.button("Make a second one…", { raw }),
      ),
    ],
  };
}
