import type { Block } from "./blocks/schema.ts";
import type { Engine } from "./engine/engine.ts";
import { visibleMessages } from "./engine/messages.ts";
import type { StateValues, View } from "./engine/state.ts";
import { homeOf, openModals } from "./engine/views.ts";
import { valuesOf } from "./interactions/origin.ts";

/** A message as the page shows it. */
export type PageMessage = {
  channel: string;
  ts: string;
  user: string;
  name: string;
  isBot: boolean;
  bySlack: boolean;
  isEphemeral: boolean;
  isEdited: boolean;
  text: string;
  blocks: Block[];
  threadTs: string | null;
  files: { id: string; name: string; size: number }[];
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

/** All the page needs to draw one person's Slack. */
export type PageState = {
  team: string;
  bot: { id: string; name: string };
  me: { id: string; name: string; tz: string };
  people: { id: string; handle: string; name: string; title: string }[];
  channels: { id: string; name: string; isPrivate: boolean; isIm: boolean; last: string }[];
  /** The channel looked at; empty for the home tab. */
  channel: string;
  topic: string;
  messages: PageMessage[];
  modal: PageView | null;
  home: PageView | null;
  commands: readonly string[];
  shortcuts: readonly { callback_id: string; name: string; type: "global" | "message" }[];
  connections: boolean;
};

/** The most messages of a channel the page draws. */
const SHOWN = 300;

/** What one person sees now; anybody unknown is the first of the team. */
export function pageState(engine: Engine, wanted: string, channelId: string): PageState {
  const { state } = engine;
  const people = [...state.people.values()].filter((each) => !each.isBot);
  const me = people.find((each) => each.id === wanted) ?? people[0];
  if (!me) throw new Error("The team has nobody but the bot.");
  const mine = [...state.channels.values()].filter(
    (each) => each.members.includes(me.id) && !each.isArchived,
  );
  const channel = mine.find((each) => each.id === channelId);
  const seen = channel ? visibleMessages(engine, channel.id, me.id).slice(-SHOWN) : [];
  const modals = openModals(engine, me.id);
  const top = modals.at(-1);
  const home = homeOf(engine, me.id);
  return {
    team: state.team.name,
    bot: { id: state.bot.id, name: state.bot.realName },
    me: { id: me.id, name: me.realName, tz: me.tz },
    people: people.map((each) => ({
      id: each.id,
      handle: each.handle,
      name: each.realName,
      title: each.title,
    })),
    channels: mine.map((each) => ({
      id: each.id,
      name: each.im ? state.bot.realName : each.name,
      isPrivate: each.isPrivate && !each.im,
      isIm: each.im !== null,
      last: visibleMessages(engine, each.id, me.id).at(-1)?.ts ?? "",
    })),
    channel: channel?.id ?? "",
    topic: channel?.topic ?? "",
    messages: seen.map((message) => ({
      channel: message.channel,
      ts: message.ts,
      user: message.user,
      name: message.bySlack ? "Slack" : (state.people.get(message.user)?.realName ?? message.user),
      isBot: message.user === state.bot.id,
      bySlack: message.bySlack,
      isEphemeral: message.onlyFor !== null,
      isEdited: message.editedTs !== null,
      text: message.text,
      blocks: message.blocks,
      threadTs: message.threadTs,
      files: message.files.flatMap((id) => {
        const file = state.files.get(id);
        return file ? [{ id, name: file.name, size: file.content.length }] : [];
      }),
      reactions: message.reactions.map((each) => ({ name: each.name, count: each.users.length })),
      values: valuesOf(engine, me.id, { kind: "message", message }),
    })),
    modal: top ? pageView(top, modals.length) : null,
    home: home ? pageView(home, 1) : null,
    commands: engine.manifest?.commands ?? [],
    shortcuts: engine.manifest?.shortcuts ?? [],
    connections: engine.isConnected(),
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
