import type { Block } from "./blocks/schema.ts";
import type { Engine } from "./engine/engine.ts";
import { visibleMessages } from "./engine/messages.ts";
import type { Channel, Message, StateValues, View } from "./engine/state.ts";
import { homeOf, openModals } from "./engine/views.ts";
import { valuesOf } from "./interactions/origin.ts";
import type { ReadMarks } from "./page-reads.ts";

/** A message as the page shows it. */
export type PageMessage = {
  channel: string;
  ts: string;
  user: string;
  name: string;
  isBot: boolean;
  bySlack: boolean;
  isMine: boolean;
  isEphemeral: boolean;
  isEdited: boolean;
  text: string;
  blocks: Block[];
  threadTs: string | null;
  /** What hangs under it, as far as this person sees it; null without replies. */
  replies: { count: number; lastTs: string; users: string[] } | null;
  files: { id: string; name: string; size: number; mimetype: string }[];
  reactions: { name: string; count: number }[];
  values: StateValues;
};

/** A modal or home tab as the page shows it. */
export type PageView = {
  id: string;
  hash: string;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: Block[];
  values: StateValues;
  depth: number;
};

/** Somebody one can be. `unread` counts what waits for them in all their channels. */
export type PagePerson = {
  id: string;
  handle: string;
  name: string;
  title: string;
  tz: string;
  unread: number;
};

/** A channel of the sidebar; `slug` names it in the page's address. */
export type PageChannel = {
  id: string;
  slug: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  isIm: boolean;
  members: number;
  unread: number;
};

/** All the page needs to draw one person's Slack. */
export type PageState = {
  team: string;
  bot: { id: string; name: string };
  me: PagePerson;
  people: PagePerson[];
  channels: PageChannel[];
  /** The channel looked at; null for the home tab. */
  channel: PageChannel | null;
  messages: PageMessage[];
  /** Whether the channel has messages before the first of `messages`. */
  hasEarlier: boolean;
  /** The first message this person had not read when they came in; the page keeps it for the visit. */
  firstUnread: string | null;
  /** The open thread, its first message first; empty when none is open. */
  thread: PageMessage[];
  modal: PageView | null;
  home: PageView | null;
  commands: readonly string[];
  shortcuts: readonly { callback_id: string; name: string; type: "global" | "message" }[];
  isConnected: boolean;
  /** The sandbox's time, in ms. */
  now: number;
};

/** Where the page looks from: a person by id or handle, a channel by id, name, "dm" or "home". */
export type PagePlace = {
  as: string;
  channel: string;
  thread: string | null;
  /** The most top-level messages to send. */
  most: number;
  /** The person really looks at it now, so it counts as read. */
  isSeen: boolean;
};

/** The home tab's name in addresses. */
export const HOME = "home";
const DIRECT = "dm";

/** What one person sees now; anybody unknown is the first of the team, an unknown channel the messages with the bot. */
export function pageState(engine: Engine, reads: ReadMarks, place: PagePlace): PageState {
  const { state } = engine;
  const people = [...state.people.values()].filter((each) => !each.isBot);
  const me = people.find((each) => [each.id, each.handle].includes(place.as)) ?? people[0];
  if (!me) throw new Error("The team has nobody but the bot.");
  const mine = channelsOf(engine, me.id);
  const channel =
    place.channel === HOME
      ? null
      : (mine.find((each) => [each.id, slugOf(each)].includes(place.channel)) ??
        mine.find((each) => each.im) ??
        null);
  const firstUnread = channel ? reads.firstUnread(channel.id, me.id) : null;
  if (channel && place.isSeen) reads.markRead(channel.id, me.id);

  const all = channel ? visibleMessages(engine, channel.id, me.id) : [];
  const known = new Set(all.map((each) => each.ts));
  const isReply = (each: Message) =>
    each.threadTs !== null && each.threadTs !== each.ts && known.has(each.threadTs);
  const byThread = Map.groupBy(all.filter(isReply), (each) => each.threadTs);
  const top = all.filter((each) => !isReply(each));
  const page = (each: Message) => pageMessage(engine, me.id, each, byThread.get(each.ts) ?? []);
  const root = all.find((each) => each.ts === place.thread);
  const shown = (each: Channel): PageChannel => ({
    id: each.id,
    slug: slugOf(each),
    name: each.im ? state.bot.realName : each.name,
    topic: each.topic,
    isPrivate: each.isPrivate && !each.im,
    isIm: each.im !== null,
    members: each.members.length,
    unread: reads.unread(each.id, me.id),
  });
  const person = (each: (typeof people)[number]): PagePerson => ({
    id: each.id,
    handle: each.handle,
    name: each.realName,
    title: each.title,
    tz: each.tz,
    unread: channelsOf(engine, each.id).reduce(
      (sum, one) => sum + reads.unread(one.id, each.id),
      0,
    ),
  });
  const modals = openModals(engine, me.id);
  const topModal = modals.at(-1);
  const home = homeOf(engine, me.id);
  return {
    team: state.team.name,
    bot: { id: state.bot.id, name: state.bot.realName },
    me: person(me),
    people: people.map(person),
    channels: mine.map(shown),
    channel: channel ? shown(channel) : null,
    messages: top.slice(-place.most).map(page),
    hasEarlier: top.length > place.most,
    firstUnread,
    thread: root ? [root, ...(byThread.get(root.ts) ?? [])].map(page) : [],
    modal: topModal ? pageView(topModal, modals.length) : null,
    home: home ? pageView(home, 1) : null,
    commands: engine.manifest?.commands ?? [],
    shortcuts: engine.manifest?.shortcuts ?? [],
    isConnected: engine.isConnected(),
    now: engine.clock.now().getTime(),
  };
}

function channelsOf(engine: Engine, user: string): Channel[] {
  return [...engine.state.channels.values()].filter(
    (each) => each.members.includes(user) && !each.isArchived,
  );
}

function slugOf(channel: Channel): string {
  return channel.im ? DIRECT : channel.name;
}

function pageMessage(
  engine: Engine,
  reader: string,
  message: Message,
  replies: readonly Message[],
): PageMessage {
  const { state } = engine;
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    name: message.bySlack ? "Slack" : (state.people.get(message.user)?.realName ?? message.user),
    isBot: message.user === state.bot.id,
    bySlack: message.bySlack,
    isMine: message.user === reader,
    isEphemeral: message.onlyFor !== null,
    isEdited: message.editedTs !== null,
    text: message.text,
    blocks: message.blocks,
    threadTs: message.threadTs,
    replies:
      replies.length > 0
        ? {
            count: replies.length,
            lastTs: replies.at(-1)?.ts ?? message.ts,
            users: [...new Set(replies.map((each) => each.user))],
          }
        : null,
    files: message.files.flatMap((id) => {
      const file = state.files.get(id);
      return file
        ? [{ id, name: file.name, size: file.content.length, mimetype: file.mimetype }]
        : [];
    }),
    reactions: message.reactions.map((each) => ({ name: each.name, count: each.users.length })),
    values: valuesOf(engine, reader, { kind: "message", message }),
  };
}

function pageView(view: View, depth: number): PageView {
  return {
    id: view.id,
    hash: view.hash,
    title: view.title?.text ?? "",
    submit: view.submit?.text ?? null,
    close: view.close?.text ?? null,
    blocks: view.blocks,
    values: view.values,
    depth,
  };
}
