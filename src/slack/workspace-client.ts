import { setTimeout as sleep } from "node:timers/promises";
import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { messageOf } from "../kernel/errors.ts";
import { clientOptions } from "./connect.ts";
import { slackErrorCode } from "./slack-error.ts";
import { namingToken, TokenRefused } from "./token.ts";

/** Who the bot is in the workspace its token belongs to. */
export type BotIdentity = {
  /** Null when the server does not say: then it is learned from the first message. */
  workspace: { id: string; name: string } | null;
  botUserId: string | undefined;
  botId: string | undefined;
};

/** Milliseconds after which an answer counts as lost: before the lease on a recipient, a minute, runs out. */
const ANSWER_MS = 30_000;

/** The client for work nobody waits for. It never retries by itself: jobs do, and know what was posted. */
export function jobClient(token: string, apiUrl: string): WebClient {
  const options = { ...clientOptions(apiUrl), timeout: ANSWER_MS };
  return new WebClient(token, { ...options, retryConfig: { retries: 0 } });
}

const TRIES = 6;

/**
 * Asks Slack whose token this is, and again for half a minute when Slack can't be reached.
 * @throws TokenRefused when Slack does not take the token; the last failure when Slack stays out of reach
 */
export async function identifyBot(client: WebClient, log: Logger): Promise<BotIdentity> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { team_id: id, team, user_id, bot_id } = await client.auth.test();
      return {
        workspace: id ? { id, name: team ?? id } : null,
        botUserId: user_id,
        botId: bot_id,
      };
    } catch (error) {
      const named = namingToken(error, "SLACK_BOT_TOKEN");
      if (named instanceof TokenRefused) throw named;
      log.warn({ reason: messageOf(error), attempt }, "auth.test failed");
      // A server that answers but has no such method is no reason not to start.
      if (slackErrorCode(error)) return { workspace: null, botUserId: undefined, botId: undefined };
      if (attempt === TRIES) throw error;
      await sleep(1000 * 2 ** (attempt - 1));
    }
  }
}
