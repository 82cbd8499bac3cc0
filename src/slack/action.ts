import type { Button, ConfirmationDialog, Overflow, StaticSelect } from "@slack/types";
import type { z } from "zod";
import type { Permission } from "../kernel/access.ts";
import { AppError } from "../kernel/errors.ts";
import { plain } from "./blocks.ts";
import type { Call } from "./call.ts";
import { LIMITS } from "./limits.ts";
import type { Reply } from "./reply.ts";

/** What a button or menu does, as the listener sees it. */
export type Action = {
  id: string;
  permission: Permission;
  run(value: string, call: Call): Promise<Reply | null>;
};
type Look = {
  style?: "primary" | "danger";
  confirm?: ConfirmationDialog;
  /** Tells two buttons of the same action apart within one row. */
  key?: string | number;
};
type Choice<V> = { label: string; value: V };

/** A declared action: the ways to put it on the screen, all typed by its value. */
export type ActionOf<V> = {
  id: string;
  permission: Permission;
  /** @throws AppError conflict for a value this version does not understand */
  decode(json: string): V;
  button(text: string, value: V, look?: Look): Button;
  /** A drop-down; each value must fit Slack's 150 characters as JSON. */
  menu(placeholder: string, choices: readonly Choice<V>[], look?: Pick<Look, "key">): StaticSelect;
  /** The "…" menu, at most 5 choices. */
  overflow(choices: readonly Choice<V>[], look?: Pick<Look, "key">): Overflow;
};

/**
 * Declares a button or menu entry. The value is validated on its way back: a message may be years old, or forged.
 * What happens when it is pressed is said with `onAction`, apart from this, so that views can draw what operations do.
 */
export function defineAction<V extends z.ZodType>(spec: {
  id: `${string}.${string}`;
  permission: Permission;
  value: V;
}): ActionOf<z.infer<V>> {
  const actionId = (key?: string | number) => (key === undefined ? spec.id : `${spec.id}:${key}`);
  const encode = (value: z.infer<V>, max: number): string => {
    const json = JSON.stringify(spec.value.parse(value));
    if (json.length > max) throw new RangeError(`${spec.id}: a value is over Slack's ${max}`);
    return json;
  };
  const option = (choice: Choice<z.infer<V>>) => ({
    text: plain(choice.label, LIMITS.optionText),
    value: encode(choice.value, LIMITS.optionValue),
  });
  return {
    id: spec.id,
    permission: spec.permission,
    decode(json) {
      const parsed = spec.value.safeParse(parseJson(json));
      if (parsed.success) return parsed.data;
      throw new AppError(
        "conflict",
        "This button belongs to an older message.",
        "Ask for the message again and press it there.",
      );
    },
    button: (text, value, look = {}) => ({
      type: "button",
      action_id: actionId(look.key),
      text: plain(text, LIMITS.buttonText),
      value: encode(value, LIMITS.buttonValue),
      ...(look.style ? { style: look.style } : {}),
      ...(look.confirm ? { confirm: look.confirm } : {}),
    }),
    menu: (placeholder, choices, look = {}) => ({
      type: "static_select",
      action_id: actionId(look.key),
      placeholder: plain(placeholder, LIMITS.placeholder),
      options: choices.slice(0, LIMITS.selectOptions).map(option),
    }),
    overflow: (choices, look = {}) => ({
      type: "overflow",
      action_id: actionId(look.key),
      options: choices.slice(0, LIMITS.overflowOptions).map(option),
    }),
  };
}

/** Says what happens when a declared button is pressed or its menu entry chosen. */
export function onAction<V>(
  action: ActionOf<V>,
  run: (value: V, call: Call) => Promise<Reply | null>,
): Action {
  return {
    id: action.id,
    permission: action.permission,
    run: async (json, call) => run(action.decode(json), call),
  };
}

/** A question before the act. */
export function confirm(title: string, text: string, yes: string): ConfirmationDialog {
  return {
    title: plain(title, LIMITS.confirmTitle),
    text: plain(text, LIMITS.confirmText),
    confirm: plain(yes, LIMITS.confirmButton),
    deny: plain("Cancel", LIMITS.confirmButton),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
