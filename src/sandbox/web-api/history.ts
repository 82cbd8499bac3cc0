import { findMessage } from "../engine/messages.ts";
import { payloadOfMessage } from "../engine/payload.ts";
import type { Channel, Message } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  channelArg,
  flagArg,
  type Method,
  numberArg,
  paged,
  requiredText,
  SlackRefusal,
} from "./call.ts";

/** What the bot reads is what stands in the channel for everyone. */
function readable(call: Call): { channel: Channel; messages: Message[] } {
  const channel = channelArg(call);
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  const messages = call.engine.state.messages.get(channel.id) ?? [];
  return { channel, messages: messages.filter((each) => each.onlyFor === null) };
}

/** Keeps what lies between `oldest` and `latest`; the ends themselves only when the call says so. */
function between(call: Call, messages: readonly Message[]): Message[] {
  const inclusive = flagArg(call, "inclusive");
  const oldest = numberArg(call, "oldest", "invalid_ts_oldest") ?? 0;
  const latest = numberArg(call, "latest", "invalid_ts_latest") ?? Infinity;
  return messages.filter((each) => {
    const at = Number(each.ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

function pageOf(call: Call, messages: readonly Message[], fallback: number) {
  const { page, response_metadata } = paged(call, messages, fallback, LIMIT.historyPage);
  return {
    messages: page.map((each) =>
      payloadOfMessage(call.engine, each, flagArg(call, "include_all_metadata")),
    ),
    has_more: response_metadata.next_cursor !== "",
    response_metadata,
  };
}

const history: Method = (call) => {
  const { channel, messages } = readable(call);
  const top = messages.filter((each) => !each.threadTs || each.isBroadcast);
  return {
    ...pageOf(call, between(call, top).reverse(), 100),
    pin_count: call.engine.state.pins.get(channel.id)?.length ?? 0,
  };
};

const replies: Method = (call) => {
  const { channel, messages } = readable(call);
  const asked = findMessage(call.engine, channel.id, requiredText(call, "ts"));
  const root = asked && findMessage(call.engine, channel.id, asked.threadTs ?? asked.ts);
  if (!root || root.onlyFor) throw new SlackRefusal("thread_not_found");
  const thread = messages.filter((each) => each.threadTs === root.ts && each !== root);
  // The first message comes first whatever the times say.
  return pageOf(call, [root, ...between(call, thread)], LIMIT.historyPage);
};

/** What was said in a channel and in a thread. */
export const historyMethods: Record<string, Method> = {
  "conversations.history": history,
  "conversations.replies": replies,
};
