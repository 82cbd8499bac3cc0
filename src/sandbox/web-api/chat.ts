import { checkBlocks } from "../blocks/validate.ts";
import { announce } from "../engine/engine.ts";
import { deleteMessage, editMessage, findMessage, postMessage } from "../engine/messages.ts";
import { payloadOfMessage } from "../engine/payload.ts";
import { type Channel, imOf, type Message } from "../engine/state.ts";
import {
  type Call,
  channelArg,
  flagArg,
  jsonArg,
  type Method,
  openChannel,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";
import { messageContent } from "./message-content.ts";

/** What posts takes a channel's id, its name, or a person's id for their direct messages. */
export function destination(call: Call): Channel {
  const { state } = call.engine;
  const wanted = textArg(call, "channel");
  if (/^[UW]/.test(wanted)) {
    const direct = state.channels.get(imOf(wanted));
    if (!direct) throw new SlackRefusal("channel_not_found");
    if (state.people.get(wanted)?.isDeactivated) throw new SlackRefusal("is_inactive");
    return direct;
  }
  const named = [...state.channels.values()].find(
    (each) => !each.im && each.name === wanted.replace(/^#/, ""),
  );
  const of = named ? { ...call, args: { ...call.args, channel: named.id } } : call;
  const channel = openChannel(of);
  // With chat:write.public an app speaks in public channels it has not joined.
  const isWelcome = !channel.isPrivate && call.engine.scopes?.has("chat:write.public");
  return isWelcome ? channel : writableChannel(of);
}

/** The thread a message goes to, by the time of its first message. */
export function threadOf(call: Call, channel: Channel): string | null {
  const ts = textArg(call, "thread_ts");
  if (ts === "") return null;
  const parent = findMessage(call.engine, channel.id, ts);
  if (!parent || parent.onlyFor) throw new SlackRefusal("thread_not_found");
  return parent.threadTs ?? parent.ts;
}

const post: Method = (call) => {
  const channel = destination(call);
  const content = messageContent(call);
  const threadTs = threadOf(call, channel);
  const message = postMessage(call.engine, {
    channel: channel.id,
    user: call.engine.state.bot.id,
    ...content,
    threadTs,
    isBroadcast: threadTs !== null && flagArg(call, "reply_broadcast"),
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

/** Shows what the app knows of links in somebody's message. */
const unfurl: Method = (call) => {
  const { engine } = call;
  const channel = writableChannel(call);
  const message = findMessage(engine, channel.id, requiredText(call, "ts"));
  if (!message || message.onlyFor) throw new SlackRefusal("cannot_find_message");
  const unfurls = jsonArg(call, "unfurls", "invalid_unfurls_format");
  if (unfurls === undefined) throw new SlackRefusal("missing_unfurls");
  if (typeof unfurls !== "object" || unfurls === null || Array.isArray(unfurls))
    throw new SlackRefusal("invalid_unfurls_format");
  for (const [link, shown] of Object.entries(unfurls)) {
    if (!message.text.includes(link)) throw new SlackRefusal("cannot_unfurl_url");
    const blocks: unknown = Reflect.get(Object(shown), "blocks");
    const checked = blocks === undefined ? null : checkBlocks(blocks, "message", "/unfurls/blocks");
    if (checked && !checked.ok) throw new SlackRefusal("invalid_blocks", checked.messages);
  }
  message.unfurls = { ...message.unfurls, ...unfurls };
  announce(engine, {
    kind: "edit",
    audience: channel.members,
    channel: channel.id,
    ts: message.ts,
  });
  return {};
};

/** chat.*: what the bot says. */
export const chatMethods: Record<string, Method> = {
  "chat.postMessage": post,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
  "chat.unfurl": unfurl,
};
