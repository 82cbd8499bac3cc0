import type { Engine } from "./engine.ts";
import { formatTs, hasScope } from "./engine.ts";
import type { Channel, Message, StoredFile, View } from "./state.ts";

type Json = Record<string, unknown>;

/** A person as `users.info` tells of them. */
export function payloadOfUser(engine: Engine, id: string): Json | null {
  const person = engine.state.people.get(id);
  if (!person) return null;
  const [first = "", ...rest] = person.realName.split(" ");
  return {
    id: person.id,
    team_id: engine.state.team.id,
    name: person.handle,
    real_name: person.realName,
    deleted: person.isDeactivated ?? false,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: zoneOffset(engine, person.tz),
    profile: {
      title: person.title,
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.handle,
      display_name_normalized: person.handle,
      first_name: first,
      last_name: rest.join(" "),
      team: engine.state.team.id,
      ...(person.isBot
        ? { bot_id: engine.botId, api_app_id: engine.appId }
        : hasScope(engine, "users:read.email")
          ? { email: person.email }
          : {}),
    },
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: person.isOwner,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated ?? 1_760_000_000,
  };
}

function zoneOffset(engine: Engine, zone: string): number {
  const now = engine.clock.now();
  const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(now)
    .find((part) => part.type === "timeZoneName")?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "");
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60);
}

/** A channel as `conversations.info` tells of it. */
export function payloadOfChannel(engine: Engine, channel: Channel): Json {
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    context_team_id: engine.state.team.id,
  };
  if (channel.im)
    return { ...common, is_im: true, is_channel: false, is_group: false, user: channel.im };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: channel.isMpim,
    is_private: channel.isPrivate,
    is_general: channel.name === "general",
    is_member: channel.members.includes(engine.state.bot.id),
    creator: channel.creator,
    topic: { value: channel.topic, creator: channel.creator, last_set: 0 },
    purpose: { value: channel.purpose, creator: channel.creator, last_set: 0 },
    ...(channel.lastRead ? { last_read: channel.lastRead } : {}),
    num_members: channel.members.length,
  };
}

/** A file as `files.info` and a file input tell of it. */
export function payloadOfFile(engine: Engine, file: StoredFile): Json {
  const address = `${engine.baseUrl}/files-pri/${engine.state.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? "binary",
    user: file.user,
    user_team: engine.state.team.id,
    size: file.content.length,
    mode: "hosted",
    is_external: false,
    is_public: false,
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    permalink: `${engine.baseUrl}/files/${file.user}/${file.id}/${name}`,
    channels: file.channels,
  };
}

/** A message as history, events and interactions carry it. */
export function payloadOfMessage(engine: Engine, message: Message, withMetadata = false): Json {
  const isBot = message.user === engine.state.bot.id;
  return {
    type: "message",
    ...(message.isBroadcast ? { subtype: "thread_broadcast" } : {}),
    ...(isBot
      ? {
          bot_id: engine.botId,
          app_id: engine.appId,
          bot_profile: {
            id: engine.botId,
            name: engine.state.bot.realName,
            app_id: engine.appId,
            team_id: engine.state.team.id,
            deleted: false,
          },
        }
      : {}),
    user: message.bySlack ? "USLACKBOT" : message.user,
    ts: message.ts,
    text: message.text,
    team: engine.state.team.id,
    ...(message.blocks.length > 0 ? { blocks: structuredClone(message.blocks) } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...threadSummary(engine, message),
    ...(message.onlyFor ? { is_ephemeral: true } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(message.files.length > 0
      ? {
          files: message.files.flatMap((id) => {
            const file = engine.state.files.get(id);
            return file ? payloadOfFile(engine, file) : [];
          }),
        }
      : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })) }
      : {}),
    ...(Object.keys(message.unfurls).length > 0
      ? { attachments: Object.values(message.unfurls) }
      : {}),
    ...(withMetadata && message.metadata ? { metadata: structuredClone(message.metadata) } : {}),
  };
}

function threadSummary(engine: Engine, message: Message): Json {
  const replies = (engine.state.messages.get(message.channel) ?? []).filter(
    (each) => each.threadTs === message.ts && each !== message && !each.onlyFor,
  );
  const last = replies.at(-1);
  if (!last) return {};
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((each) => each.user))],
    latest_reply: last.ts,
  };
}

/** A view as the Web API and interactions carry it. */
export function payloadOfView(engine: Engine, view: View): Json {
  const common = {
    id: view.id,
    team_id: engine.state.team.id,
    type: view.type,
    blocks: structuredClone(view.blocks),
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: structuredClone(view.values) },
    hash: view.hash,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    root_view_id: view.rootViewId,
    previous_view_id: view.previousViewId,
    app_id: engine.appId,
    external_id: view.externalId,
    app_installed_team_id: engine.state.team.id,
    bot_id: engine.botId,
  };
  if (view.type === "home") return common;
  return { ...common, title: view.title, submit: view.submit, close: view.close };
}

/** The moment of an act, as `action_ts`. */
export function actionTs(engine: Engine): string {
  return formatTs(engine.clock.now().getTime() * 1000);
}
