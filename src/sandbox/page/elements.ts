/// <reference lib="dom" />
import type { Interactive } from "../blocks/elements.ts";
import type { Button, Option } from "../blocks/objects.ts";
import type { StateValues } from "../engine/state.ts";
import type { Raw } from "../interactions/fill.ts";
import type { OriginRef } from "../interactions/origin.ts";
import type { PageState } from "../page-state.ts";
import { act, keep, upload } from "./api.ts";
import { isConfirmed } from "./confirm.ts";
import { h, safeUrl } from "./dom.ts";
import { externalMenu, type Found, manyMenu } from "./menus.ts";
import { mrkdwn, plain } from "./mrkdwn.ts";

/** Where an element stands, and what is done with what is put into it. */
export type Spot = {
  at: OriginRef;
  blockId: string;
  state: PageState;
  values: StateValues;
  /** In an input block the choice waits for the submission; elsewhere it is sent at once. */
  waits: boolean;
  /** Told of each value put in, for the submission. */
  put(actionId: string, raw: Raw): void;
  /** Names the control for screen readers. */
  labelledBy?: string | undefined;
};

/** Draws an element one can act on. */
export function drawElement(element: Interactive, spot: Spot): HTMLElement {
  const actionId = element.action_id ?? "";
  const ref = { at: spot.at, blockId: spot.blockId, actionId };
  const held = spot.values[spot.blockId]?.[actionId];
  const value = held ? Object.entries(held).find(([key]) => key !== "type")?.[1] : null;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const label = "placeholder" in element ? plain(element.placeholder?.text ?? "") : "";
  const named = {
    "aria-labelledby": spot.labelledBy,
    "aria-label": spot.labelledBy ? null : label || element.type.replaceAll("_", " "),
  };
  const put = async (raw: Raw) => {
    spot.put(actionId, raw);
    if (spot.waits) keep({ kind: "act", ...ref, raw });
    else if (await isConfirmed(element)) await act({ kind: "act", ...ref, raw });
  };
  const field = (type: string, more = {}) =>
    h("input", {
      type,
      value: text,
      placeholder: label,
      ...named,
      ...more,
      onchange: (event) => void put((event.target as HTMLInputElement).value),
    });
  const optionsOf = (): Found[] => {
    if (!("options" in element)) return [];
    const groups = "option_groups" in element ? (element.option_groups ?? []) : [];
    return [
      ...(element.options ?? []).map((each) => found(each, "")),
      ...groups.flatMap((group) => group.options.map((each) => found(each, group.label.text))),
    ];
  };
  switch (element.type) {
    case "button":
      return button(element, spot);
    case "overflow":
      return menu("…", optionsOf(), "", { ...named, "aria-label": "More" }, put);
    case "static_select":
      return menu(label || "Choose", optionsOf(), chosen(value), named, put);
    case "users_select":
      return menu(label || "Choose a person", peopleOf(spot.state), text, named, put);
    case "conversations_select":
    case "channels_select":
      return menu(label || "Choose a channel", channelsOf(spot.state), text, named, put);
    case "multi_static_select":
      return manyMenu(label, optionsOf(), chosenMany(value), named, put);
    case "multi_users_select":
      return manyMenu(label, peopleOf(spot.state), chosenMany(value), named, put);
    case "multi_conversations_select":
    case "multi_channels_select":
      return manyMenu(label, channelsOf(spot.state), chosenMany(value), named, put);
    case "external_select":
    case "multi_external_select":
      return externalMenu(
        {
          ref,
          label,
          least: element.min_query_length ?? 3,
          isMany: element.type === "multi_external_select",
          held: heldOptions(value),
        },
        named,
        put,
      );
    case "radio_buttons":
    case "checkboxes":
      return choices(element, value, spot, put);
    case "datepicker":
      return field("date");
    case "timepicker":
      return field("time");
    case "datetimepicker":
      return field("datetime-local", {
        value: text ? new Date(Number(text) * 1000).toISOString().slice(0, 16) : "",
        onchange: (event: Event) => {
          const at = Date.parse(`${(event.target as HTMLInputElement).value}Z`);
          void put(Number.isNaN(at) ? null : Math.floor(at / 1000));
        },
      });
    case "plain_text_input":
      if (!element.multiline) return field("text", { maxlength: element.max_length ?? 3000 });
      return area(text, label, { ...named, maxlength: element.max_length ?? 3000 }, put);
    case "rich_text_input":
      return area(text, label, named, put);
    case "email_text_input":
      return field("email");
    case "url_text_input":
      return field("url");
    case "number_input":
      return field("number", {
        step: element.is_decimal_allowed ? "any" : 1,
        min: element.min_value,
        max: element.max_value,
      });
    case "file_input":
      return h("input", {
        type: "file",
        multiple: (element.max_files ?? 10) > 1,
        accept: element.filetypes?.map((each) => `.${each}`).join(","),
        ...named,
        onchange: async (event) => {
          const files = [...((event.target as HTMLInputElement).files ?? [])];
          await put(await Promise.all(files.map(upload)));
        },
      });
  }
}

