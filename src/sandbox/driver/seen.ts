import type { Block } from "../blocks/schema.ts";
import type { Effect, Engine } from "../engine/engine.ts";
import { findMessage } from "../engine/messages.ts";
import type { Message, Metadata, View } from "../engine/state.ts";
import { messageText, viewText } from "./plain-text.ts";

/** A message as one person sees it at one moment. */
export type SeenMessage = {
  channel: string;
  ts: string;
  user: string;
  /** The top-level text: what a notification says. */
  text: string;
  blocks: Block[];
  /** All words of the message, line by line, as plain text. */
  words: string;
  files: { id: string; name: string; content: string }[];
  threadTs: string | null;
  isEphemeral: boolean;
  metadata: Metadata | null;
};

/** A modal or home tab as its person sees it at one moment. */
export type SeenView = {
  viewId: string;
  callbackId: string;
  title: string;
  submit: string | null;
  blocks: Block[];
  privateMetadata: string;
  words: string;
};

/** The first thing a person saw after an act. `text` is all its words, line by line, as plain text. */
export type Seen = {
  kind: "message" | "modal" | "home" | "deleted" | "errors" | "closed";
  text: string;
  message?: SeenMessage;
  modal?: SeenView;
  home?: SeenView;
  /** A message that stood there before and was changed. */
  isEdit?: boolean;
  /** Under which field of the modal an error stands, by block_id. */
  errors?: Record<string, string>;
};

/** A message with all that tests ask about. */
export function seenMessage(engine: Engine, message: Message): SeenMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: structuredClone(message.blocks),
    words: messageText(engine, message),
    files: message.files.flatMap((id) => {
      const file = engine.state.files.get(id);
      return file ? { id, name: file.name, content: file.content.toString("utf8") } : [];
    }),
    threadTs: message.threadTs,
    isEphemeral: message.onlyFor !== null,
    metadata: structuredClone(message.metadata),
  };
}

/** A view with all that tests ask about. */
export function seenView(engine: Engine, view: View): SeenView {
  return {
    viewId: view.id,
    callbackId: view.callbackId,
    title: view.title?.text ?? "",
    submit: view.submit?.text ?? null,
    blocks: structuredClone(view.blocks),
    privateMetadata: view.privateMetadata,
    words: viewText(engine, view),
  };
}

/** What an effect looks like to a person; null when there is nothing to look at. */
export function seenOf(engine: Engine, effect: Effect): Seen | null {
  if (effect.kind === "delete") return { kind: "deleted", text: "" };
  if ((effect.kind === "message" || effect.kind === "edit") && effect.channel && effect.ts) {
    const found = findMessage(engine, effect.channel, effect.ts);
    if (!found) return null;
    const message = seenMessage(engine, found);
    return { kind: "message", text: message.words, message, isEdit: effect.kind === "edit" };
  }
  const view = effect.viewId ? engine.state.views.get(effect.viewId) : undefined;
  if (!view) return null;
  const seen = seenView(engine, view);
  return view.type === "home"
    ? { kind: "home", text: seen.words, home: seen }
    : { kind: "modal", text: seen.words, modal: seen };
}

/**
 * Whether this is a modal that only says to wait: no fields, no buttons, and words like "Loading".
 * The driver waits for what comes after it.
 */
export function isLoading(seen: Seen): boolean {
  if (!seen.modal || seen.modal.submit) return false;
  const hasControls = seen.modal.blocks.some(
    (block) => block.type === "input" || block.type === "actions",
  );
  return !hasControls && /\b(loading|one moment|fetching|looking|working)\b|…$/i.test(seen.text);
}
