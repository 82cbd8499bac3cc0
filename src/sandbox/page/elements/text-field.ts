/// <reference lib="dom" />
import { h } from "../ui/dom.ts";
import { localMinute, msOfLocalMinute } from "../ui/time.ts";
import type { Control } from "./element.ts";

type Typed =
  | "plain_text_input"
  | "rich_text_input"
  | "email_text_input"
  | "url_text_input"
  | "number_input";

/** The server hears of a text when its writer pauses. */
const PAUSE_MS = 250;
const LONGEST = 3000;

/** A field one types into: of one line or several, with the keyboard a phone should show. */
export function textField(control: Control<Typed>, text: string): HTMLElement {
  const { element, named, placeholder, put, spot, actionId } = control;
  const isLong =
    element.type === "rich_text_input" ||
    (element.type === "plain_text_input" && element.multiline);
  let timer = 0;
  const typed = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    // What is submitted is what stands there, however short ago it was typed.
    spot.put(actionId, value);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void put(value), PAUSE_MS);
  };
  const sendsEachLetter =
    "dispatch_action_config" in element &&
    element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered") === true;
  const listening =
    spot.waits || sendsEachLetter
      ? { oninput: typed }
      : {
          onchange: (event: Event) => void put((event.target as HTMLInputElement).value),
          onkeydown: (event: Event) => {
            if ((event as KeyboardEvent).key !== "Enter" || isLong) return;
            event.preventDefault();
            void put((event.target as HTMLInputElement).value);
          },
        };
  const props = { ...named, placeholder, ...limits(element), ...listening };
  if (!isLong) return h("input", { ...props, ...kind(element), value: text });
  const area = h("textarea", { ...props, rows: 4 });
  area.value = text;
  return area;
}

function kind(element: Control<Typed>["element"]): Record<string, string> {
  if (element.type === "email_text_input") return { type: "email", autocomplete: "off" };
  if (element.type === "url_text_input") return { type: "url", autocomplete: "off" };
  if (element.type !== "number_input") return { type: "text", autocomplete: "off" };
  // Not type=number: the wheel and the arrows change it unasked, and a comma empties it.
  return { type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric" };
}

function limits(element: Control<Typed>["element"]): Record<string, number> {
  return { maxlength: (element.type === "plain_text_input" && element.max_length) || LONGEST };
}

/** The browser's own pickers. A date with a time is meant in the zone of the person. */
export function dateField(
  { element, named, put, spot }: Control<"datepicker" | "timepicker" | "datetimepicker">,
  text: string,
): HTMLElement {
  const { tz } = spot.state.me;
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
  const isBoth = element.type === "datetimepicker";
  return h("input", {
    ...named,
    class: "date",
    type: types[element.type],
    title: isBoth ? `In ${tz}` : null,
    value: isBoth && text ? localMinute(Number(text) * 1000, tz) : text,
    onchange: (event) => {
      const { value } = event.target as HTMLInputElement;
      const ms = isBoth ? msOfLocalMinute(value, tz) : null;
      void put(isBoth ? (ms === null ? null : Math.floor(ms / 1000)) : value || null);
    },
  });
}
