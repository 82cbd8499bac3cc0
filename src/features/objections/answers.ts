import { capitalize } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { statusName } from "./domain/lifecycle.ts";
import type { ObjectionChange } from "./operations/change-objection.ts";
import { seeObjection, withPlay } from "./reading.ts";
import { objectionCard } from "./views/card.ts";

/** The objection's card for whoever asks, in the place of the message whose button led here. */
export async function answerCard(
  call: Call,
  id: number,
  options: {
    notice?: Mrkdwn | undefined;
    /** What is said of it this once, below its words. */
    aside?: string | undefined;
    play?: string | undefined;
    after?: string | undefined;
  } = {},
): Promise<Reply> {
  const { view, mayWork } = await seeObjection(call, id);
  const data = await withPlay(call, view, options);
  const { actor, now } = call;
  const reader = {
    personId: actor.personId,
    timeZone: actor.timeZone,
    today: viewingOf(call).today,
    now,
    mayWork,
  };
  return { ...objectionCard(data, reader, options), replace: call.inPlace };
}

/** Answers a change with the card and what has happened above it. */
export function answerObjection(
  call: Call,
  { before, objection }: ObjectionChange,
  notice: Mrkdwn,
  play?: string,
): Promise<Reply> {
  const nothing = before.version === objection.version;
  return answerCard(call, objection.id, {
    notice: nothing ? md`Nothing to change.` : notice,
    play,
  });
}

/** "Resolved:", "Answered:": what a step made of it. */
export function statusNotice({ objection }: ObjectionChange): Mrkdwn {
  const words = statusName(objection.status);
  if (objection.status === "open") return md`Open again:`;
  return md`${capitalize(words)}:`;
}