function button(element: Button, spot: Spot): HTMLElement {
  const actionId = element.action_id ?? "";
  const press = async () => {
    const url = element.url ? safeUrl(element.url) : null;
    if (url) window.open(url, "_blank", "noopener");
    if (await isConfirmed(element))
      await act({ kind: "act", at: spot.at, blockId: spot.blockId, actionId, raw: null });
  };
  return h(
    "button",
    {
      type: "button",
      class: `button ${element.style ?? ""}`,
      "aria-label": element.accessibility_label,
      onclick: () => void press(),
    },
    plain(element.text.text),
  );
}

function menu(
  label: string,
  options: readonly Found[],
  value: string,
  props: Record<string, string | null | undefined>,
  put: (raw: Raw) => Promise<void>,
): HTMLElement {
  const groups = [...new Set(options.map((each) => each.group))];
  const entry = (each: Found) =>
    h("option", { value: each.value, selected: each.value === value }, each.text);
  return h(
    "select",
    {
      ...props,
      class: label === "…" ? "overflow" : "menu",
      onchange: (event) => {
        const select = event.target as HTMLSelectElement;
        void put(select.value || null);
        if (label === "…") select.value = "";
      },
    },
    h("option", { value: "", selected: value === "" }, label),
    ...groups.flatMap((group) => {
      const entries = options.filter((each) => each.group === group).map(entry);
      return group ? [h("optgroup", { label: group }, ...entries)] : entries;
    }),
  );
}

function area(
  text: string,
  label: string,
  props: Record<string, string | number | null | undefined>,
  put: (raw: Raw) => Promise<void>,
): HTMLElement {
  const box = h("textarea", {
    ...props,
    rows: 4,
    placeholder: label,
    onchange: (event) => void put((event.target as HTMLTextAreaElement).value),
  });
  box.value = text;
  return box;
}

function choices(
  element: Extract<Interactive, { type: "radio_buttons" | "checkboxes" }>,
  value: unknown,
  spot: Spot,
  put: (raw: Raw) => Promise<void>,
): HTMLElement {
  const isMany = element.type === "checkboxes";
  const held = isMany ? chosenMany(value) : [chosen(value)];
  const box = h("fieldset", { class: "choices", "aria-labelledby": spot.labelledBy });
  const change = () => {
    const marked = [...box.querySelectorAll("input:checked")].map((each) =>
      each.getAttribute("value"),
    );
    const values = marked.filter((each) => each !== null);
    void put(isMany ? values : (values[0] ?? null));
  };
  for (const each of element.options)
    box.append(
      h(
        "label",
        {},
        h("input", {
          type: isMany ? "checkbox" : "radio",
          name: `${spot.blockId}-${element.action_id}`,
          value: each.value,
          checked: held.includes(each.value),
          onchange: change,
        }),
        h(
          "span",
          {},
          each.text.type === "mrkdwn" ? mrkdwn(each.text.text, spot.state) : plain(each.text.text),
        ),
        each.description ? h("small", {}, plain(each.description.text)) : null,
      ),
    );
  return box;
}

function found(option: Option, group: string): Found {
  return { text: plain(option.text.text), value: option.value, group };
}

function peopleOf(state: PageState): Found[] {
  return state.people.map((each) => ({ text: each.name, value: each.id, group: "" }));
}

function channelsOf(state: PageState): Found[] {
  return state.channels
    .filter((each) => !each.isIm)
    .map((each) => ({ text: `#${each.name}`, value: each.id, group: "" }));
}

const chosen = (value: unknown): string =>
  String((typeof value === "object" && value !== null && Reflect.get(value, "value")) || "");

function chosenMany(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((each: unknown) => (typeof each === "string" ? each : chosen(each)));
}

function heldOptions(value: unknown): Found[] {
  const list: unknown[] = Array.isArray(value) ? value : value ? [value] : [];
  return list.map((each) => {
    const text: unknown = Reflect.get(Object(Reflect.get(Object(each), "text")), "text");
    return { text: String(text ?? ""), value: chosen(each), group: "" };
  });
}
