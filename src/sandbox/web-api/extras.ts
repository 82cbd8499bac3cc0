import { announce, nextId, nowSeconds } from "../engine/engine.ts";
import { findMessage } from "../engine/messages.ts";
import type { Message } from "../engine/state.ts";
import {
  type Call,
  type Method,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";

function messageOf(call: Call): Message {
  const channel = writableChannel(call);
  const message = findMessage(call.engine, channel.id, textArg(call, "timestamp"));
  if (!message || message.onlyFor) throw new SlackRefusal("message_not_found");
  return message;
}

const pin: Method = (call) => {
  const message = messageOf(call);
  const pinned = call.engine.state.pins.get(message.channel) ?? [];
  if (pinned.includes(message.ts)) throw new SlackRefusal("already_pinned");
  call.engine.state.pins.set(message.channel, [...pinned, message.ts]);
  return {};
};

const react: Method = (call) => {
  const message = messageOf(call);
  const name = requiredText(call, "name");
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackRefusal("invalid_name");
  const bot = call.engine.state.bot.id;
  const reaction = message.reactions.find((each) => each.name === name);
  if (reaction?.users.includes(bot)) throw new SlackRefusal("already_reacted");
  if (reaction) reaction.users.push(bot);
  else message.reactions.push({ name, users: [bot] });
  announce(call.engine, {
    kind: "channel",
    audience: call.engine.state.channels.get(message.channel)?.members ?? [],
    channel: message.channel,
  });
  return {};
};

const bookmark: Method = (call) => {
  const channel = writableChannel(call, "channel_id");
  const title = requiredText(call, "title");
  const link = textArg(call, "link");
  if (textArg(call, "type") !== "link") throw new SlackRefusal("invalid_bookmark_type");
  if (!URL.canParse(link)) throw new SlackRefusal("invalid_link");
  const { engine } = call;
  const made = { id: nextId(engine, "Bk"), title, link };
  engine.state.bookmarks.set(channel.id, [...(engine.state.bookmarks.get(channel.id) ?? []), made]);
  return {
    bookmark: {
      ...made,
      channel_id: channel.id,
      type: "link",
      date_created: nowSeconds(engine),
      app_id: engine.appId,
    },
  };
};

/** Pins, reactions and bookmarks. */
export const extraMethods: Record<string, Method> = {
  "pins.add": pin,
  "reactions.add": react,
  "bookmarks.add": bookmark,
};
