/// <reference lib="dom" />
import { type Child, h } from "./dom.ts";
import { openPopover } from "./popover.ts";

/** One entry of a menu; a string is a heading above those that follow. */
export type MenuEntry =
  | string
  | { text: string; note?: string | undefined; lead?: Child; run(): void };

/** Opens a menu beside its button. Arrow keys walk, Enter takes, Escape closes and gives the focus back. */
export function openMenu(
  anchor: HTMLElement,
  label: string,
  entries: readonly MenuEntry[],
  where: { above?: boolean; end?: boolean } = {},
): void {
  const menu = h("div", { class: "menu-list", role: "menu", "aria-label": label });
  const popover = openPopover(anchor, menu, {
    ...where,
    onclose() {
      anchor.setAttribute("aria-expanded", "false");
      if (!document.activeElement || document.activeElement === document.body) anchor.focus();
    },
  });
  menu.append(
    ...entries.map((entry) =>
      typeof entry === "string"
        ? h("div", { class: "menu-title", role: "presentation" }, entry)
        : h(
            "button",
            {
              type: "button",
              role: "menuitem",
              tabindex: -1,
              onclick: () => {
                popover.close();
                entry.run();
              },
            },
            entry.lead,
            h("span", { class: "grow" }, entry.text),
            entry.note ? h("small", {}, entry.note) : null,
          ),
    ),
  );
  anchor.setAttribute("aria-expanded", "true");
  // Its size is known only now.
  window.dispatchEvent(new Event("resize"));
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  items[0]?.focus();
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Tab") popover.close();
    if (to === undefined) return;
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  });
}

/** The button that opens a menu. */
export function menuButton(
  props: { label: string; class: string; key?: string; above?: boolean; end?: boolean },
  content: Child[],
  entries: () => readonly MenuEntry[],
): HTMLButtonElement {
  const { label, above, end } = props;
  const button = h(
    "button",
    {
      type: "button",
      class: props.class,
      "aria-label": label,
      title: label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-key": props.key,
      onclick: () =>
        openMenu(button, label, entries(), { above: above ?? false, end: end ?? false }),
    },
    ...content,
  );
  return button;
}
