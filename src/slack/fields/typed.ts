import type { InputBlock } from "@slack/types";
import { AppError } from "../../kernel/errors.ts";
import { type Money, parseMoney } from "../../kernel/money.ts";
import { cut } from "../../kernel/text.ts";
import { plain } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { type Field, type Raw, type Spec, written } from "./field.ts";

type TextSpec = Spec & { example: string; lines?: "one" | "many"; max?: number };

/** reference/block-kit/block-elements/button-element: the longest address of a button. */
const MAX_LINK = 3000;

function textInput(spec: TextSpec, initial: Raw | undefined): InputBlock["element"] {
  const known = cut(initial?.value ?? "", LIMITS.inputText);
  const max = spec.max ?? (spec.lines === "many" ? LIMITS.inputText : 150);
  return {
    type: "plain_text_input",
    action_id: "input",
    multiline: spec.lines === "many",
    // What stands there already, from an import say, must fit: Slack refuses the whole modal if not.
    max_length: Math.max(max, known.length),
    placeholder: plain(spec.example, LIMITS.placeholder),
    ...(known ? { initial_value: known } : {}),
  };
}

/** Free text; `example` stands in it until something is typed. */
export function textField(spec: TextSpec): Field<string> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: (initial) => textInput(spec, initial),
    read: (raw) => written(raw, spec.label),
  };
}

/** An amount as people write it; without a currency it is in the workspace's. */
export function amountField(spec: Spec): Field<Money> {
  const text = { ...spec, example: "50k, 1.2m or 50,000 USD", max: 40 };
  return {
    ...textField(text),
    read: (raw, reader) => parseMoney(written(raw, spec.label), reader.currency),
  };
}

/** A whole number between two bounds; Slack checks the bounds too, but is not trusted with them. */
export function numberField(spec: Spec & { min: number; max: number }): Field<number> {
  const { min, max } = spec;
  return {
    label: spec.label,
    hint: spec.hint ?? `${min} to ${max}`,
    optional: false,
    element: (initial) => ({
      type: "number_input",
      action_id: "input",
      is_decimal_allowed: false,
      min_value: String(min),
      max_value: String(max),
      ...(initial?.value ? { initial_value: initial.value } : {}),
    }),
    read(raw) {
      const value = Number(written(raw, spec.label));
      if (!Number.isInteger(value) || value < min || value > max)
        throw new AppError("bad_input", `Write a whole number from ${min} to ${max}.`);
      return value;
    },
  };
}

/** A web address. */
export function linkField(spec: Spec & { example: string }): Field<string> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: (initial) => ({
      type: "url_text_input",
      action_id: "input",
      placeholder: plain(spec.example, LIMITS.placeholder),
      ...(initial?.value ? { initial_value: initial.value } : {}),
    }),
    read: (raw) => asLink(written(raw, spec.label)),
  };
}

/**
 * A web address that can stand behind a link in a message.
 * @throws AppError bad_input for anything but http and https
 */
export function asLink(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > MAX_LINK)
    throw new AppError(
      "bad_input",
      `“${cut(text, 60)}” is not a web address.`,
      "Write one that starts with https://.",
    );
  return url.href;
}
