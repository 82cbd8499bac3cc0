import type { Interactive } from "../blocks/elements.ts";
import type { Option } from "../blocks/objects.ts";
import { type Engine, findChannel } from "../engine/engine.ts";
import { fileType } from "../engine/files.ts";
import { payloadOfFile } from "../engine/payload.ts";
import type { ElementState } from "../engine/state.ts";
import { sentOption } from "./element-state.ts";

/** What a person puts into a field: text, an option's value or text, several of them, ids of uploaded files, or nothing. */
export type Raw = string | number | readonly string[] | null;

/** The new state of the element, or why it cannot hold that. */
export type Filled = { ok: true; state: ElementState } | { ok: false; error: string };

/** The options a menu shows: its own, or what the app suggested last for an external one. */
export function shownOptions(engine: Engine, element: Interactive, place: string): Option[] {
  if (element.type === "external_select" || element.type === "multi_external_select") {
    const offered = engine.offered.get(place);
    const initial =
      element.type === "external_select"
        ? element.initial_option
          ? [element.initial_option]
          : []
        : (element.initial_options ?? []);
    return [
      ...(offered?.options ?? []),
      ...(offered?.groups ?? []).flatMap((group) => group.options),
      ...initial,
    ];
  }
  if (!("options" in element)) return [];
  const groups = "option_groups" in element ? (element.option_groups ?? []) : [];
  return [...(element.options ?? []), ...groups.flatMap((group) => group.options)];
}

/** Fills one element as a person would; `place` names the menu among those with suggestions. */
export function fill(engine: Engine, element: Interactive, raw: Raw, place: string): Filled {
  const { type } = element;
  const list = raw === null ? [] : Array.isArray(raw) ? raw.map(String) : [String(raw)];
  const first = list[0];
  const text = first ?? null;
  const ok = (state: Record<string, unknown>): Filled => ({ ok: true, state: { type, ...state } });
  const no = (error: string): Filled => ({ ok: false, error });
  switch (type) {
    case "button":
    case "overflow":
      return no("A button holds nothing.");
    case "plain_text_input":
      if (!element.multiline && text?.includes("\n")) return no("This field has one line.");
      return ok({ value: text || null });
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return ok({ value: text || null });
    case "rich_text_input":
      return ok({ rich_text_value: text ? paragraph(text) : null });
    case "static_select":
    case "external_select":
    case "radio_buttons": {
      if (first === undefined) return ok({ selected_option: null });
      const option = pick(shownOptions(engine, element, place), first);
      return typeof option === "string" ? no(option) : ok({ selected_option: sentOption(option) });
    }
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes": {
      const found = list.map((each) => pick(shownOptions(engine, element, place), each));
      const wrong = found.find((each) => typeof each === "string");
      if (typeof wrong === "string") return no(wrong);
      return ok({
        selected_options: found.filter((each) => typeof each !== "string").map(sentOption),
      });
    }
    case "users_select":
      return byId(
        first,
        (each) => userId(engine, each),
        (id) => ok({ selected_user: id }),
      );
    case "multi_users_select":
      return byIds(
        list,
        (each) => userId(engine, each),
        (ids) => ok({ selected_users: ids }),
      );
    case "conversations_select":
      return byId(
        first,
        (each) => channelId(engine, each),
        (id) => ok({ selected_conversation: id }),
      );
    case "multi_conversations_select":
      return byIds(
        list,
        (each) => channelId(engine, each),
        (ids) => ok({ selected_conversations: ids }),
      );
    case "channels_select":
      return byId(
        first,
        (each) => channelId(engine, each),
        (id) => ok({ selected_channel: id }),
      );
    case "multi_channels_select":
      return byIds(
        list,
        (each) => channelId(engine, each),
        (ids) => ok({ selected_channels: ids }),
      );
    case "datepicker":
      if (text && !/^\d{4}-\d{2}-\d{2}$/.test(text))
        return no(`"${text}" is no date like 2026-11-23.`);
      return ok({ selected_date: text || null });
    case "timepicker":
      if (text && !/^([01]\d|2[0-3]):[0-5]\d$/.test(text))
        return no(`"${text}" is no time like 09:30.`);
      return ok({ selected_time: text || null });
    case "datetimepicker":
      if (text && !/^\d{10}$/.test(text)) return no(`"${text}" is no Unix time in seconds.`);
      return ok({ selected_date_time: text ? Number(text) : null });
    case "file_input": {
      const files = list.map((id) => engine.state.files.get(id));
      const allowed = element.filetypes?.map((each) => each.toLowerCase());
      for (const file of files) {
        if (!file) return no("There is no such file.");
        if (allowed && !allowed.includes(fileType(file.name)))
          return no(`"${file.name}" is none of the file types ${allowed.join(", ")}.`);
      }
      return ok({ files: files.flatMap((file) => (file ? payloadOfFile(engine, file) : [])) });
    }
  }
}

function pick(options: readonly Option[], wanted: string): Option | string {
  const plain = (each: Option) => each.text.text.replace(/[*_~`]/g, "").trim();
  const found =
    options.find((each) => each.value === wanted) ??
    options.find((each) => each.text.text === wanted || plain(each) === wanted) ??
    options.find((each) => plain(each).toLowerCase() === wanted.toLowerCase());
  return (
    found ??
    `There is no option "${wanted}". Options: ${options.map((each) => `${plain(each)} (${each.value})`).join(", ") || "none"}.`
  );
}

function byId(
  wanted: string | undefined,
  find: (each: string) => string | null,
  then: (id: string | null) => Filled,
): Filled {
  if (wanted === undefined) return then(null);
  const id = find(wanted);
  return id === null ? { ok: false, error: `There is no "${wanted}" here.` } : then(id);
}

function byIds(
  wanted: readonly string[],
  find: (each: string) => string | null,
  then: (ids: string[]) => Filled,
): Filled {
  const missing = wanted.find((each) => find(each) === null);
  if (missing !== undefined) return { ok: false, error: `There is no "${missing}" here.` };
  return then(wanted.flatMap((each) => find(each) ?? []));
}

function userId(engine: Engine, idOrHandle: string): string | null {
  const name = idOrHandle.replace(/^@/, "");
  if (engine.state.people.has(idOrHandle)) return idOrHandle;
  return [...engine.state.people.values()].find((each) => each.handle === name)?.id ?? null;
}

function channelId(engine: Engine, idOrName: string): string | null {
  return findChannel(engine, idOrName)?.id ?? null;
}

function paragraph(text: string): unknown {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}
