import type { Block } from "../blocks/schema.ts";
import type { SandboxPerson, SandboxTeam } from "../team.ts";

/** A channel; with `im` the direct messages of one person with the bot, with `isMpim` those of several. */
export type Channel = {
  id: string;
  name: string;
  /** The user id of the person whose direct messages with the bot these are. */
  im: string | null;
  isPrivate: boolean;
  isMpim: boolean;
  isArchived: boolean;
  creator: string;
  created: number;
  members: string[];
  topic: string;
  purpose: string;
  /** Up to where the bot has read, as it said. */
  lastRead: string;
};

/** What a program attaches to its message for itself. */
export type Metadata = { event_type: string; event_payload: Record<string, unknown> };

/** A message that stands in a channel; `onlyFor` marks an ephemeral one and names who sees it. */
export type Message = {
  ts: string;
  channel: string;
  user: string;
  /** Said by Slack itself, like the notice of a failed command. */
  bySlack: boolean;
  text: string;
  blocks: Block[];
  threadTs: string | null;
  /** A reply that stands in the channel as well. */
  isBroadcast: boolean;
  onlyFor: string | null;
  metadata: Metadata | null;
  editedTs: string | null;
  files: string[];
  reactions: { name: string; users: string[] }[];
  /** What the app shows of links in the message, by address. */
  unfurls: Record<string, unknown>;
};

/** A message that waits for its time. */
export type ScheduledMessage = {
  id: string;
  channel: string;
  /** Unix seconds. */
  postAt: number;
  created: number;
  text: string;
  blocks: Block[];
  threadTs: string | null;
};

/** A link at the head of a channel. */
export type Bookmark = {
  id: string;
  title: string;
  link: string;
  emoji: string;
  created: number;
  updated: number;
};

/** What one stateful element holds, in the shape Slack sends it in `view.state.values`. */
export type ElementState = { type: string; [key: string]: unknown };
/** `values[block_id][action_id]`. */
export type StateValues = Record<string, Record<string, ElementState>>;

/** A modal or home view that stands open for one person. */
export type View = {
  id: string;
  type: "modal" | "home";
  user: string;
  hash: string;
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  title: { type: "plain_text"; text: string; emoji?: boolean | undefined } | null;
  submit: { type: "plain_text"; text: string; emoji?: boolean | undefined } | null;
  close: { type: "plain_text"; text: string; emoji?: boolean | undefined } | null;
  clearOnClose: boolean;
  notifyOnClose: boolean;
  blocks: Block[];
  rootViewId: string;
  previousViewId: string | null;
  values: StateValues;
};

/** A file that was uploaded, by the bot or by a person. */
export type StoredFile = {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  user: string;
  created: number;
  content: Buffer;
  /** A file belongs to nobody's channel until its upload is completed. */
  isComplete: boolean;
  channels: string[];
};

/** Everything the local Slack remembers. Changed in place by the engine's verbs only. */
export type State = {
  team: SandboxTeam;
  bot: SandboxPerson;
  people: Map<string, SandboxPerson>;
  channels: Map<string, Channel>;
  /** Oldest first, by channel. */
  messages: Map<string, Message[]>;
  views: Map<string, View>;
  /** The open modals of a person, the one on top last. */
  modals: Map<string, string[]>;
  homes: Map<string, string>;
  files: Map<string, StoredFile>;
  bookmarks: Map<string, Bookmark[]>;
  pins: Map<string, string[]>;
  scheduled: ScheduledMessage[];
  /** The last message time handed out, in microseconds, so that two are never equal. */
  lastTs: number;
  /** Numbers the ids of what is made later, so that a run repeats itself exactly. */
  lastId: number;
};

/** The id of the direct messages between a person and the bot. */
export function imOf(userId: string): string {
  return `D${userId.slice(1)}`;
}

/** What kind of channel it is, by which Slack's scopes are named. */
export function kindOf(channel: Channel): "public" | "private" | "im" | "mpim" {
  if (channel.im) return "im";
  if (channel.isMpim) return "mpim";
  return channel.isPrivate ? "private" : "public";
}

/** The workspace before anybody said anything. `createdAt` is in Unix seconds. */
export function newState(team: SandboxTeam, createdAt: number): State {
  const bot = team.people.find((each) => each.isBot);
  if (!bot) throw new Error("A sandbox team needs one person with isBot: the app's bot user.");
  const idOf = (handle: string) => {
    const found = team.people.find((each) => each.handle === handle);
    if (!found) throw new Error(`The team has no person "${handle}".`);
    return found.id;
  };
  const channels: Channel[] = team.channels.map((each) => ({
    id: each.id,
    name: each.name,
    im: null,
    isPrivate: each.isPrivate,
    isMpim: false,
    isArchived: false,
    creator: idOf(each.members[0] ?? bot.handle),
    created: createdAt,
    members: each.members.map(idOf),
    topic: each.topic,
    purpose: "",
    lastRead: "",
  }));
  const directs: Channel[] = team.people
    .filter((each) => !each.isBot)
    .map((each) => ({
      id: imOf(each.id),
      name: "directmessage",
      im: each.id,
      isPrivate: true,
      isMpim: false,
      isArchived: false,
      creator: each.id,
      created: createdAt,
      members: [each.id, bot.id],
      topic: "",
      purpose: "",
      lastRead: "",
    }));
  return {
    team,
    bot,
    people: new Map(team.people.map((each) => [each.id, each])),
    channels: new Map([...channels, ...directs].map((each) => [each.id, each])),
    messages: new Map(),
    views: new Map(),
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    bookmarks: new Map(),
    pins: new Map(),
    scheduled: [],
    lastTs: 0,
    lastId: 0,
  };
}
