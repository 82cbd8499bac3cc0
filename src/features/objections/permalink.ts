import type { Call } from "../../slack/call.ts";
import { slackErrorCode } from "../../slack/slack-error.ts";

/** The address of a message; null where the bot may not look, as in a channel it is not in. */
export async function findPermalink(
  call: Pick<Call, "slack">,
  { channelId, ts }: { channelId: string; ts: string },
): Promise<string | null> {
  const { slack } = call;
  try {
    const { permalink } = await slack.chat.getPermalink({ channel: channelId, message_ts: ts });
    return permalink ?? null;
  } catch (error) {
    if (slackErrorCode(error) === null) throw error;
    return null;
  }
}
