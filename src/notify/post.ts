import type { WebClient } from "@slack/web-api";
import type { Message } from "./define-notification.ts";
import { slackFailure } from "./slack-errors.ts";

/** Where a message is in Slack. `complaint`: what Slack had against its blocks, when it went out as text only. */
export type Posted = { channel: string; ts: string; complaint?: string | undefined };

/** Marks our messages, so that they can be recognised in the conversation. */
export const EVENT_TYPE = "dealdesk_notification";

/** How far back a message is looked for: retries come within minutes. */
const PAGES = 3;
const PAGE_SIZE = 100;

/** Posts the message under its key. When Slack rejects the blocks, the text alone still carries the news. */
export async function post(
  client: WebClient,
  recipient: string,
  key: string,
  message: Message,
): Promise<Posted> {
  const send = async (blocks: Message["blocks"]) => {
    const answer = await client.chat.postMessage({
      channel: recipient,
      text: message.text,
      ...(blocks && { blocks }),
      metadata: { event_type: EVENT_TYPE, event_payload: { key } },
      unfurl_links: false,
    });
    return { channel: answer.channel ?? recipient, ts: answer.ts ?? "" };
  };
  try {
    return await send(message.blocks);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind !== "bad_blocks" || !message.blocks) throw error;
    return { ...(await send(undefined)), complaint: failure.reason };
  }
}

/** The message with this key, if Slack has it. */
export async function findPosted(
  client: WebClient,
  recipient: string,
  key: string,
): Promise<Posted | undefined> {
  const channel = await conversationWith(client, recipient);
  let cursor: string | undefined;
  // One page after the other: each page names the next.
  for (let page = 0; page < PAGES; page++) {
    const { messages, response_metadata } = await client.conversations.history({
      channel,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor && { cursor }),
    });
    for (const { ts, metadata } of messages ?? []) {
      const payload: Record<string, unknown> = { ...metadata?.event_payload };
      if (ts && metadata?.event_type === EVENT_TYPE && payload.key === key) return { channel, ts };
    }
    cursor = response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
  return undefined;
}

async function conversationWith(client: WebClient, recipient: string): Promise<string> {
  if (!/^[UW]/.test(recipient)) return recipient;
  const { channel } = await client.conversations.open({ users: recipient });
  if (!channel?.id) throw new Error(`Slack opened no conversation with ${recipient}.`);
  return channel.id;
}
