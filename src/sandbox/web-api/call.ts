import type { Engine } from "../engine/engine.ts";
import type { Channel } from "../engine/state.ts";
import type { SandboxPerson } from "../team.ts";

/** One call of a Web API method, its arguments as they came: strings from a form, anything from JSON. */
export type Call = { engine: Engine; method: string; args: Record<string, unknown> };

/** A method answers with its fields (`ok: true` is added), or throws a `SlackRefusal`. */
export type Method = (call: Call) => Record<string, unknown>;

/** Slack's `{ ok: false, error }`, with the messages that name the place. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly error: string;
  readonly messages: string[];
  /** What the answer says besides, like the scope that is needed. */
  readonly fields: Record<string, unknown>;

  constructor(error: string, messages: string[] = [], fields: Record<string, unknown> = {}) {
    super(error);
    this.error = error;
    this.messages = messages;
    this.fields = fields;
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

/** A page of a list with Slack's cursor: `fallback` items unless the call says how many, `most` at the most. */
export function paged<T>(
  call: Call,
  items: readonly T[],
  fallback: number,
  most = 1000,
): { page: T[]; response_metadata: { next_cursor: string } } {
  const limit = numberArg(call, "limit", "invalid_limit") ?? fallback;
  if (!Number.isInteger(limit) || limit < 0 || limit > most)
    throw new SlackRefusal("invalid_limit");
  const start = startOf(textArg(call, "cursor"));
  if (start > items.length) throw new SlackRefusal("invalid_cursor");
  // Slack takes 0 as "you choose".
  const next = start + (limit || fallback);
  return {
    page: items.slice(start, next),
    response_metadata: { next_cursor: next < items.length ? cursorOf(next) : "" },
  };
}

const CURSOR = "next:";
const cursorOf = (start: number) => Buffer.from(`${CURSOR}${start}`).toString("base64");

function startOf(cursor: string): number {
  if (cursor === "") return 0;
  const start = Number(Buffer.from(cursor, "base64").toString().replace(CURSOR, ""));
  if (!Number.isInteger(start) || cursorOf(start) !== cursor)
    throw new SlackRefusal("invalid_cursor");
  return start;
}

/** A number; null when it is missing. */
export function numberArg(call: Call, name: string, error = "invalid_arguments"): number | null {
  const text = textArg(call, name).trim();
  if (text === "") return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new SlackRefusal(error);
  return value;
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
  const channel = openChannel(call, name);
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  return channel;
}

/** The channel a call names, if it is not archived. */
export function openChannel(call: Call, name = "channel"): Channel {
  const channel = channelArg(call, name);
  if (channel.isArchived) throw new SlackRefusal("is_archived");
  return channel;
}

/** The user a call names. */
export function userArg(call: Call, name = "user"): SandboxPerson {
  const person = call.engine.state.people.get(requiredText(call, name));
  if (!person) throw new SlackRefusal("user_not_found");
  return person;
}
