import type { Interactive } from "../blocks/elements.ts";
import type { Option } from "../blocks/objects.ts";
import type { Block, BlockOf } from "../blocks/schema.ts";
import { placedElements } from "../blocks/walk.ts";
import type { ElementState, StateValues } from "../engine/state.ts";

/** An option as Slack sends it back: its text and value, and its description when it has one. */
export function sentOption(option: Option): Option {
  const { text, value, description } = option;
  return description ? { text, value, description } : { text, value };
}

/** What an element holds before anybody touched it; null for those that hold nothing (buttons). */
export function initialState(element: Interactive): ElementState | null {
  const { type } = element;
  switch (element.type) {
    case "button":
    case "overflow":
      return null;
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return { type, value: element.initial_value || null };
    case "rich_text_input":
      return { type, rich_text_value: element.initial_value ?? null };
    case "file_input":
      return { type, files: [] };
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return {
        type,
        selected_option: element.initial_option ? sentOption(element.initial_option) : null,
      };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return { type, selected_options: (element.initial_options ?? []).map(sentOption) };
    case "users_select":
      return { type, selected_user: element.initial_user ?? null };
    case "multi_users_select":
      return { type, selected_users: element.initial_users ?? [] };
    case "conversations_select":
      return { type, selected_conversation: element.initial_conversation ?? null };
    case "multi_conversations_select":
      return { type, selected_conversations: element.initial_conversations ?? [] };
    case "channels_select":
      return { type, selected_channel: element.initial_channel ?? null };
    case "multi_channels_select":
      return { type, selected_channels: element.initial_channels ?? [] };
    case "datepicker":
      return { type, selected_date: element.initial_date ?? null };
    case "timepicker":
      return { type, selected_time: element.initial_time ?? null };
    case "datetimepicker":
      return { type, selected_date_time: element.initial_date_time ?? null };
  }
}

/** The state of all elements of these blocks: what was filled in before where ids and types are the same, else the initial. */
export function keptState(blocks: readonly Block[], before: StateValues): StateValues {
  const values: StateValues = {};
  for (const { element, blockId, actionId } of placedElements(blocks)) {
    const initial = initialState(element);
    if (!initial) continue;
    const old = before[blockId]?.[actionId];
    values[blockId] = {
      ...values[blockId],
      [actionId]: old?.type === element.type ? old : initial,
    };
  }
  return values;
}

/** What one element's state holds, whatever its type: null or an empty list when nothing. */
export function heldValue(state: ElementState | undefined): unknown {
  if (!state) return null;
  return Object.entries(state).find(([key]) => key !== "type")?.[1] ?? null;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Why Slack's own client would not send this field yet; null when it would. */
export function complaint(block: BlockOf<"input">, state: ElementState | undefined): string | null {
  const { element } = block;
  const held = heldValue(state);
  if (isEmpty(held)) return block.optional ? null : "Please complete this required field.";
  if (Array.isArray(held)) {
    if ("max_selected_items" in element && held.length > (element.max_selected_items ?? Infinity))
      return `Choose at most ${element.max_selected_items}.`;
    if (element.type === "file_input" && held.length > (element.max_files ?? 10))
      return `Add at most ${element.max_files ?? 10} files.`;
  }
  if (typeof held !== "string") return null;
  switch (element.type) {
    case "plain_text_input":
      if (held.length < (element.min_length ?? 0))
        return `Write at least ${element.min_length} characters.`;
      return held.length > (element.max_length ?? 3000)
        ? `Write at most ${element.max_length ?? 3000} characters.`
        : null;
    case "email_text_input":
      return EMAIL.test(held) ? null : "This doesn't look like an email address.";
    case "url_text_input":
      return URL.canParse(held) ? null : "This doesn't look like a web address.";
    case "number_input": {
      const n = Number(held);
      if (!Number.isFinite(n)) return "Enter a number.";
      if (!element.is_decimal_allowed && !Number.isInteger(n)) return "Enter a whole number.";
      if (element.min_value !== undefined && n < Number(element.min_value))
        return `Enter a number of at least ${element.min_value}.`;
      return element.max_value !== undefined && n > Number(element.max_value)
        ? `Enter a number of at most ${element.max_value}.`
        : null;
    }
    default:
      return null;
  }
}
