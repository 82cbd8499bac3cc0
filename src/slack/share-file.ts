import type { WebClient } from "@slack/web-api";
import { AppError } from "../kernel/errors.ts";
import type { Mrkdwn } from "./mrkdwn.ts";
import { slackErrorCode } from "./slack-error.ts";

/** A file the bot made: a document, a table, a report. */
export type MadeFile = { name: string; title?: string | undefined; content: Buffer | string };

/**
 * Puts a file where people read it.
 * @param to a channel the bot is in, or a person's Slack id for their direct messages with the bot
 * @throws AppError rule_broken when the bot is not in the channel
 */
export async function shareFile(
  slack: WebClient,
  to: string,
  file: MadeFile,
  comment: Mrkdwn,
): Promise<void> {
  try {
    await slack.filesUploadV2({
      channel_id: /^[UW]/.test(to) ? await openDirectMessage(slack, to) : to,
      filename: file.name,
      title: file.title ?? file.name,
      file: Buffer.from(file.content),
      initial_comment: comment.text,
    });
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === "not_in_channel" || code === "channel_not_found")
      throw new AppError(
        "rule_broken",
        "I am not in that channel, so I can't share a file there.",
        "Invite me with `/invite @Dealdesk` and ask again.",
      );
    throw error;
  }
}

/** The id of the direct message with a person. */
export async function openDirectMessage(slack: WebClient, slackUserId: string): Promise<string> {
  const { channel } = await slack.conversations.open({ users: slackUserId });
  if (!channel?.id) throw new Error("Slack opened no direct message.");
  return channel.id;
}
