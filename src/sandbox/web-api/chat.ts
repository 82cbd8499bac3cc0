import { deleteMessage, editMessage, findMessage, postMessage } from "../engine/messages.ts";
import { payloadOfMessage } from "../engine/payload.ts";
import { type Channel, imOf, type Message } from "../engine/state.ts";
import {
  type Call,
  channelArg,
  type Method,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";
import { messageContent } from "./message-content.ts";

/** chat.postMessage takes a channel's id, its name, or a person's id for their direct messages. */
function destination(call: Call): Channel {
  const { state } = call.engine;
  const wanted = textArg(call, "channel");
  if (/^[UW]/.test(wanted)) {
    const direct = state.channels.get(imOf(wanted));
    if (!direct) throw new SlackRefusal("channel_not_found");
    return direct;
  }
  const named = [...state.channels.values()].find(
    (each) => !each.im && each.name === wanted.replace(/^#/, ""),
  );
  if (named) return writableChannel({ ...call, args: { ...call.args, channel: named.id } });
  return writableChannel(call);
}

function threadOf(call: Call, channel: Channel): string | null {
  const ts = textArg(call, "thread_ts");
  if (ts === "") return null;
  const parent = findMessage(call.engine, channel.id, ts);
  if (!parent || parent.onlyFor) throw new SlackRefusal("thread_not_found");
  return parent.threadTs ?? parent.ts;
}

const post: Method = (call) => {
  const channel = destination(call);
  const content = messageContent(call);
  const message = postMessage(call.engine, {
    channel: channel.id,
    user: call.engine.state.bot.id,
    ...content,
    threadTs: threadOf(call, channel),
  });
  return {
    channel: channel.id,
    ts: message.ts,
    message: payloadOfMessage(call.engine, message, true),
  };
};

const postEphemeral: Method = (call) => {
  const channel = writableChannel(call);
  const user = requiredText(call, "user");
  if (!call.engine.state.people.has(user)) throw new SlackRefusal("user_not_found");
  if (!channel.members.includes(user)) throw new SlackRefusal("user_not_in_channel");
  const message = postMessage(call.engine, {
    channel: channel.id,
    user: call.engine.state.bot.id,
    ...messageContent(call),
    threadTs: threadOf(call, channel),
    onlyFor: user,
  });
  return { message_ts: message.ts };
};

/** An ephemeral message cannot be found again: only its response_url changes it. */
function lasting(call: Call, error: string): Message {
  const channel = channelArg(call);
  const message = findMessage(call.engine, channel.id, requiredText(call, "ts"));
  if (!message || message.onlyFor) throw new SlackRefusal("message_not_found");
  if (message.user !== call.engine.state.bot.id) throw new SlackRefusal(error);
  return message;
}

const update: Method = (call) => {
  const message = lasting(call, "cant_update_message");
  const content = messageContent(call, message.files.length > 0);
  const keepsBlocks = call.args.blocks === undefined && content.text === "";
  editMessage(call.engine, message, {
    text: content.text,
    blocks: keepsBlocks ? message.blocks : content.blocks,
    metadata: content.metadata ?? undefined,
  });
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: payloadOfMessage(call.engine, message, true),
  };
};

const remove: Method = (call) => {
  const message = lasting(call, "cant_delete_message");
  deleteMessage(call.engine, message);
  return { channel: message.channel, ts: message.ts };
};

const getPermalink: Method = (call) => {
  const channel = channelArg(call);
  const message = findMessage(call.engine, channel.id, requiredText(call, "message_ts"));
  if (!message || message.onlyFor) throw new SlackRefusal("message_not_found");
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
  return {
    channel: channel.id,
    permalink: `${call.engine.baseUrl}/archives/${channel.id}/p${message.ts.replace(".", "")}${thread}`,
  };
};

/** chat.*: what the bot says. */
export const chatMethods: Record<string, Method> = {
  "chat.postMessage": post,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
};
