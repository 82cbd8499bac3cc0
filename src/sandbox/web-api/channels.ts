import { announceChannel } from "../engine/files.ts";
import { payloadOfChannel } from "../engine/payload.ts";
import type { Channel } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  channelArg,
  flagArg,
  listArg,
  type Method,
  openChannel,
  paged,
  SlackRefusal,
  textArg,
  userArg,
  writableChannel,
} from "./call.ts";

const isGeneral = (channel: Channel) => channel.name === "general";

function noDirect(channel: Channel): void {
  if (channel.im || channel.isMpim) throw new SlackRefusal("method_not_supported_for_channel_type");
}

function inviteError(call: Call, channel: Channel, user: string): string | null {
  const { state } = call.engine;
  if (user === state.bot.id) return "cant_invite_self";
  const person = state.people.get(user);
  if (!person || person.isDeactivated) return "user_not_found";
  return channel.members.includes(user) ? "already_in_channel" : null;
}

const invite: Method = (call) => {
  const channel = writableChannel(call);
  const users = listArg(call, "users");
  if (users.length === 0) throw new SlackRefusal("no_user");
  if (users.length > LIMIT.inviteUsers) throw new SlackRefusal("too_many_users");
  noDirect(channel);
  const refused = users.flatMap((user) => {
    const error = inviteError(call, channel, user);
    return error ? [{ user, ok: false, error }] : [];
  });
  const [first] = refused;
  const isForced = flagArg(call, "force") && refused.length < users.length;
  if (first && !isForced) throw new SlackRefusal(first.error, [], { invite_errors: refused });
  const invited = users.filter((user) => !refused.some((each) => each.user === user));
  channel.members.push(...new Set(invited));
  announceChannel(call.engine, channel.id);
  return {
    channel: payloadOfChannel(call.engine, channel),
    ...(first ? { errors: refused } : {}),
  };
};

const kick: Method = (call) => {
  const channel = writableChannel(call);
  noDirect(channel);
  const user = userArg(call).id;
  if (user === call.engine.state.bot.id) throw new SlackRefusal("cant_kick_self");
  if (isGeneral(channel)) throw new SlackRefusal("cant_kick_from_general");
  if (!channel.members.includes(user)) throw new SlackRefusal("not_in_channel");
  remove(call, channel, user);
  return {};
};

const leave: Method = (call) => {
  const channel = openChannel(call);
  if (channel.im) throw new SlackRefusal("method_not_supported_for_channel_type");
  if (isGeneral(channel)) throw new SlackRefusal("cant_leave_general");
  const { bot } = call.engine.state;
  // Slack says so in words but does not call it an error.
  if (!channel.members.includes(bot.id)) return { not_in_channel: true };
  if (channel.isPrivate && channel.members.length === 1) throw new SlackRefusal("last_member");
  remove(call, channel, bot.id);
  return {};
};

function remove(call: Call, channel: Channel, user: string): void {
  channel.members = channel.members.filter((each) => each !== user);
  announceChannel(call.engine, channel.id);
}

const members: Method = (call) => {
  const { page, response_metadata } = paged(call, channelArg(call).members, 100);
  return { members: page, response_metadata };
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
  noDirect(channel);
  if (channel.isArchived) throw new SlackRefusal("already_archived");
  if (isGeneral(channel)) throw new SlackRefusal("cant_archive_general");
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  channel.isArchived = true;
  announceChannel(call.engine, channel.id);
  return {};
};

const unarchive: Method = (call) => {
  const channel = channelArg(call);
  noDirect(channel);
  if (!channel.isArchived) throw new SlackRefusal("not_archived");
  if (!channel.members.includes(call.engine.state.bot.id)) throw new SlackRefusal("not_in_channel");
  channel.isArchived = false;
  announceChannel(call.engine, channel.id);
  return {};
};

const join: Method = (call) => {
  const channel = openChannel(call);
  const { bot } = call.engine.state;
  if (channel.isPrivate) throw new SlackRefusal("method_not_supported_for_channel_type");
  const wasMember = channel.members.includes(bot.id);
  if (!wasMember) channel.members.push(bot.id);
  announceChannel(call.engine, channel.id);
  return {
    channel: payloadOfChannel(call.engine, channel),
    ...(wasMember
      ? {
          warning: "already_in_channel",
          response_metadata: { warnings: ["already_in_channel"] },
        }
      : {}),
  };
};

/** conversations.* that change who is in a channel and what stands over it. */
export const channelMethods: Record<string, Method> = {
  "conversations.invite": invite,
  "conversations.kick": kick,
  "conversations.leave": leave,
  "conversations.members": members,
  "conversations.setTopic": describe("topic"),
  "conversations.setPurpose": describe("purpose"),
  "conversations.archive": archive,
  "conversations.unarchive": unarchive,
  "conversations.join": join,
};
