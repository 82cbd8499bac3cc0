import { formatInstant } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { capitalize } from "../../../kernel/text.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { slackErrorCode } from "../../../slack/slack-error.ts";
import { comesNext } from "../domain/slots.ts";
import { subscribe } from "../operations/subscribe.ts";
import { aboutWords, placeWords, planWords } from "../views/subscription.ts";
import { digestWords, nameOfScope, placeOf, planOf, scopeOfRequest } from "./words.ts";

export const hereCommand = defineCommand({
  command: "/digest",
  verb: "here",
  summary: "Post a pipeline digest in this channel: what is open, what changed, what is at risk",
  example: "/digest here daily 09:00 Europe/Berlin",
  permission: "digest.subscribe",
  args: { when: digestWords },
  async run({ when = {} }, call) {
    const scope = await scopeOfRequest(call, when);
    const channelId = placeOf(call);
    await checkMembership(call, channelId);
    const made = await subscribe(call, {
      ...planOf(when),
      channelId,
      scope,
      // Named or not, a channel's clock stays where it was set when its owner travels.
      timeZone:
        when.timeZone ?? (channelId === call.actor.slackUserId ? null : call.actor.timeZone),
    });
    const next = comesNext(made.rhythm, made, call.now);
    const about = aboutWords(await nameOfScope(call, scope));
    return {
      text: md`${capitalize(about)}: digest ${made.id} for ${placeWords(made)}, ${planWords(made)}. The first comes ${
        next
          ? formatInstant(next.at, { now: call.now, timeZone: call.actor.timeZone })
          : "never: you have no working days"
      }. ${code(`/digest preview ${made.id}`)} shows it to you now.`,
    };
  },
});

/** @throws AppError bad_input when the bot can't post there */
async function checkMembership({ slack }: Call, channelId: string): Promise<void> {
  if (/^[UW]/.test(channelId)) return;
  const isMember = await slack.conversations.info({ channel: channelId }).then(
    ({ channel }) => channel?.is_member === true,
    (error: unknown) => {
      if (slackErrorCode(error) === "channel_not_found") return false;
      throw error;
    },
  );
  if (!isMember)
    throw new AppError(
      "bad_input",
      "I am not in this channel, so I can't post here.",
      "Type `/invite @Dealdesk`, then the same again.",
    );
}
