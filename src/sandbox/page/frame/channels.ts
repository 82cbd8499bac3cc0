/// <reference lib="dom" />
import type { PageChannel, PageState } from "../../page-state.ts";
import { go, HOME, here } from "../place.ts";
import { avatar } from "../ui/avatar.ts";
import { byId, drawnOnce, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { countWords } from "./people.ts";

const once = drawnOnce();

/** The sidebar: channels, the app and its home tab, with what is new in each. */
export function drawChannels(state: PageState): void {
  once([state.channels, state.me, here.channel], () => {
    const focused = document.activeElement?.getAttribute("data-key");
    const own = state.channels.filter((each) => !each.isIm);
    const direct = state.channels.filter((each) => each.isIm);
    byId("side").replaceChildren(
      h(
        "div",
        { class: "me" },
        avatar(state.me),
        h("div", {}, h("strong", {}, state.me.name), h("small", {}, state.me.title)),
      ),
      h("h2", {}, "Channels"),
      ...own.map((each) =>
        entry(each.slug, each.name, icon(each.isPrivate ? "lock" : "hash"), each),
      ),
      h("h2", {}, "Apps"),
      ...direct.map((each) => entry(each.slug, each.name, avatar({ ...each, isBot: true }), each)),
      entry(HOME, `${state.bot.name} Home`, icon("home"), null),
    );
    if (focused?.startsWith("channel/"))
      document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  });
}

function entry(slug: string, name: string, lead: Node, channel: PageChannel | null): HTMLElement {
  const unread = channel?.unread ?? 0;
  return h(
    "button",
    {
      type: "button",
      class: unread > 0 ? "channel unread" : "channel",
      "aria-current": here.channel === slug ? "page" : null,
      "data-key": `channel/${slug}`,
      onclick: () => go({ channel: slug }),
    },
    lead,
    h("span", { class: "grow" }, name),
    unread > 0
      ? h(
          "span",
          { class: channel?.isIm ? "badge" : "badge quiet", "aria-label": `${unread} unread` },
          countWords(unread),
        )
      : null,
  );
}

/** The channel above or below this one, for the keyboard; with `unread`, the next one with news. */
export function stepChannel(state: PageState, by: number, unread = false): void {
  const own = state.channels.filter((each) => !each.isIm);
  const direct = state.channels.filter((each) => each.isIm);
  const slugs = [...own, ...direct]
    .filter((each) => !unread || each.unread > 0 || each.slug === here.channel)
    .map((each) => each.slug);
  const all = unread ? slugs : [...slugs, HOME];
  const next = all[(all.indexOf(here.channel) + by + all.length) % all.length];
  if (next) go({ channel: next });
}
