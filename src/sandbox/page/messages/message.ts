/// <reference lib="dom" />
import type { PageMessage, PageState } from "../../page-state.ts";
import { act } from "../api.ts";
import { drawBlocks } from "../blocks/blocks.ts";
import { emoji } from "../blocks/emoji.ts";
import { mrkdwn, spoken } from "../blocks/mrkdwn.ts";
import { go } from "../place.ts";
import { expectReply } from "../traffic/reply-time.ts";
import { avatar } from "../ui/avatar.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { type MenuEntry, menuButton } from "../ui/menu.ts";
import { dayWords, inZone, msOfTs } from "../ui/time.ts";
import { toast } from "../ui/toast.ts";
import { attachment } from "./attachment.ts";

/** How a message stands among the others. */
export type Standing = {
  /** The one before is of the same person, moments ago: name and face are not said again. */
  follows: boolean;
  inThread: boolean;
};

const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;

/** A message with all one can do with it. */
export function drawMessage(
  message: PageMessage,
  state: PageState,
  standing: Standing,
): HTMLElement {
  const { me } = state;
  const at = msOfTs(message.ts);
  const scene = {
    at: { channel: message.channel, ts: message.ts },
    state,
    values: message.values,
    put: () => {},
  };
  const body: Child[] =
    message.blocks.length > 0
      ? drawBlocks(message.blocks, scene)
      : [message.text ? mrkdwn(message.text, state) : null];
  const time = inZone(at, me.tz, CLOCK);
  const follows = standing.follows && !message.isEphemeral;
  const classes = [
    "message",
    message.isEphemeral ? "ephemeral" : "",
    follows ? "follows" : "",
  ].filter(Boolean);
  return h(
    "article",
    {
      class: classes.join(" "),
      "data-ts": message.ts,
      "data-key": message.ts,
      tabindex: -1,
      "aria-label": `${message.name}, ${time}`,
    },
    follows
      ? h("time", { class: "side-time" }, time)
      : avatar({ id: message.user, name: message.name, isBot: message.isBot || message.bySlack }),
    h(
      "div",
      { class: "message-body" },
      message.isEphemeral
        ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you")
        : null,
      follows
        ? null
        : h(
            "div",
            { class: "by" },
            h("strong", {}, message.name),
            message.isBot ? h("span", { class: "app" }, "APP") : null,
            h(
              "time",
              { title: inZone(at, me.tz, { dateStyle: "full", timeStyle: "short" }) },
              time,
            ),
          ),
      ...body,
      message.isEdited ? h("small", { class: "edited" }, "(edited)") : null,
      ...message.files.map(attachment),
      reactions(message),
      repliesButton(message, state, standing),
    ),
    tools(message, state, standing),
  );
}

function reactions({ reactions: all }: PageMessage): HTMLElement | null {
  if (all.length === 0) return null;
  return h(
    "div",
    { class: "row" },
    ...all.map((each) =>
      h("span", { class: "reaction" }, `${emoji(`:${each.name}:`)} ${each.count}`),
    ),
  );
}

function repliesButton(
  { replies, ts }: PageMessage,
  state: PageState,
  standing: Standing,
): HTMLElement | null {
  if (!replies || standing.inThread) return null;
  const last = msOfTs(replies.lastTs);
  const day = dayWords(last, state.now, state.me.tz);
  const people = replies.users.slice(0, 4).map((id) => {
    const isBot = id === state.bot.id;
    const name = state.people.find((each) => each.id === id)?.name ?? "";
    return avatar({ id, name, isBot });
  });
  return h(
    "button",
    {
      type: "button",
      class: "replies",
      "data-key": `${ts}/replies`,
      onclick: () => go({ thread: ts }),
    },
    ...people,
    h("span", { class: "link" }, replies.count === 1 ? "1 reply" : `${replies.count} replies`),
    h(
      "small",
      {},
      `Last reply ${day === "Today" ? "" : `${day} `}${inZone(last, state.me.tz, CLOCK)}`,
    ),
  );
}

function tools(message: PageMessage, state: PageState, standing: Standing): HTMLElement | null {
  // Slack offers nothing on what it does not keep.
  if (message.isEphemeral) return null;
  const root = message.threadTs ?? message.ts;
  return h(
    "div",
    { class: "tools", role: "group", "aria-label": "Message actions" },
    standing.inThread
      ? null
      : h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": "Reply in thread",
            title: "Reply in thread",
            "data-key": `${message.ts}/reply`,
            onclick: () => go({ thread: root }),
          },
          icon("reply"),
        ),
    menuButton(
      { label: "More actions", class: "icon-button", key: `${message.ts}/more`, end: true },
      [icon("more")],
      () => entries(message, state),
    ),
  );
}

function entries(message: PageMessage, state: PageState): MenuEntry[] {
  const copy = (text: string, said: string) => () =>
    void navigator.clipboard.writeText(text).then(
      () => toast(said),
      () => toast("The browser did not allow to copy."),
    );
  const shortcuts = state.shortcuts.filter((each) => each.type === "message");
  const link = `${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}`;
  return [
    ...(shortcuts.length > 0 ? [state.bot.name] : []),
    ...shortcuts.map((each) => ({
      text: each.name,
      lead: icon("bolt"),
      run() {
        expectReply(each.name);
        void act({
          kind: "messageShortcut",
          callbackId: each.callback_id,
          channel: message.channel,
          ts: message.ts,
        });
      },
    })),
    "Message",
    { text: "Copy text", run: copy(spoken(message.text, state), "Copied.") },
    { text: "Copy link", run: copy(link, "The link is copied.") },
  ];
}
