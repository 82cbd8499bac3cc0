import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { defineNotification, type Message } from "../../notify/define-notification.ts";
import type { Block } from "../../slack/blocks.ts";
import { channelLink, md } from "../../slack/mrkdwn.ts";
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

/** Somebody's day in a few lines, at the hour they chose. */
export const morningPosted = defineNotification({
  kind: "digest.morning",
  topic: "morning",
  urgency: "now",
  throughQuiet: true,
  data: written,
  render: asWritten,
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
