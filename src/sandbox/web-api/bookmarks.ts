import { type Engine, nextId, nowSeconds } from "../engine/engine.ts";
import { announceChannel } from "../engine/files.ts";
import type { Bookmark } from "../engine/state.ts";
import { LIMIT } from "../limits.ts";
import {
  type Call,
  type Method,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";

function payloadOf(engine: Engine, channelId: string, bookmark: Bookmark): Record<string, unknown> {
  return {
    id: bookmark.id,
    channel_id: channelId,
    title: bookmark.title,
    link: bookmark.link,
    emoji: bookmark.emoji,
    type: "link",
    date_created: bookmark.created,
    date_updated: bookmark.updated,
    app_id: engine.appId,
    last_updated_by_user_id: engine.state.bot.id,
  };
}

function linkArg(call: Call): string {
  const link = textArg(call, "link");
  if (!/^https?:/.test(link) || !URL.canParse(link)) throw new SlackRefusal("invalid_link");
  return link;
}

const add: Method = (call) => {
  const channel = writableChannel(call, "channel_id");
  const title = requiredText(call, "title");
  const { engine } = call;
  if (textArg(call, "type") !== "link") throw new SlackRefusal("invalid_bookmark_type");
  const before = engine.state.bookmarks.get(channel.id) ?? [];
  if (before.length >= LIMIT.bookmarks) throw new SlackRefusal("too_many_bookmarks");
  const now = nowSeconds(engine);
  const bookmark: Bookmark = {
    id: nextId(engine, "Bk"),
    title,
    link: linkArg(call),
    emoji: textArg(call, "emoji"),
    created: now,
    updated: now,
  };
  engine.state.bookmarks.set(channel.id, [...before, bookmark]);
  announceChannel(engine, channel.id);
  return { bookmark: payloadOf(engine, channel.id, bookmark) };
};

function found(call: Call): { channelId: string; bookmark: Bookmark; others: Bookmark[] } {
  const channel = writableChannel(call, "channel_id");
  const all = call.engine.state.bookmarks.get(channel.id) ?? [];
  const bookmark = all.find((each) => each.id === requiredText(call, "bookmark_id"));
  if (!bookmark) throw new SlackRefusal("not_found");
  return { channelId: channel.id, bookmark, others: all.filter((each) => each !== bookmark) };
}

const edit: Method = (call) => {
  const { channelId, bookmark } = found(call);
  if (textArg(call, "link") !== "") bookmark.link = linkArg(call);
  bookmark.title = textArg(call, "title") || bookmark.title;
  bookmark.emoji = textArg(call, "emoji") || bookmark.emoji;
  bookmark.updated = nowSeconds(call.engine);
  announceChannel(call.engine, channelId);
  return { bookmark: payloadOf(call.engine, channelId, bookmark) };
};

const remove: Method = (call) => {
  const { channelId, others } = found(call);
  call.engine.state.bookmarks.set(channelId, others);
  announceChannel(call.engine, channelId);
  return {};
};

const list: Method = (call) => {
  const channel = writableChannel(call, "channel_id");
  const all = call.engine.state.bookmarks.get(channel.id) ?? [];
  return { bookmarks: all.map((each) => payloadOf(call.engine, channel.id, each)) };
};

/** bookmarks.*: links at the head of a channel. */
export const bookmarkMethods: Record<string, Method> = {
  "bookmarks.add": add,
  "bookmarks.edit": edit,
  "bookmarks.list": list,
  "bookmarks.remove": remove,
};
