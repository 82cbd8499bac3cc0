import { type Engine, formatTs } from "./engine/engine.ts";
import { visibleMessages } from "./engine/messages.ts";
import type { Message } from "./engine/state.ts";

/** What each person has read of each channel, for the marks of the sidebar. Kept as long as the process lives. */
export type ReadMarks = {
  /** How many messages of others came since this person looked. */
  unread(channel: string, user: string): number;
  /** The time of the first of them. */
  firstUnread(channel: string, user: string): string | null;
  markRead(channel: string, user: string): void;
};

/** What stands there at the start has been read: a restart makes nothing new. */
export function readMarks(engine: Engine): ReadMarks {
  let start = formatTs(engine.state.lastTs);
  const marks = new Map<string, string>();
  let { state } = engine;

  function unreadMessages(channel: string, user: string): Message[] {
    // After a reset the clock is back: an old mark would hide what comes now.
    if (engine.state !== state) {
      state = engine.state;
      start = formatTs(state.lastTs);
      marks.clear();
    }
    const mark = marks.get(`${user} ${channel}`) ?? start;
    const list = visibleMessages(engine, channel, user);
    const found: Message[] = [];
    // From the end: what is unread is little, what was read may be thousands.
    for (let i = list.length - 1; i >= 0; i -= 1) {
      const message = list[i];
      if (!message || message.ts <= mark) break;
      if (message.user !== user) found.unshift(message);
    }
    return found;
  }

  return {
    unread: (channel, user) => unreadMessages(channel, user).length,
    firstUnread: (channel, user) => unreadMessages(channel, user)[0]?.ts ?? null,
    markRead(channel, user) {
      const last = visibleMessages(engine, channel, user).at(-1);
      if (last) marks.set(`${user} ${channel}`, last.ts);
    },
  };
}
