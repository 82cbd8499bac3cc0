/// <reference lib="dom" />
import { type Child, h } from "./dom.ts";

/** One entry of a list one picks from. */
export type Choice = {
  value: string;
  text: string;
  note?: string | undefined;
  group?: string | undefined;
  lead?: Child;
  isHeld?: boolean;
};

/** A list whose active entry is moved by the keys of the field it belongs to, which keeps the focus. */
export type Listbox = {
  element: HTMLElement;
  /** Without `isEager` nothing is active until somebody walks to it. */
  show(choices: readonly Choice[], none: string, isEager?: boolean): void;
  move(by: number): void;
  active(): Choice | null;
};

let made = 0;

/** Makes a list for a field; `pick` is told of a press on an entry. */
export function listbox(
  field: HTMLElement,
  options: { label: string; isMany?: boolean; pick(choice: Choice): void },
): Listbox {
  made += 1;
  const id = `list-${made}`;
  const element = h("div", {
    class: "listbox",
    role: "listbox",
    id,
    "aria-label": options.label,
    "aria-multiselectable": options.isMany ? "true" : null,
  });
  field.setAttribute("aria-controls", id);
  let shown: readonly Choice[] = [];
  let rows: HTMLElement[] = [];
  let at = 0;

  const mark = () => {
    for (const [index, row] of rows.entries()) row.classList.toggle("active", index === at);
    const row = rows[at];
    if (row) field.setAttribute("aria-activedescendant", row.id);
    else field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  };

  return {
    element,
    show(choices, none, isEager = true) {
      const before = shown[at]?.value;
      shown = choices;
      rows = choices.map((choice, index) =>
        h(
          "div",
          {
            role: "option",
            id: `${id}-${index}`,
            "aria-selected": String(choice.isHeld ?? false),
            // The field keeps the focus, and with it what is typed.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => options.pick(choice),
          },
          options.isMany ? h("span", { class: "tick-box", "aria-hidden": "true" }) : null,
          choice.lead,
          h("span", { class: "choice-text" }, choice.text),
          choice.note ? h("small", {}, choice.note) : null,
        ),
      );
      const stayed = choices.findIndex((each) => each.value === before);
      const held = choices.findIndex((each) => each.isHeld);
      at = stayed >= 0 ? stayed : Math.max(isEager ? 0 : -1, options.isMany ? -1 : held);
      let group = "";
      const nodes = rows.flatMap((row, index): Node[] => {
        const of = choices[index]?.group ?? "";
        const isNew = of !== group;
        group = of;
        return isNew && of ? [h("div", { class: "menu-title" }, of), row] : [row];
      });
      element.replaceChildren(
        ...(nodes.length > 0 ? nodes : [h("p", { class: "none", role: "presentation" }, none)]),
      );
      mark();
    },
    move(by) {
      if (rows.length === 0) return;
      const from = at < 0 && by < 0 ? 0 : at;
      at = (from + by + rows.length) % rows.length;
      mark();
    },
    active: () => shown[at] ?? null,
  };
}
