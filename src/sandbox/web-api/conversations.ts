import { nextId, nowSeconds } from "../engine/engine.ts";
import { announceChannel } from "../engine/files.ts";
import { payloadOfChannel } from "../engine/payload.ts";
import { type Channel, imOf, kindOf } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  channelArg,
  flagArg,
  listArg,
  type Method,
  openChannel,
  paged,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";

const TYPES: Record<string, ReturnType<typeof kindOf>> = {
  public_channel: "public",
  private_channel: "private",
  im: "im",
  mpim: "mpim",
};

/** The channels of the asked types that the bot may know of. */
function known(call: Call, isMeant: (channel: Channel) => boolean): Record<string, unknown> {
  const types = listArg(call, "types");
  const kinds = (types.length > 0 ? types : ["public_channel"]).map((type) => {
    const kind = TYPES[type];
    if (!kind) throw new SlackRefusal("invalid_types");
    return kind;
  });
  const { state } = call.engine;
  const found = [...state.channels.values()].filter(
    (channel) =>
      kinds.includes(kindOf(channel)) &&
      (!channel.isPrivate || channel.members.includes(state.bot.id)) &&
      !(channel.isArchived && flagArg(call, "exclude_archived")) &&
      isMeant(channel),
  );
  const { page, response_metadata } = paged(call, found, 100);
  return {
    channels: page.map((channel) => payloadOfChannel(call.engine, channel)),
    response_metadata,
  };
}

const list: Method = (call) => known(call, () => true);

const ofUser: Method = (call) => {
  const user = textArg(call, "user") || call.engine.state.bot.id;
  if (!call.engine.state.people.has(user)) throw new SlackRefusal("user_not_found");
  return known(call, (channel) => channel.members.includes(user));
};

const info: Method = (call) => {
  const channel = channelArg(call);
  const count = flagArg(call, "include_num_members");
  const { num_members, ...told } = payloadOfChannel(call.engine, channel);
  return { channel: count && num_members !== undefined ? { ...told, num_members } : told };
};

const open: Method = (call) => {
  const { engine } = call;
  const users = listArg(call, "users");
  const isWhole = flagArg(call, "return_im");
  if (textArg(call, "channel") !== "") {
    const channel = openChannel(call);
    return { channel: isWhole ? payloadOfChannel(engine, channel) : { id: channel.id } };
  }
  if (users.length === 0) throw new SlackRefusal("users_list_not_supplied");
  if (users.length > LIMIT.openUsers) throw new SlackRefusal("too_many_users");
  if (users.some((user) => !engine.state.people.has(user)))
    throw new SlackRefusal("user_not_found");
  if (users.some((user) => engine.state.people.get(user)?.isDeactivated))
    throw new SlackRefusal("user_disabled");
  const others = [...new Set(users)].filter((user) => user !== engine.state.bot.id);
  const [first] = others;
  const before = others.length > 1 ? groupOf(call, others) : null;
  const direct =
    others.length > 1
      ? (before ?? newGroup(call, others))
      : engine.state.channels.get(imOf(first ?? ""));
  // An app has no direct messages with itself.
  if (!direct) throw new SlackRefusal("cannot_dm_bot");
  return {
    no_op: others.length === 1 || before !== null,
    already_open: others.length === 1 || before !== null,
    channel: isWhole ? payloadOfChannel(engine, direct) : { id: direct.id },
  };
};

function groupOf(call: Call, others: readonly string[]): Channel | null {
  return (
    [...call.engine.state.channels.values()].find(
      (channel) =>
        channel.isMpim &&
        channel.members.length === others.length + 1 &&
        others.every((user) => channel.members.includes(user)),
    ) ?? null
  );
}

function newGroup(call: Call, others: readonly string[]): Channel {
  const { engine } = call;
  const handles = others.map((user) => engine.state.people.get(user)?.handle ?? user);
  return made(call, {
    name: `mpdm-${[engine.state.bot.handle, ...handles].join("--")}-1`,
    isPrivate: true,
    isMpim: true,
    members: [engine.state.bot.id, ...others],
  });
}

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

function made(call: Call, of: Pick<Channel, "name" | "isPrivate" | "isMpim" | "members">): Channel {
  const { engine } = call;
  const channel: Channel = {
    id: nextId(engine, of.isMpim ? "G" : "C"),
    im: null,
    isArchived: false,
    creator: engine.state.bot.id,
    created: nowSeconds(engine),
    topic: "",
    purpose: "",
    lastRead: "",
    ...of,
  };
  engine.state.channels.set(channel.id, channel);
  announceChannel(engine, channel.id);
  return channel;
}

const create: Method = (call) => {
  const channel = made(call, {
    name: channelName(call),
    isPrivate: flagArg(call, "is_private"),
    isMpim: false,
    members: [call.engine.state.bot.id],
  });
  return { channel: payloadOfChannel(call.engine, channel) };
};

const rename: Method = (call) => {
  const channel = writableChannel(call);
  if (channel.creator !== call.engine.state.bot.id) throw new SlackRefusal("not_authorized");
  channel.name = channelName(call);
  announceChannel(call.engine, channel.id);
  return { channel: payloadOfChannel(call.engine, channel) };
};

/** Only direct messages are closed, and they open again with the next message. */
const close: Method = (call) => {
  const channel = channelArg(call);
  if (!channel.im && !channel.isMpim)
    throw new SlackRefusal("method_not_supported_for_channel_type");
  return {};
};

const mark: Method = (call) => {
  const channel = writableChannel(call);
  const ts = requiredText(call, "ts");
  if (!/^\d+\.\d+$/.test(ts)) throw new SlackRefusal("invalid_timestamp");
  channel.lastRead = ts;
  return {};
};

/** conversations.* that find, make and name channels. */
export const conversationMethods: Record<string, Method> = {
  "conversations.list": list,
  "users.conversations": ofUser,
  "conversations.info": info,
  "conversations.open": open,
  "conversations.close": close,
  "conversations.create": create,
  "conversations.rename": rename,
  "conversations.mark": mark,
};
