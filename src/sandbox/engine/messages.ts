import { asKept } from "../blocks/normal.ts";
import type { Block } from "../blocks/schema.ts";
import { announce, type Engine, nextBlockId, nextTs } from "./engine.ts";
import type { Channel, Message, Metadata } from "./state.ts";

/** What is needed to put a message into a channel. */
export type Draft = {
  channel: string;
  user: string;
  text: string;
  blocks?: readonly Block[] | undefined;
  threadTs?: string | null | undefined;
  isBroadcast?: boolean | undefined;
  onlyFor?: string | null | undefined;
  metadata?: Metadata | null | undefined;
  files?: readonly string[] | undefined;
  bySlack?: boolean | undefined;
};

/** Puts a message into a channel and tells those who can see it. */
export function postMessage(engine: Engine, draft: Draft): Message {
  const message: Message = {
    ts: nextTs(engine),
    channel: draft.channel,
    user: draft.user,
    bySlack: draft.bySlack ?? false,
    text: draft.text,
    blocks: asKept(draft.blocks ?? [], () => nextBlockId(engine)),
    threadTs: draft.threadTs ?? null,
    isBroadcast: draft.isBroadcast ?? false,
    onlyFor: draft.onlyFor ?? null,
    metadata: draft.metadata ?? null,
    editedTs: null,
    files: [...(draft.files ?? [])],
    reactions: [],
    unfurls: {},
  };
  const list = engine.state.messages.get(draft.channel) ?? [];
  list.push(message);
  engine.state.messages.set(draft.channel, list);
  tell(engine, message, "message");
  return message;
}

/** Replaces what a message says; what is left out stays. */
export function editMessage(
  engine: Engine,
  message: Message,
  change: {
    text: string;
    blocks: readonly Block[];
    metadata?: Metadata | null | undefined;
    files?: readonly string[] | undefined;
  },
): void {
  message.text = change.text;
  message.blocks = asKept(change.blocks, () => nextBlockId(engine));
  if (change.metadata !== undefined) message.metadata = change.metadata;
  if (change.files !== undefined) message.files = [...change.files];
  message.editedTs = nextTs(engine);
  tell(engine, message, "edit");
}

/** Takes a message away. */
export function deleteMessage(engine: Engine, message: Message): void {
  const list = engine.state.messages.get(message.channel) ?? [];
  const place = list.indexOf(message);
  if (place >= 0) list.splice(place, 1);
  tell(engine, message, "delete");
}

/** The message of that time in that channel. */
export function findMessage(engine: Engine, channel: string, ts: string): Message | null {
  return (engine.state.messages.get(channel) ?? []).findLast((each) => each.ts === ts) ?? null;
}

/** Whether a person reads a channel: its members do, and everyone may open a public one. */
export function canRead(channel: Channel, user: string): boolean {
  return channel.members.includes(user);
}

/** The messages of a channel that a person sees, oldest first. */
export function visibleMessages(engine: Engine, channelId: string, user: string): Message[] {
  return (engine.state.messages.get(channelId) ?? []).filter(
    (each) => each.onlyFor === null || each.onlyFor === user,
  );
}

function tell(engine: Engine, message: Message, kind: "message" | "edit" | "delete"): void {
  const members = engine.state.channels.get(message.channel)?.members ?? [];
  announce(engine, {
    kind,
    audience: message.onlyFor ? [message.onlyFor] : members,
    channel: message.channel,
    ts: message.ts,
  });
}
