import type { ChatPostMessageResponse, WebClient } from "@slack/web-api";
import type { Message, Reply } from "./define-notification.ts";
import { NotFitToSend, slackFailure } from "./slack-errors.ts";

/** Where a message is in Slack. `complaint`: what Slack had against its blocks, when it went out as text only. */
export type Posted = { channel: string; ts: string; complaint?: string | undefined };

/** Marks our messages, so that they can be recognised in the conversation. */
export const EVENT_TYPE = "dealdesk_notification";

/** The most that is read of a conversation to find one message: its last 4,000. */
const PAGES = 20;
const PAGE_SIZE = 200;
/** How much the clocks of Slack and this machine may differ. */
const SKEW_SECONDS = 300;

/** Everybody of a channel is never called: neither by a mention that slipped into a text nor by a reply shown to all. */
function isLoud({ text, blocks }: Reply): boolean {
  return /<!(channel|here|everyone)\b/.test(text + JSON.stringify(blocks ?? []));
}

/**
 * Posts the message under its key. When Slack rejects the blocks, the text alone still carries the news.
 * @throws NotFitToSend for a message that mentions a whole channel
 */
export async function post(
  client: WebClient,
  to: { recipient: string; threadTs: string | null },
  key: string,
  message: Reply,
): Promise<Posted> {
  const { recipient, threadTs } = to;
  return withTextAlone(message, async (blocks) => {
    const answer: ChatPostMessageResponse = await client.chat.postMessage({
      channel: recipient,
      text: message.text,
      ...(blocks && { blocks }),
      ...(threadTs && { thread_ts: threadTs, reply_broadcast: false }),
      metadata: { event_type: EVENT_TYPE, event_payload: { key } },
      unfurl_links: false,
    });
    return { channel: answer.channel ?? recipient, ts: answer.ts ?? "" };
  });
}

/** Puts the message in the place of one that is there. Done twice, it is as if it were done once. */
export async function edit(
  client: WebClient,
  at: { channel: string; ts: string },
  key: string,
  message: Message,
): Promise<Posted> {
  return withTextAlone(message, async (blocks) => {
    await client.chat.update({
      ...at,
      text: message.text,
      // An empty list takes away what stood there.
      blocks: blocks ?? [],
      metadata: { event_type: EVENT_TYPE, event_payload: { key } },
    });
    return at;
  });
}

async function withTextAlone(
  message: Reply,
  send: (blocks: Message["blocks"]) => Promise<{ channel: string; ts: string }>,
): Promise<Posted> {
  if (isLoud(message)) throw new NotFitToSend("It would call everybody in its channel.");
  try {
    return await send(message.blocks);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind !== "bad_blocks" || !message.blocks) throw error;
    return { ...(await send(undefined)), complaint: failure.reason };
  }
}

/**
 * The message with this key, if Slack has it.
 * @param since when Slack was first asked to take it.
 */
export async function findPosted(
  client: WebClient,
  to: { recipient: string; threadTs: string | null },
  key: string,
  since: Date | null,
): Promise<Posted | undefined> {
  const channel = await conversationWith(client, to.recipient);
  const oldest = since ? { oldest: String(since.getTime() / 1000 - SKEW_SECONDS) } : {};
  let cursor: string | undefined;
  // One page after the other: each page names the next.
  for (let page = 0; page < PAGES; page++) {
    const asked = {
      channel,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...oldest,
      ...(cursor && { cursor }),
    };
    const { messages, response_metadata } = to.threadTs
      ? await client.conversations.replies({ ...asked, ts: to.threadTs })
      : await client.conversations.history(asked);
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
