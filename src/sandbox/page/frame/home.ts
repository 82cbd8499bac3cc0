/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { drawBlocks } from "../blocks/blocks.ts";
import { byId, drawnOnce, h } from "../ui/dom.ts";

const once = drawnOnce();

/** The app's home tab. What has the focus keeps it when the app publishes anew. */
export function drawHome(state: PageState, arrived: boolean): void {
  const view = state.home;
  const list = byId("list");
  once([state.me.id, view?.hash, arrived || list.querySelector(".home") === null], () => {
    const focused = document.activeElement?.getAttribute("data-key");
    const top = arrived ? 0 : list.scrollTop;
    list.replaceChildren(
      h(
        "div",
        { class: "home" },
        ...(view
          ? drawBlocks(view.blocks, {
              at: { viewId: view.id },
              state,
              values: view.values,
              put: () => {},
            })
          : [
              h(
                "p",
                { class: "empty" },
                `${state.bot.name} has put nothing on its home tab for ${state.me.name} yet.`,
              ),
            ]),
      ),
    );
    list.scrollTop = top;
    if (focused) list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  });
}
