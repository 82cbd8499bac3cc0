import type { Engine, ResponseUrl } from "../engine/engine.ts";
import { deleteMessage, editMessage, findMessage, postMessage } from "../engine/messages.ts";
import { LIMIT } from "../limits.ts";
import { SlackRefusal } from "../web-api/call.ts";
import { messageContent } from "../web-api/message-content.ts";

/** What a response_url answers. */
export type Response = { status: number; text: string };

/** Takes what the bot posts to a response_url. */
export function answerResponseUrl(engine: Engine, token: string, body: unknown): Response {
  const url = engine.responseUrls.get(token);
  if (!url) return refuse(engine, 404, "invalid_token", body);
  if (engine.clock.now().getTime() - url.issued >= engine.times.responseUrlMs)
    return refuse(engine, 404, "expired_url", body);
  if (url.uses >= LIMIT.responseUrlUses) return refuse(engine, 404, "used_url", body);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return refuse(engine, 400, "invalid_payload", body);
  const args = Object.fromEntries(Object.entries(body));
  try {
    respond(engine, url, args);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return refuse(engine, 400, error.error, body, error.messages);
  }
  url.uses += 1;
  engine.log.add("response_url", `use ${url.uses} of ${LIMIT.responseUrlUses}`, args);
  return { status: 200, text: "ok" };
}

const isTrue = (value: unknown) => value === true || value === "true";

/** Posts, replaces or deletes, as the arguments say; also what the ack of a slash command does. */
export function respond(engine: Engine, url: ResponseUrl, args: Record<string, unknown>): void {
  const original = url.original ? findMessage(engine, url.channel, url.original) : null;
  if (isTrue(args.delete_original)) {
    if (!original) throw new SlackRefusal("message_not_found");
    deleteMessage(engine, original);
    if (args.text === undefined && args.blocks === undefined) return;
  }
  const content = messageContent({ engine, method: "response_url", args });
  if (isTrue(args.replace_original) && original) {
    editMessage(engine, original, content);
    return;
  }
  if (isTrue(args.replace_original) && url.kind === "action")
    throw new SlackRefusal("message_not_found");
  const type = args.response_type ?? "ephemeral";
  if (type !== "ephemeral" && type !== "in_channel")
    throw new SlackRefusal("invalid_response_type");
  const threadTs = typeof args.thread_ts === "string" ? args.thread_ts : url.threadTs;
  const message = postMessage(engine, {
    channel: url.channel,
    user: engine.state.bot.id,
    ...content,
    threadTs,
    onlyFor: type === "ephemeral" ? url.user : null,
  });
  if (url.kind === "command") url.original = message.ts;
}

function refuse(
  engine: Engine,
  status: number,
  error: string,
  detail: unknown,
  messages: string[] = [],
): Response {
  engine.log.refuse({ method: "response_url", error, messages, detail });
  return { status, text: error };
}
