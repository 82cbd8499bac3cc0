import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { plural } from "../../kernel/text.ts";
import { defineNotification, type Message } from "../../notify/define-notification.ts";
import { newestLines } from "../../notify/lines.ts";
import { type Block, section } from "../../slack/blocks.ts";
import { bold, channelLink, lines, md } from "../../slack/mrkdwn.ts";
import type { DigestMessage } from "./views/digest.ts";

const blocks = z.custom<Block[]>((value) => Array.isArray(value));
/** A digest is kept as it was written: its figures are those of its slot, whenever it arrives. */
const written = z.object({
  text: z.string(),
  blocks,
  thread: z.array(z.object({ text: z.string(), blocks })),
});

/** Slack's types don't know the chart block yet. */
const known = (own: Block[]) => own as KnownBlock[];

function asWritten({ text, blocks: own, thread }: DigestMessage): Message {
  return {
    text,
    blocks: known(own),
    thread: thread.map((reply) => ({ text: reply.text, blocks: known(reply.blocks) })),
  };
}

/** A digest in its channel. Whoever subscribed chose the hour, so nothing holds it back. */
export const digestPosted = defineNotification({
  kind: "digest.posted",
  topic: "digest",
  urgency: "now",
  throughQuiet: true,
  data: written,
  render: asWritten,
});

/** Somebody's day in a few lines, at the hour they chose; what waited for the end of their night stands above its buttons. */
export const morningPosted = defineNotification({
  kind: "digest.morning",
  topic: "morning",
  urgency: "now",
  throughQuiet: true,
  data: written,
  render: asWritten,
  gather(message, news) {
    const { text, blocks: own, thread } = message;
    if (news.length === 0) return asWritten(message);
    const head = md`${bold("While you were away")}`;
    const buttons = own.findIndex((block) => block.type === "actions");
    const at = buttons < 0 ? own.length : buttons;
    const since = section(lines(head, newestLines(news)));
    return asWritten({
      text: `${text} ${plural(news.length, "message")} while you were away.`,
      blocks: [...own.slice(0, at), since, ...own.slice(at)],
      thread,
    });
  },
});

/** Tells the owner of a digest that it no longer reaches its channel. */
export const digestTurnedOff = defineNotification({
  kind: "digest.turned-off",
  topic: "team",
  data: z.object({ id: z.number(), channelId: z.string(), reason: z.string() }),
  render({ id, channelId, reason }) {
    const { text } =
      md`I paused digest ${id} in ${channelLink(channelId)}: ${reason}. When I can post there again, \`/digest resume ${id}\` goes on with it.`;
    return { text };
  },
});
