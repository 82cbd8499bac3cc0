import type { Logger } from "pino";
import { messageOf } from "../kernel/errors.ts";
import { cut } from "../kernel/text.ts";
import type { Block } from "./blocks.ts";
import { LIMITS } from "./limits.ts";
import type { Mrkdwn } from "./mrkdwn.ts";
import { postJson } from "./post-json.ts";

/** What the bot answers: only the person who asked sees it, unless `inChannel`. */
export type Reply = {
  /** The whole answer in one sentence: what notifications and screen readers get, and what is left when blocks are refused. */
  text: Mrkdwn;
  blocks?: Block[];
  inChannel?: boolean;
  /** Puts the answer in the place of the message whose button was pressed. */
  replace?: boolean;
};

/** Slack's answer when it refused a message, an expired response URL among them. */
export class ReplyRefused extends Error {
  override readonly name = "ReplyRefused";
}

/** The JSON of a message for a response URL or the Web API; without blocks when they are to be left out. */
export function messageBody(reply: Reply, withBlocks = true) {
  return {
    text: cut(reply.text.text, LIMITS.messageText),
    ...(withBlocks && reply.blocks?.length
      ? { blocks: reply.blocks.slice(0, LIMITS.blocksPerMessage) }
      : {}),
  };
}

/**
 * Answers through a response URL (5 uses, 30 minutes). When Slack refuses the blocks the plain text goes out instead,
 * so that a person is never left without an answer.
 * @throws ReplyRefused when Slack takes neither
 */
export async function respond(url: string, reply: Reply, log: Logger): Promise<void> {
  const send = async (withBlocks: boolean) => {
    const { status, text } = await postJson(
      url,
      JSON.stringify({
        response_type: reply.inChannel ? "in_channel" : "ephemeral",
        replace_original: reply.replace === true,
        ...messageBody(reply, withBlocks),
      }),
    );
    if (status < 200 || status > 299) throw new ReplyRefused(`${status} ${cut(text, 300)}`);
  };
  try {
    await send(true);
  } catch (error) {
    if (!(error instanceof ReplyRefused) || !reply.blocks?.length) throw error;
    log.error({ reason: messageOf(error) }, "Slack refused the blocks of a reply; sent as text");
    await send(false);
  }
}
