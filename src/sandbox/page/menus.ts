/// <reference lib="dom" />
import type { ElementRef } from "../interactions/block-actions.ts";
import type { Raw } from "../interactions/fill.ts";
import { act } from "./api.ts";
import { h, type Props } from "./dom.ts";
import { plain } from "./mrkdwn.ts";

/** One entry of a menu. */
export type Found = { text: string; value: string; group: string };

/** A menu of which several are taken: a list of boxes that opens and closes. */
export function manyMenu(
  label: string,
  options: readonly Found[],
  held: readonly string[],
  props: Props,
  put: (raw: Raw) => Promise<void>,
): HTMLElement {
  const summary = h("summary", props);
  const boxes = options.map((each) =>
    h("input", { type: "checkbox", value: each.value, checked: held.includes(each.value) }),
  );
  const say = () => {
    const names = options.filter((_, index) => boxes[index]?.checked).map((each) => each.text);
    summary.textContent = names.join(", ") || label || "Choose";
  };
  const list = h(
    "div",
    { class: "options" },
    ...options.map((each, index) => h("label", {}, boxes[index], h("span", {}, each.text))),
  );
  list.addEventListener("change", () => {
    say();
    void put(boxes.filter((box) => box.checked).map((box) => box.value));
  });
  say();
  return h("details", { class: "many" }, summary, list);
}

/** Waits for a pause in typing before the app is asked. */
const PAUSE_MS = 150;

/** A menu whose entries come from the app as one types. */
export function externalMenu(
  of: { ref: ElementRef; label: string; least: number; isMany: boolean; held: readonly Found[] },
  props: Props,
  put: (raw: Raw) => Promise<void>,
): HTMLElement {
  let taken = [...of.held];
  let timer = 0;
  const names = () => taken.map((each) => each.text).join(", ");
  const list = h("div", { class: "options", role: "listbox", hidden: true });
  const input = h("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    autocomplete: "off",
    placeholder: of.label || "Type to search",
    value: names(),
    ...props,
  });
  const show = (isOpen: boolean) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
  };
  const take = (each: Found) => {
    taken = of.isMany ? [...taken.filter((other) => other.value !== each.value), each] : [each];
    input.value = names();
    show(false);
    void put(of.isMany ? taken.map((other) => other.value) : each.value);
  };
  const ask = async () => {
    const query = input.value === names() ? "" : (input.value.split(",").at(-1)?.trim() ?? "");
    if (query.length < of.least) return show(false);
    const answer = await act({ kind: "suggest", ...of.ref, query });
    const options = entries(answer);
    list.replaceChildren(
      ...options.map((each) =>
        h(
          "button",
          { type: "button", role: "option", onclick: () => take(each) },
          each.group ? `${each.group}: ${each.text}` : each.text,
        ),
      ),
      options.length === 0 ? h("p", {}, "No results") : "",
    );
    show(true);
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  };
  input.addEventListener("input", () => {
    if (input.value === "") {
      taken = [];
      void put(of.isMany ? [] : null);
    }
    later();
  });
  input.addEventListener("focus", later);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      show(false);
      event.stopPropagation();
    } else if (event.key === "ArrowDown") list.querySelector("button")?.focus();
    else if (event.key === "Enter" && !list.hidden) {
      list.querySelector("button")?.click();
      event.preventDefault();
    }
  });
  const box = h("div", { class: "external" }, input, list);
  box.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !box.contains(event.relatedTarget)) show(false);
  });
  return box;
}

/** The entries of an answer to a suggestion, as the engine sends it. */
function entries(answer: Record<string, unknown>): Found[] {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const text = (value: unknown): string =>
    String(Reflect.get(Object(Reflect.get(Object(value), "text")), "text") ?? "");
  const entry = (each: unknown, group: string): Found => ({
    text: plain(text(each)),
    value: String(Reflect.get(Object(each), "value")),
    group,
  });
  return [
    ...list(answer.options).map((each) => entry(each, "")),
    ...list(answer.groups).flatMap((group) => {
      const label = String(Reflect.get(Object(Reflect.get(Object(group), "label")), "text") ?? "");
      return list(Reflect.get(Object(group), "options")).map((each) => entry(each, label));
    }),
  ];
}
