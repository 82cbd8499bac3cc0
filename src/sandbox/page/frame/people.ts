/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { go } from "../place.ts";
import { avatar } from "../ui/avatar.ts";
import { byId, drawnOnce, h } from "../ui/dom.ts";

const once = drawnOnce();

/** Everybody one can be, with what they do and what waits for them. One press and the page is theirs. */
export function drawPeople(state: PageState): void {
  once([state.people, state.me.id], () => {
    const focused = document.activeElement?.getAttribute("data-key");
    byId("people").replaceChildren(
      h(
        "h2",
        {},
        "Act as ",
        h("kbd", { title: "The next person; with Shift the one before" }, "Alt P"),
      ),
      ...state.people.map((each) =>
        h(
          "button",
          {
            type: "button",
            class: "person",
            title: `${each.name}, ${each.title}, ${each.tz}`,
            "aria-pressed": String(each.id === state.me.id),
            "data-key": `person/${each.id}`,
            onclick: () => go({ as: each.handle }),
          },
          avatar(each),
          h(
            "span",
            { class: "person-words" },
            h("span", { class: "person-name" }, each.name),
            h("small", {}, each.title),
          ),
          each.unread > 0
            ? h(
                "span",
                { class: "badge", "aria-label": `${each.unread} unread` },
                countWords(each.unread),
              )
            : null,
        ),
      ),
    );
    if (focused?.startsWith("person/"))
      document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  });
}

/** "99+" is enough to know. */
export function countWords(count: number): string {
  return count > 99 ? "99+" : String(count);
}

/** The person before or after this one, for the keyboard. */
export function stepPerson(state: PageState, by: number): void {
  const at = state.people.findIndex((each) => each.id === state.me.id);
  const next = state.people[(at + by + state.people.length) % state.people.length];
  if (next) go({ as: next.handle });
}
