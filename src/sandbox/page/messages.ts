/// <reference lib="dom" />
import type { PageMessage, PageState } from "../page-state.ts";
import { act, place } from "./api.ts";
import { drawBlocks } from "./blocks.ts";
import { byId, type Child, h } from "./dom.ts";
import { emoji } from "./emoji.ts";
import { mrkdwn } from "./mrkdwn.ts";

/** What was drawn for each message: as long as it says the same, it is left alone and keeps its focus and page. */
const drawn = new Map<string, { json: string; node: HTMLElement }>();

/** Draws the messages of the channel, replies under what they answer. */
export function drawMessages(state: PageState, replyTo: (ts: string | null) => void): void {
  const list = byId("list");
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const top = state.messages.filter((each) => !each.threadTs || each.threadTs === each.ts);
  const inThread = (ts: string) =>
    state.messages.filter((each) => each.threadTs === ts && each.ts !== ts);
  const orphans = state.messages.filter(
    (each) => each.threadTs && !state.messages.some((other) => other.ts === each.threadTs),
  );
  const shown = new Set<string>();
  const nodes: HTMLElement[] = [];
  let day = "";
  for (const message of [...top, ...orphans].sort((a, b) => Number(a.ts) - Number(b.ts))) {
    const date = time(message.ts, state.me.tz, { weekday: "long", day: "numeric", month: "long" });
    if (date !== day) nodes.push(h("h2", { class: "day" }, date));
    day = date;
    nodes.push(messageNode(message, state, replyTo, shown));
    const replies = inThread(message.ts);
    if (replies.length > 0)
      nodes.push(
        h(
          "div",
          { class: "thread", "aria-label": "Replies" },
          ...replies.map((each) => messageNode(each, state, replyTo, shown)),
        ),
      );
  }
  for (const key of drawn.keys()) if (!shown.has(key)) drawn.delete(key);
  if (nodes.length === 0)
    nodes.push(
      h("p", { class: "empty" }, "Nothing here yet. Type a message, or a command like /deal help."),
    );
  list.replaceChildren(...nodes);
  if (wasAtEnd) list.scrollTop = list.scrollHeight;
}

function messageNode(
  message: PageMessage,
  state: PageState,
  replyTo: (ts: string | null) => void,
  shown: Set<string>,
): HTMLElement {
  const key = `${state.me.id}:${message.channel}:${message.ts}`;
  const json = JSON.stringify(message);
  shown.add(key);
  const before = drawn.get(key);
  if (before?.json === json) return before.node;
  const node = draw(message, state, replyTo);
  drawn.set(key, { json, node });
  return node;
}

function draw(
  message: PageMessage,
  state: PageState,
  replyTo: (ts: string | null) => void,
): HTMLElement {
  const initials = message.name
    .split(" ")
    .map((each) => each[0] ?? "")
    .join("")
    .slice(0, 2);
  const scene = {
    at: { channel: message.channel, ts: message.ts },
    state,
    values: message.values,
    errors: {},
    put: () => {},
  };
  const body: Child[] =
    message.blocks.length > 0
      ? drawBlocks(message.blocks, scene)
      : [message.text ? mrkdwn(message.text, state) : null];
  const shortcuts = state.shortcuts.filter((each) => each.type === "message");
  const use = (callbackId: string) => () =>
    void act({ kind: "messageShortcut", callbackId, channel: message.channel, ts: message.ts });
  const tools = message.isEphemeral
    ? null
    : h(
        "div",
        { class: "tools" },
        h(
          "button",
          { type: "button", onclick: () => replyTo(message.threadTs ?? message.ts) },
          "Reply",
        ),
        ...shortcuts.map((each) =>
          h("button", { type: "button", onclick: use(each.callback_id) }, each.name),
        ),
      );
  return h(
    "article",
    { class: message.isEphemeral ? "message ephemeral" : "message" },
    h("div", { class: message.isBot ? "avatar bot" : "avatar", "aria-hidden": "true" }, initials),
    h(
      "div",
      { class: "grow" },
      message.isEphemeral ? h("div", { class: "only-you" }, "Only visible to you") : null,
      h(
        "div",
        { class: "by" },
        h("strong", {}, message.name),
        message.isBot ? h("span", { class: "app" }, "APP") : null,
        h("time", {}, time(message.ts, state.me.tz, { hour: "2-digit", minute: "2-digit" })),
        message.isEdited ? h("small", {}, "(edited)") : null,
      ),
      ...body,
      ...message.files.map((file) =>
        h(
          "a",
          { class: "file", href: `/sandbox/files/${file.id}`, download: file.name },
          `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} kB`,
        ),
      ),
      message.reactions.length > 0
        ? h(
            "div",
            { class: "row" },
            ...message.reactions.map((each) =>
              h("span", { class: "reaction" }, `${emoji(`:${each.name}:`)} ${each.count}`),
            ),
          )
        : null,
      tools,
    ),
  );
}

function time(ts: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(
    new Date(Number(ts) * 1000),
  );
}

/** Where a reply goes, for the composer. */
export function threadWords(state: PageState): string {
  const parent = state.messages.find((each) => each.ts === place.thread);
  return parent ? `Reply to ${parent.name}` : "";
}
