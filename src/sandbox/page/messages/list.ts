/// <reference lib="dom" />
import type { PageMessage, PageState } from "../../page-state.ts";
import { spoken } from "../blocks/mrkdwn.ts";
import { replyShown } from "../traffic/reply-time.ts";
import { h, setChildren, swap } from "../ui/dom.ts";
import { dayWords, msOfTs } from "../ui/time.ts";
import { announce } from "../ui/toast.ts";
import { drawMessage, type Standing } from "./message.ts";

/** A list of messages that draws only what changed. */
export type MessageList = {
  draw(of: Listed): void;
  /** The node of a message, if it is drawn. */
  find(ts: string): HTMLElement | null;
};

/** What is to be listed. `place` names it: another place is another list. */
export type Listed = {
  place: string;
  messages: readonly PageMessage[];
  state: PageState;
  inThread: boolean;
  firstUnread?: string | null;
  /** Shown before the first message. */
  before?: HTMLElement | null;
};

const MOMENTS_MS = 5 * 60_000;
const NEAR_END = 80;

/** Makes the list of messages of a pane. */
export function messageList(box: HTMLElement): MessageList {
  /** As long as a message says the same, its node is left alone and keeps its focus, its page and its open menu. */
  let drawn = new Map<string, { json: string; node: HTMLElement }>();
  let days = new Map<string, HTMLElement>();
  let place = "";
  let isAtEnd = true;
  const inner = h("div", { class: "list-inner" });
  const divider = h("div", { class: "new-line", role: "separator" }, h("span", {}, "New"));
  // Reached by Tab, so that the arrow keys can walk through it.
  box.tabIndex = 0;
  walkWithArrows(box);
  box.addEventListener("scroll", () => {
    isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
  });
  const toEnd = () => {
    box.scrollTop = box.scrollHeight;
    isAtEnd = true;
  };
  // Pictures come late and charts take their width late: whoever is at the end stays there.
  new ResizeObserver(() => {
    if (isAtEnd && inner.isConnected) toEnd();
  }).observe(inner);

  function nodeOf(message: PageMessage, state: PageState, standing: Standing): HTMLElement {
    const json = JSON.stringify([message, standing]);
    const before = drawn.get(message.ts);
    if (before?.json === json) return before.node;
    const node = drawMessage(message, state, standing);
    if (before) swap(before.node, node);
    drawn.set(message.ts, { json, node });
    return node;
  }

  return {
    find: (ts) => drawn.get(ts)?.node ?? null,
    draw({ place: next, messages, state, inThread, firstUnread, before }) {
      const isNewPlace = next !== place;
      if (inner.parentNode !== box) box.replaceChildren(inner);
      if (isNewPlace) {
        drawn = new Map();
        days = new Map();
        place = next;
      }
      const known = new Map([...drawn].map(([ts, { json }]) => [ts, json]));
      const nodes: HTMLElement[] = before ? [before] : [];
      let previous: PageMessage | null = null;
      let day = "";
      for (const message of messages) {
        const today = dayWords(msOfTs(message.ts), state.now, state.me.tz);
        if (today !== day && !inThread) nodes.push(dayNode(days, today));
        if (message.ts === firstUnread) nodes.push(divider);
        const follows =
          today === day && message.ts !== firstUnread && isSoonAfter(previous, message);
        day = today;
        nodes.push(nodeOf(message, state, { follows, inThread }));
        previous = message;
      }
      const shown = new Set(messages.map((each) => each.ts));
      for (const ts of drawn.keys()) if (!shown.has(ts)) drawn.delete(ts);
      setChildren(inner, nodes);
      if (isNewPlace || isAtEnd || hasWritten(messages, known)) toEnd();
      if (!isNewPlace) tellNews(messages, state, (ts) => known.get(ts) !== drawn.get(ts)?.json);
    },
  };
}

function dayNode(days: Map<string, HTMLElement>, words: string): HTMLElement {
  const node = days.get(words) ?? h("h2", { class: "day" }, h("span", {}, words));
  days.set(words, node);
  return node;
}

function isSoonAfter(previous: PageMessage | null, message: PageMessage): boolean {
  return (
    previous !== null &&
    !previous.isEphemeral &&
    previous.user === message.user &&
    !previous.replies &&
    msOfTs(message.ts) - msOfTs(previous.ts) < MOMENTS_MS
  );
}

/** Whoever writes wants to see it stand there. */
function hasWritten(messages: readonly PageMessage[], known: ReadonlyMap<string, string>): boolean {
  const last = messages.at(-1);
  return last ? last.isMine && !known.has(last.ts) : false;
}

function tellNews(
  messages: readonly PageMessage[],
  state: PageState,
  isChanged: (ts: string) => boolean,
): void {
  const news = messages.filter((each) => !each.isMine && isChanged(each.ts));
  const last = news.at(-1);
  if (!last) return;
  replyShown();
  announce(`${last.name}: ${spoken(last.text, state)}`);
}

/** Up and down walk from message to message; Tab goes into the one that has the focus. */
function walkWithArrows(box: HTMLElement): void {
  box.addEventListener("focus", (event) => {
    if (event.target === box) box.querySelector<HTMLElement>(".message:last-of-type")?.focus();
  });
  box.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches(".message")) return;
    const all = [...box.querySelectorAll<HTMLElement>(".message")];
    const at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  });
}
