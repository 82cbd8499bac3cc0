/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { type Composer, composer } from "../composer/composer.ts";
import { messageList } from "../messages/list.ts";
import { go } from "../place.ts";
import { byId, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

/** The pane beside the channel with one thread and a place to answer. */
export function threadPane(): { draw(state: PageState): void; composer: Composer } {
  const pane = byId("thread");
  const list = h("div", {
    class: "list",
    tabindex: 0,
    role: "region",
    "aria-label": "Thread messages",
  });
  const form = h("form", { class: "composer" });
  const where = h("small", { class: "grow" });
  pane.append(
    h(
      "div",
      { class: "pane-head" },
      h("h2", {}, "Thread"),
      where,
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close thread",
          onclick: () => go({ thread: null }),
        },
        icon("close"),
      ),
    ),
    list,
    form,
  );
  const messages = messageList(list);
  const answer = composer(form, true);
  let open = "";
  return {
    composer: answer,
    draw(state) {
      const [root] = state.thread;
      pane.hidden = !root;
      document.body.classList.toggle("threading", root !== undefined);
      if (!root) {
        open = "";
        return;
      }
      const place = `${state.me.id} ${root.channel} ${root.ts}`;
      where.textContent = state.channel?.isIm ? state.bot.name : `#${state.channel?.name}`;
      messages.draw({ place, messages: state.thread, state, inThread: true });
      answer.draw(state);
      if (open !== place) answer.focus();
      open = place;
    },
  };
}
