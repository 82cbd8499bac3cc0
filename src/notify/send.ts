import type { WebClient } from "@slack/web-api";
import type { Message, Reply } from "./define-notification.ts";
import { edit, findPosted, type Posted, post } from "./post.ts";
import { slackFailure } from "./slack-errors.ts";

/** How it went at Slack. */
export type Outcome =
  | { kind: "sent"; at: Posted }
  /** Slack asked to wait; it did not take it. */
  | { kind: "wait"; seconds: number }
  /** The message that was to be edited is not there any more. */
  | { kind: "gone" }
  | { kind: "failed"; reason: string; isFinal: boolean };

/** Where and under which key a message goes, and whether Slack may have it already, since a moment. */
export type Posting = {
  recipient: string;
  threadTs: string | null;
  key: string;
  maybeSince: Date | null;
};

/** Posts a message unless Slack has it. */
export function sendMessage(
  client: WebClient,
  { recipient, threadTs, key, maybeSince }: Posting,
  message: Reply,
): Promise<Outcome> {
  const to = { recipient, threadTs };
  return outcomeOf(
    async () =>
      (maybeSince && (await findPosted(client, to, key, maybeSince))) ||
      (await post(client, to, key, message)),
  );
}

/** Puts a message in the place of the one that is there. */
export function editMessage(
  client: WebClient,
  at: { channel: string; ts: string },
  key: string,
  message: Message,
): Promise<Outcome> {
  return outcomeOf(() => edit(client, at, key, message));
}

async function outcomeOf(work: () => Promise<Posted>): Promise<Outcome> {
  try {
    return { kind: "sent", at: await work() };
  } catch (error) {
    return failureOf(error);
  }
}

/** What an error means for what was to be sent. */
export function failureOf(error: unknown): Outcome {
  const failure = slackFailure(error);
  if (failure.kind === "wait") return failure;
  if (failure.kind === "gone") return { kind: "gone" };
  return { kind: "failed", reason: failure.reason, isFinal: failure.kind !== "unclear" };
}
