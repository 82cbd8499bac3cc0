import { nextId, nowSeconds } from "../engine/engine.ts";
import { announceChannel } from "../engine/files.ts";
import { findMessage } from "../engine/messages.ts";
import { payloadOfChannel, payloadOfMessage } from "../engine/payload.ts";
import { type Channel, imOf, type Message } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  channelArg,
  flagArg,
  listArg,
  type Method,
  paged,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";

const list: Method = (call) => {
  const types = listArg(call, "types");
  const kinds = types.length > 0 ? types : ["public_channel"];
  const { state } = call.engine;
  const found = [...state.channels.values()].filter((channel) => {
    if (channel.isArchived && flagArg(call, "exclude_archived")) return false;
    if (channel.im) return kinds.includes("im");
    if (channel.isPrivate)
      return kinds.includes("private_channel") && channel.members.includes(state.bot.id);
    return kinds.includes("public_channel");
  });
  const { page, response_metadata } = paged(call, found, 100);
  return {
    channels: page.map((channel) => payloadOfChannel(call.engine, channel)),
    response_metadata,
  };
};

const info: Method = (call) => ({
  channel: payloadOfChannel(call.engine, channelArg(call)),
});

const open: Method = (call) => {
  const users = listArg(call, "users");
  if (textArg(call, "channel") !== "")
    return { channel: payloadOfChannel(call.engine, channelArg(call)) };
  const [user] = users;
  if (!user || users.length > 1) throw new SlackRefusal("users_list_not_supplied");
  const direct = call.engine.state.channels.get(imOf(user));
  if (!direct) throw new SlackRefusal("user_not_found");
  return flagArg(call, "return_im")
    ? { channel: payloadOfChannel(call.engine, direct) }
    : { channel: { id: direct.id } };
};

/** Slack's rule for names: lower case, digits, hyphens and underscores. */
function channelName(call: Call): string {
  const name = textArg(call, "name");
  if (name === "") throw new SlackRefusal("invalid_name_required");
  if (name.length > LIMIT.channelName) throw new SlackRefusal("invalid_name_maxlength");
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new SlackRefusal("invalid_name_specials");
  if (!/[\p{L}\p{N}]/u.test(name)) throw new SlackRefusal("invalid_name_punctuation");
  for (const each of call.engine.state.channels.values())
    if (each.name === name) throw new SlackRefusal("name_taken");
  return name;
}

const create: Method = (call) => {
  const { engine } = call;
  const channel: Channel = {
    id: nextId(engine, "C"),
    name: channelName(call),
    im: null,
    isPrivate: flagArg(call, "is_private"),
    isArchived: false,
    creator: engine.state.bot.id,
    created: nowSeconds(engine),
    members: [engine.state.bot.id],
    topic: "",
    purpose: "",
  };
  engine.state.channels.set(channel.id, channel);
  return { channel: payloadOfChannel(engine, channel) };
};

const invite: Method = (call) => {
  const channel = writableChannel(call);
  const { state } = call.engine;
  const users = listArg(call, "users");
  if (users.length === 0) throw new SlackRefusal("no_user");
  if (users.length > LIMIT.inviteUsers) throw new SlackRefusal("too_many_users");
  if (channel.im) throw new SlackRefusal("method_not_supported_for_channel_type");
  for (const user of users) {
    if (user === state.bot.id) throw new SlackRefusal("cant_invite_self");
    if (!state.people.has(user)) throw new SlackRefusal("user_not_found");
    if (channel.members.includes(user)) throw new SlackRefusal("already_in_channel");
  }
  channel.members.push(...users);
  announceChannel(call.engine, channel.id);
  return { channel: payloadOfChannel(call.engine, channel) };
};

const members: Method = (call) => {
  const { page, response_metadata } = paged(call, channelArg(call).members, 100);
  return { members: page, response_metadata };
};

/** What the bot reads is what stands in the channel for everyone. */
function readable(call: Call): { channel: Channel; messages: Message[] } {
  const channel = channelArg(call);
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  const messages = call.engine.state.messages.get(channel.id) ?? [];
  return { channel, messages: messages.filter((each) => each.onlyFor === null) };
}

/** Keeps what lies between `oldest` and `latest`; times are compared as text of equal length. */
function between(call: Call, messages: readonly Message[]): Message[] {
  const inclusive = flagArg(call, "inclusive");
  const oldest = Number(textArg(call, "oldest") || "0");
  const latest = Number(textArg(call, "latest") || "Infinity");
  return messages.filter((each) => {
    const at = Number(each.ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

const history: Method = (call) => {
  const { messages } = readable(call);
  const top = between(
    call,
    messages.filter((each) => !each.threadTs),
  ).reverse();
  const { page, response_metadata } = paged(call, top, 100);
  return {
    messages: page.map((each) =>
      payloadOfMessage(call.engine, each, flagArg(call, "include_all_metadata")),
    ),
    has_more: response_metadata.next_cursor !== "",
    pin_count: 0,
    response_metadata,
  };
};

const replies: Method = (call) => {
  const { channel, messages } = readable(call);
  const parent = findMessage(call.engine, channel.id, requiredText(call, "ts"));
  if (!parent) throw new SlackRefusal("thread_not_found");
  const root = parent.threadTs ?? parent.ts;
  const thread = between(
    call,
    messages.filter((each) => each.ts === root || each.threadTs === root),
  );
  const { page, response_metadata } = paged(call, thread, 1000);
  return {
    messages: page.map((each) =>
      payloadOfMessage(call.engine, each, flagArg(call, "include_all_metadata")),
    ),
    has_more: response_metadata.next_cursor !== "",
    response_metadata,
  };
};

const describe =
  (field: "topic" | "purpose"): Method =>
  (call) => {
    const channel = writableChannel(call);
    const text = textArg(call, field);
    if (text.length > LIMIT.channelTopic) throw new SlackRefusal("too_long");
    channel[field] = text;
    announceChannel(call.engine, channel.id);
    return { channel: payloadOfChannel(call.engine, channel) };
  };

const archive: Method = (call) => {
  const channel = channelArg(call);
  if (channel.isArchived) throw new SlackRefusal("already_archived");
  if (channel.name === "general") throw new SlackRefusal("cant_archive_general");
  if (channel.im) throw new SlackRefusal("method_not_supported_for_channel_type");
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  channel.isArchived = true;
  announceChannel(call.engine, channel.id);
  return {};
};

const join: Method = (call) => {
  const channel = channelArg(call);
  const { bot } = call.engine.state;
  if (channel.isArchived) throw new SlackRefusal("is_archived");
  if (channel.isPrivate) throw new SlackRefusal("method_not_supported_for_channel_type");
  if (!channel.members.includes(bot.id)) channel.members.push(bot.id);
  announceChannel(call.engine, channel.id);
  return { channel: payloadOfChannel(call.engine, channel) };
};

const rename: Method = (call) => {
  const channel = writableChannel(call);
  if (channel.creator !== call.engine.state.bot.id) throw new SlackRefusal("not_authorized");
  channel.name = channelName(call);
  announceChannel(call.engine, channel.id);
  return { channel: payloadOfChannel(call.engine, channel) };
};

/** conversations.*: channels, their members and their messages. */
export const conversationsMethods: Record<string, Method> = {
  "conversations.list": list,
  "conversations.info": info,
  "conversations.open": open,
  "conversations.create": create,
  "conversations.invite": invite,
  "conversations.members": members,
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.setTopic": describe("topic"),
  "conversations.setPurpose": describe("purpose"),
  "conversations.archive": archive,
  "conversations.join": join,
  "conversations.rename": rename,
};
