/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { loadCompletions } from "../api.ts";
import { h } from "../ui/dom.ts";
import { listbox } from "../ui/listbox.ts";
import { type Candidates, candidates } from "./candidates.ts";

/** The list above a field that completes what is typed. */
export type Completion = {
  element: HTMLElement;
  /** Whether it took the key; otherwise the key is the field's. */
  takes(event: KeyboardEvent): boolean;
  /** Looks again at what stands before the cursor. */
  update(): Promise<void>;
  close(): void;
};

/** Makes the list for a field; `put` replaces the text from a place to the cursor. */
export function completionFor(
  field: HTMLTextAreaElement,
  stateNow: () => PageState,
  put: (from: number, value: string) => void,
): Completion {
  const usage = h("div", { class: "usage" });
  const list = listbox(field, { label: "Suggestions", pick: (choice) => pick(choice.value) });
  const element = h("div", { class: "completion", hidden: true }, usage, list.element);
  let shown: Candidates | null = null;
  let hasWalked = false;
  let asked = 0;

  const isOpen = () => !element.hidden && (shown?.choices.length ?? 0) > 0;
  function close(): void {
    asked += 1;
    element.hidden = true;
    shown = null;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function pick(value: string): void {
    if (shown) put(shown.from, value);
    void update();
  }
  async function update(): Promise<void> {
    asked += 1;
    const mine = asked;
    const text = field.value.slice(0, field.selectionStart);
    const found = text
      ? await candidates(text, stateNow(), await loadCompletions(), () => mine !== asked)
      : null;
    // Somebody typed on meanwhile.
    if (mine !== asked) return;
    if (!found || (found.choices.length === 0 && !found.usage)) return close();
    shown = found;
    hasWalked = false;
    usage.textContent = found.usage ?? "";
    usage.hidden = !found.usage;
    list.element.hidden = found.choices.length === 0;
    element.hidden = false;
    field.setAttribute("aria-expanded", "true");
    list.show(found.choices, "", found.isEager);
  }

  return {
    element,
    update,
    close,
    takes(event) {
      if (event.key === "Escape" && !element.hidden) {
        close();
        return true;
      }
      if (!isOpen()) return false;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by !== undefined) {
        hasWalked = true;
        list.move(by);
        return true;
      }
      const active = list.active() ?? (event.key === "Tab" ? shown?.choices[0] : null);
      const isPick =
        event.key === "Tab"
          ? !event.shiftKey
          : event.key === "Enter" && (hasWalked || shown?.isEager);
      if (!active || !isPick || !shown) return false;
      // Already written out: Enter sends it.
      const typed = field.value.slice(shown.from, field.selectionStart);
      if (event.key === "Enter" && typed.trim() === active.value.trim()) return false;
      pick(active.value);
      return true;
    },
  };
}
