/// <reference lib="dom" />
import { act } from "../api.ts";
import { plain } from "../blocks/mrkdwn.ts";
import { isConfirmed } from "../dialogs/confirm.ts";
import { expectReply } from "../traffic/reply-time.ts";
import { h, safeUrl } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { menuButton } from "../ui/menu.ts";
import type { Control } from "./element.ts";

/** A button; while its act is under way it cannot be pressed again. */
export function button({ element, spot, actionId, named }: Control<"button">): HTMLElement {
  const words = plain(element.text.text);
  const press = async () => {
    const url = element.url ? safeUrl(element.url) : null;
    if (url) window.open(url, "_blank", "noopener");
    if (!(await isConfirmed(element))) return;
    expectReply(words);
    made.setAttribute("aria-busy", "true");
    await act({ kind: "act", at: spot.at, blockId: spot.blockId, actionId, raw: null });
    made.removeAttribute("aria-busy");
  };
  const made = h(
    "button",
    {
      type: "button",
      class: `button ${element.style ?? ""}`,
      "aria-label": element.accessibility_label,
      "data-key": named["data-key"],
      onclick: () => {
        if (!made.hasAttribute("aria-busy")) void press();
      },
    },
    words,
  );
  return made;
}

/** The "…" menu. An entry may also lead to an address. */
export function overflow({ element, named, put }: Control<"overflow">): HTMLElement {
  return menuButton(
    { label: "More actions", class: "button overflow", key: named["data-key"] ?? "", end: true },
    [icon("more")],
    () =>
      element.options.map((each) => ({
        text: plain(each.text.text),
        note: each.description ? plain(each.description.text) : undefined,
        run() {
          const url = each.url ? safeUrl(each.url) : null;
          if (url) window.open(url, "_blank", "noopener");
          void put(each.value);
        },
      })),
  );
}
