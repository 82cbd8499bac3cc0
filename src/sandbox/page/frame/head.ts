/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { go, HOME, here } from "../place.ts";
import { byId, drawnOnce, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

const once = drawnOnce();
const DIRECT = "dm";

/** The line above the messages: where one is; for the app, its tabs. */
export function drawHead(state: PageState): void {
  const { channel } = state;
  once([channel, state.bot, here.channel], () => {
    const isApp = channel === null || channel.isIm;
    const tab = (slug: string, name: string) =>
      h(
        "button",
        {
          type: "button",
          class: "tab",
          "aria-current": here.channel === slug ? "page" : null,
          onclick: () => go({ channel: slug }),
        },
        name,
      );
    byId("head").replaceChildren(
      h(
        "h1",
        {},
        isApp ? null : icon(channel.isPrivate ? "lock" : "hash"),
        isApp ? state.bot.name : channel.name,
      ),
      isApp
        ? h(
            "nav",
            { class: "tabs", "aria-label": state.bot.name },
            tab(HOME, "Home"),
            tab(DIRECT, "Messages"),
          )
        : h("span", { class: "topic" }, channel.topic),
      isApp
        ? ""
        : h(
            "small",
            { class: "members", title: "Members" },
            icon("people"),
            String(channel.members),
          ),
    );
    document.title = `${isApp ? state.bot.name : `#${channel.name}`} as ${state.me.name}`;
  });
}
