import type { Engine } from "../engine/engine.ts";
import type { Channel } from "../engine/state.ts";

/** One call of a Web API method, its arguments as they came: strings from a form, anything from JSON. */
export type Call = { engine: Engine; method: string; args: Record<string, unknown> };

/** A method answers with its fields (`ok: true` is added), or throws a `SlackRefusal`. */
export type Method = (call: Call) => Record<string, unknown>;

/** Slack's `{ ok: false, error }`, with the messages that name the place. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly error: string;
  readonly messages: string[];

  constructor(error: string, messages: string[] = []) {
    super(error);
    this.error = error;
    this.messages = messages;
  }
}

/** A text argument; empty when it is missing. */
export function textArg(call: Call, name: string): string {
  const value = call.args[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A text argument that must be there. */
export function requiredText(call: Call, name: string): string {
  const value = textArg(call, name);
  if (value === "")
    throw new SlackRefusal("invalid_arguments", [`[ERROR] missing required field: ${name}`]);
  return value;
}

/** A yes-or-no argument, which a form carries as text. */
export function flagArg(call: Call, name: string): boolean {
  const value = call.args[name];
  return value === true || value === "true" || value === "1" || value === 1;
}

/** An argument that is an object or list, which a form carries as JSON text; undefined when it is missing. */
export function jsonArg(call: Call, name: string, error = "invalid_arguments"): unknown {
  const value = call.args[name];
  if (typeof value !== "string") return value ?? undefined;
  if (value.trim() === "") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackRefusal(error, [`[ERROR] ${name} is no JSON [json-pointer:/${name}]`]);
  }
}

/** A list of ids: "U1,U2", or a JSON list. */
export function listArg(call: Call, name: string): string[] {
  const value = call.args[name];
  if (Array.isArray(value)) return value.map(String);
  const text = textArg(call, name);
  if (text.startsWith("[")) {
    const parsed = jsonArg(call, name);
    return Array.isArray(parsed) ? parsed.map(String) : [];
  }
  return text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
}

/** A page of a list with Slack's cursor. */
export function paged<T>(
  call: Call,
  items: readonly T[],
  fallback: number,
): { page: T[]; response_metadata: { next_cursor: string } } {
  const limit = Math.min(Math.max(Number(textArg(call, "limit")) || fallback, 1), 1000);
  const cursor = textArg(call, "cursor");
  const start = cursor ? Number(Buffer.from(cursor, "base64url").toString()) : 0;
  if (!Number.isInteger(start)) throw new SlackRefusal("invalid_cursor");
  const next = start + limit;
  return {
    page: items.slice(start, next),
    response_metadata: {
      next_cursor: next < items.length ? Buffer.from(String(next)).toString("base64url") : "",
    },
  };
}

/** The channel a call names. */
export function channelArg(call: Call, name = "channel"): Channel {
  const channel = call.engine.state.channels.get(textArg(call, name));
  if (!channel || (channel.isPrivate && !channel.members.includes(call.engine.state.bot.id)))
    throw new SlackRefusal("channel_not_found");
  return channel;
}

/** The channel a call names, in which the bot can speak. */
export function writableChannel(call: Call, name = "channel"): Channel {
  const channel = channelArg(call, name);
  if (channel.isArchived) throw new SlackRefusal("is_archived");
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  return channel;
}
