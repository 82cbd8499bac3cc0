import type { Block } from "../blocks/schema.ts";
import type { Engine } from "../engine/engine.ts";
import { findMessage } from "../engine/messages.ts";
import { payloadOfMessage, payloadOfView } from "../engine/payload.ts";
import type { Message, StateValues, View } from "../engine/state.ts";
import { keptState } from "./element-state.ts";

/** Where a person acts: on a message, or in a view that is open for them. */
export type Origin = { kind: "message"; message: Message } | { kind: "view"; view: View };

/** How a page or a test names an origin. */
export type OriginRef = { channel: string; ts: string } | { viewId: string };

/** The message or view named, if it still stands and this person sees it. */
export function findOrigin(engine: Engine, user: string, ref: OriginRef): Origin | null {
  if ("viewId" in ref) {
    const view = engine.state.views.get(ref.viewId);
    return view?.user === user ? { kind: "view", view } : null;
  }
  const message = findMessage(engine, ref.channel, ref.ts);
  return message && (message.onlyFor === null || message.onlyFor === user)
    ? { kind: "message", message }
    : null;
}

/** The blocks of an origin. */
export function blocksOf(origin: Origin): Block[] {
  return origin.kind === "view" ? origin.view.blocks : origin.message.blocks;
}

/** What this person has filled in where they act. A message's fields are each reader's own. */
export function valuesOf(engine: Engine, user: string, origin: Origin): StateValues {
  if (origin.kind === "view") return origin.view.values;
  const key = `${origin.message.channel}:${origin.message.ts}:${user}`;
  const values = keptState(origin.message.blocks, engine.messageValues.get(key) ?? {});
  engine.messageValues.set(key, values);
  return values;
}

/** Names one menu among all, to remember what was suggested for it. */
export function placeOf(origin: Origin, blockId: string, actionId: string): string {
  const at =
    origin.kind === "view" ? origin.view.id : `${origin.message.channel}:${origin.message.ts}`;
  return `${at}/${blockId}/${actionId}`;
}

/** The part of a payload every interaction has. */
export function common(engine: Engine, userId: string): Record<string, unknown> {
  const person = engine.state.people.get(userId);
  return {
    team: { id: engine.state.team.id, domain: engine.state.team.domain },
    user: {
      id: userId,
      username: person?.handle ?? "",
      name: person?.handle ?? "",
      team_id: engine.state.team.id,
    },
    api_app_id: engine.appId,
    token: engine.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The channel as interactions name it. */
export function channelPart(engine: Engine, channelId: string): { id: string; name: string } {
  const channel = engine.state.channels.get(channelId);
  return {
    id: channelId,
    name: channel?.im
      ? "directmessage"
      : channel?.isPrivate
        ? "privategroup"
        : (channel?.name ?? ""),
  };
}

/** The container and content of an origin, as block_actions and block_suggestion carry them. */
export function originPart(engine: Engine, origin: Origin): Record<string, unknown> {
  if (origin.kind === "view")
    return {
      container: { type: "view", view_id: origin.view.id },
      view: payloadOfView(engine, origin.view),
    };
  const { message } = origin;
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== null,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: channelPart(engine, message.channel),
    // Slack keeps no ephemeral message, so it cannot send one back.
    ...(message.onlyFor ? {} : { message: payloadOfMessage(engine, message) }),
  };
}
