/// <reference lib="dom" />
import { h } from "../ui/dom.ts";
import { type Choice, listbox } from "../ui/listbox.ts";
import { openPopover } from "../ui/popover.ts";

/** What a search found; `none` is said when that is nothing. */
export type Found = { choices: readonly Choice[]; none?: string };

/** How a list is searched and what becomes of a pick. */
export type Choosing = {
  label: string;
  isMany: boolean;
  find(query: string): Promise<Found>;
  /** Whether the field one searches in is shown; without it typing filters all the same. */
  isSearched: boolean;
  isHeld(value: string): boolean;
  pick(choice: Choice): void;
  onclose?(): void;
};

/** Opens a list beside its trigger. Typing searches, arrows walk, Enter takes, Escape and Tab close. */
export function openChooser(trigger: HTMLElement, of: Choosing): void {
  const field = h("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-label": `Search: ${of.label}`,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search",
    class: of.isSearched ? "search" : "unseen",
  });
  const list = listbox(field, {
    label: of.label,
    isMany: of.isMany,
    pick(choice) {
      of.pick(choice);
      if (!of.isMany) popover.close();
      else show(last);
    },
  });
  let last: Found = { choices: [] };
  let asked = 0;
  let searching: Promise<void> = Promise.resolve();
  const show = (found: Found) => {
    last = found;
    list.show(
      found.choices.map((each) => ({ ...each, isHeld: of.isHeld(each.value) })),
      found.none ?? "Nothing fits.",
    );
    // Its height changed: it may need to stand elsewhere.
    window.dispatchEvent(new Event("resize"));
  };
  const search = async () => {
    asked += 1;
    const mine = asked;
    const found = await of.find(field.value.trim());
    if (mine === asked) show(found);
  };
  const box = h("div", { class: "chooser" }, field, list.element);
  box.style.minWidth = `${trigger.offsetWidth}px`;
  const popover = openPopover(trigger, box, {
    onclose() {
      trigger.setAttribute("aria-expanded", "false");
      if (!document.activeElement || document.activeElement === document.body) trigger.focus();
      of.onclose?.();
    },
  });
  trigger.setAttribute("aria-expanded", "true");
  /** Whoever types and takes at once means what the typing will find, not what still stands there. */
  const take = async () => {
    await searching;
    const active = list.active();
    if (!active || !box.isConnected) return;
    of.pick(active);
    if (of.isMany) return show(last);
    trigger.focus();
    popover.close();
  };
  field.addEventListener("input", () => {
    searching = search();
  });
  field.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined) list.move(by);
    else if (event.key === "Enter") void take();
    else if (event.key === "Tab") {
      trigger.focus();
      popover.close();
      return;
    } else return;
    event.preventDefault();
  });
  field.focus();
  searching = search();
}
