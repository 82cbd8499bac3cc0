/// <reference lib="dom" />
import type { Interactive } from "../../blocks/elements.ts";
import type { Option } from "../../blocks/objects.ts";
import type { PageState } from "../../page-state.ts";
import { plain } from "../blocks/mrkdwn.ts";
import { avatar } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Choice } from "../ui/listbox.ts";
import { openChooser } from "./chooser.ts";
import type { Control } from "./element.ts";
import { asker } from "./suggestions.ts";

type Kind = Exclude<
  Interactive["type"],
  | "button"
  | "overflow"
  | "radio_buttons"
  | "checkboxes"
  | "datepicker"
  | "timepicker"
  | "datetimepicker"
  | "plain_text_input"
  | "rich_text_input"
  | "email_text_input"
  | "url_text_input"
  | "number_input"
  | "file_input"
>;
type Held = { value: string; text: string };

/** Any select menu: a button that says what is chosen and opens a list to search and pick from. */
export function picker(control: Control<Kind>, held: readonly Held[]): HTMLElement {
  const { element, spot, named, put } = control;
  const isMany = element.type.startsWith("multi_");
  const most =
    "max_selected_items" in element ? (element.max_selected_items ?? Infinity) : Infinity;
  const all = choicesOf(element, spot.state);
  const isExternal = element.type === "external_select" || element.type === "multi_external_select";
  const nameOf = (value: string, text: string) =>
    all.find((each) => each.value === value)?.text ?? plain(text);
  let chosen: Held[] = held.map(({ value, text }) => ({ value, text: nameOf(value, text) }));
  const placeholder = control.placeholder || placeholderOf(element.type);

  const says = h("span", { class: "grow chosen" });
  const id = `picker-${spot.blockId}-${control.actionId}-${Math.random().toString(36).slice(2, 7)}`;
  const trigger = h(
    "button",
    {
      ...named,
      type: "button",
      id,
      class: "picker",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-labelledby": spot.labelledBy ? `${spot.labelledBy} ${id}` : null,
      "aria-label": spot.labelledBy ? null : placeholder,
      onclick: () => open(),
      onkeydown: (event) => {
        if (!["ArrowDown", "ArrowUp"].includes((event as KeyboardEvent).key)) return;
        event.preventDefault();
        open();
      },
    },
    says,
    icon("down"),
  );
  const clear = h(
    "button",
    {
      type: "button",
      class: "icon-button clear",
      "aria-label": "Clear",
      title: "Clear",
      onclick: () => {
        set([]);
        trigger.focus();
      },
    },
    icon("close"),
  );

  function show(): void {
    says.textContent = chosen.map((each) => each.text).join(", ") || placeholder;
    says.classList.toggle("unset", chosen.length === 0);
    clear.hidden = chosen.length === 0 || !spot.waits || !spot.isOptional;
  }
  function set(next: Held[]): void {
    chosen = next;
    show();
    void put(isMany ? next.map((each) => each.value) : (next[0]?.value ?? null));
  }
  function open(): void {
    const before = chosen;
    openChooser(trigger, {
      label: placeholder,
      isMany,
      find: isExternal
        ? asker(control, element)
        : async (query) => ({ choices: matching(all, query) }),
      isSearched: isExternal || all.length > 8,
      isHeld: (value) => chosen.some((each) => each.value === value),
      pick({ value, text }) {
        if (!isMany) return set([{ value, text }]);
        const without = chosen.filter((each) => each.value !== value);
        chosen =
          without.length < chosen.length ? without : [...chosen, { value, text }].slice(0, most);
        show();
        if (spot.waits) set(chosen);
      },
      onclose() {
        // Outside of a modal Slack sends the whole choice when the list closes.
        if (isMany && !spot.waits && before !== chosen) set(chosen);
      },
    });
  }
  show();
  return h("div", { class: "picker-box" }, trigger, clear);
}

function matching(all: readonly Choice[], query: string): Choice[] {
  const words = query.toLowerCase().split(/\s+/);
  return all.filter((each) => {
    const text = `${each.text} ${each.note ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function placeholderOf(type: Kind): string {
  if (type.includes("users")) return "Choose a person";
  if (type.includes("channels") || type.includes("conversations")) return "Choose a channel";
  return "Choose";
}

function choicesOf(element: Control<Kind>["element"], state: PageState): Choice[] {
  switch (element.type) {
    case "static_select":
    case "multi_static_select":
      return [
        ...(element.options ?? []).map((each) => choiceOf(each)),
        ...(element.option_groups ?? []).flatMap((group) =>
          group.options.map((each) => choiceOf(each, plain(group.label.text))),
        ),
      ];
    case "users_select":
    case "multi_users_select":
      return state.people.map((each) => ({
        value: each.id,
        text: each.name,
        note: each.title,
        lead: avatar(each),
      }));
    case "external_select":
    case "multi_external_select":
      return [];
    default:
      return state.channels
        .filter((each) => !each.isIm || element.type.includes("conversations"))
        .map((each) => ({ value: each.id, text: each.isIm ? each.name : `#${each.name}` }));
  }
}

/** An option of the app as an entry of a list. */
export function choiceOf(option: Option, group?: string): Choice {
  return {
    value: option.value,
    text: plain(option.text.text),
    note: option.description ? plain(option.description.text) : undefined,
    group,
  };
}
