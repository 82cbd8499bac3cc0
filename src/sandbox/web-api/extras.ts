import { announceChannel } from "../engine/files.ts";
import { findMessage } from "../engine/messages.ts";
import { payloadOfMessage } from "../engine/payload.ts";
import type { Message } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  type Method,
  paged,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";

function messageOf(call: Call, missing: string): Message {
  const channel = writableChannel(call);
  const ts = textArg(call, "timestamp");
  if (ts === "") throw new SlackRefusal(missing);
  if (!/^\d+\.\d+$/.test(ts)) throw new SlackRefusal("bad_timestamp");
  const message = findMessage(call.engine, channel.id, ts);
  if (!message || message.onlyFor) throw new SlackRefusal("message_not_found");
  return message;
}

const pinsOf = (call: Call, channelId: string) => call.engine.state.pins.get(channelId) ?? [];

const pin: Method = (call) => {
  const message = messageOf(call, "no_item_specified");
  const pinned = pinsOf(call, message.channel);
  if (pinned.includes(message.ts)) throw new SlackRefusal("already_pinned");
  if (pinned.length >= LIMIT.pins) throw new SlackRefusal("too_many_pins");
  call.engine.state.pins.set(message.channel, [...pinned, message.ts]);
  announceChannel(call.engine, message.channel);
  return {};
};

const unpin: Method = (call) => {
  const message = messageOf(call, "no_item_specified");
  const pinned = pinsOf(call, message.channel);
  if (!pinned.includes(message.ts)) throw new SlackRefusal("no_pin");
  call.engine.state.pins.set(
    message.channel,
    pinned.filter((ts) => ts !== message.ts),
  );
  announceChannel(call.engine, message.channel);
  return {};
};

const pins: Method = (call) => {
  const { engine } = call;
  const channel = writableChannel(call);
  const items = pinsOf(call, channel.id).flatMap((ts) => {
    const message = findMessage(engine, channel.id, ts);
    if (!message) return [];
    return [
      {
        type: "message",
        channel: channel.id,
        created: Math.floor(Number(ts)),
        created_by: engine.state.bot.id,
        message: payloadOfMessage(engine, message),
      },
    ];
  });
  return { items };
};

function reactionName(call: Call): string {
  const name = requiredText(call, "name");
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackRefusal("invalid_name");
  return name;
}

const react: Method = (call) => {
  const message = messageOf(call, "no_item_specified");
  const name = reactionName(call);
  const bot = call.engine.state.bot.id;
  const reaction = message.reactions.find((each) => each.name === name);
  if (reaction?.users.includes(bot)) throw new SlackRefusal("already_reacted");
  const own = message.reactions.filter((each) => each.users.includes(bot)).length;
  if (own >= LIMIT.reactionsByOne) throw new SlackRefusal("too_many_emoji");
  if (!reaction && message.reactions.length >= LIMIT.reactions)
    throw new SlackRefusal("too_many_reactions");
  if (reaction) reaction.users.push(bot);
  else message.reactions.push({ name, users: [bot] });
  announceChannel(call.engine, message.channel);
  return {};
};

const unreact: Method = (call) => {
  const message = messageOf(call, "no_item_specified");
  const name = reactionName(call);
  const bot = call.engine.state.bot.id;
  const reaction = message.reactions.find((each) => each.name === name);
  if (!reaction?.users.includes(bot)) throw new SlackRefusal("no_reaction");
  reaction.users = reaction.users.filter((user) => user !== bot);
  message.reactions = message.reactions.filter((each) => each.users.length > 0);
  announceChannel(call.engine, message.channel);
  return {};
};

const reactions: Method = (call) => {
  const message = messageOf(call, "no_item_specified");
  return {
    type: "message",
    channel: message.channel,
    message: payloadOfMessage(call.engine, message),
  };
};

const reacted: Method = (call) => {
  const { state } = call.engine;
  const user = textArg(call, "user") || state.bot.id;
  if (!state.people.has(user)) throw new SlackRefusal("user_not_found");
  const found = [...state.channels.values()]
    .filter((channel) => channel.members.includes(state.bot.id))
    .flatMap((channel) => state.messages.get(channel.id) ?? [])
    .filter((message) => message.reactions.some((each) => each.users.includes(user)));
  const { page, response_metadata } = paged(call, found, 100);
  return {
    items: page.map((message) => ({
      type: "message",
      channel: message.channel,
      message: payloadOfMessage(call.engine, message),
    })),
    response_metadata,
  };
};

/** Pins and reactions: what is put on a message. */
export const extraMethods: Record<string, Method> = {
  "pins.add": pin,
  "pins.list": pins,
  "pins.remove": unpin,
  "reactions.add": react,
  "reactions.get": reactions,
  "reactions.list": reacted,
  "reactions.remove": unreact,
};
