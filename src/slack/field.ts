import type { InputBlock, PlainTextOption } from "@slack/types";
import { z } from "zod";
import { asDay, type Day } from "../kernel/dates.ts";
import { AppError } from "../kernel/errors.ts";
import { type Money, parseMoney } from "../kernel/money.ts";
import { cut } from "../kernel/text.ts";
import { plain } from "./blocks.ts";
import { LIMITS } from "./limits.ts";
import type { OptionsSource } from "./options.ts";

/** What stands in a field on the screen: text, or chosen values with the label of the first. */
export const rawSchema = z.object({
  value: z.string().optional(),
  label: z.string().optional(),
  values: z.array(z.string()).optional(),
});
export type Raw = z.infer<typeof rawSchema>;

/** What a field needs to know of the person who fills it in. */
export type Reader = { timeZone: string; currency: string };

/** One input of a modal: how it looks, and what its content means. */
export type Field<T> = {
  label: string;
  hint: string | undefined;
  optional: boolean;
  element(initial: Raw | undefined): InputBlock["element"];
  /** @throws AppError bad_input, shown under the field */
  read(raw: Raw | undefined, reader: Reader): T;
};
export type Fields = Readonly<Record<string, Field<unknown>>>;
export type FieldValues<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

type Spec = { label: string; hint?: string };
type TextSpec = Spec & { example: string; lines?: "one" | "many"; max?: number };

const missing = (label: string) => new AppError("bad_input", `Fill in: ${label.toLowerCase()}.`);
const written = (raw: Raw | undefined, label: string): string => {
  const value = raw?.value?.trim();
  if (!value) throw missing(label);
  return value;
};

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

/** A day, chosen in Slack's calendar. */
export function dayField(spec: Spec): Field<Day> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: (initial) => ({
      type: "datepicker",
      action_id: "input",
      ...(initial?.value ? { initial_date: initial.value } : {}),
    }),
    read: (raw) => asDay(written(raw, spec.label)),
  };
}

/** One of a few fixed choices. */
export function choiceField<T extends string>(
  spec: Spec & { choices: readonly { value: T; label: string }[] },
): Field<T> {
  const options = spec.choices.slice(0, LIMITS.selectOptions).map(option);
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element(initial) {
      const chosen = options.find((one) => one.value === initial?.value);
      return {
        type: "static_select",
        action_id: "input",
        options,
        ...(chosen ? { initial_option: chosen } : {}),
      };
    },
    read(raw) {
      const value = written(raw, spec.label);
      const found = spec.choices.find((one) => one.value === value);
      if (!found) throw missing(spec.label);
      return found.value;
    },
  };
}

/** Several of a few fixed choices. */
export function choicesField<T extends string>(
  spec: Spec & { choices: readonly { value: T; label: string }[] },
): Field<T[]> {
  const options = spec.choices.slice(0, LIMITS.selectOptions).map(option);
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element(initial) {
      const chosen = options.filter((one) => initial?.values?.includes(one.value ?? ""));
      return {
        type: "multi_static_select",
        action_id: "input",
        options,
        ...(chosen.length > 0 ? { initial_options: chosen } : {}),
      };
    },
    read(raw) {
      const values = spec.choices.map((one) => one.value).filter((v) => raw?.values?.includes(v));
      if (values.length === 0) throw missing(spec.label);
      return values;
    },
  };
}

/** One of many, searched on the server as one types. */
export function searchField(spec: Spec & { options: OptionsSource }): Field<string> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: (initial) => ({
      type: "external_select",
      action_id: spec.options.id,
      min_query_length: 0,
      ...(initial?.value
        ? {
            initial_option: option({ value: initial.value, label: initial.label ?? initial.value }),
          }
        : {}),
    }),
    read: (raw) => written(raw, spec.label),
  };
}

/** A person of the Slack workspace; the value is the Slack user id. */
export function userField(spec: Spec): Field<string> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: (initial) => ({
      type: "users_select",
      action_id: "input",
      ...(initial?.value ? { initial_user: initial.value } : {}),
    }),
    read: (raw) => written(raw, spec.label),
  };
}

/** Uploaded files; the values are Slack file ids. */
export function fileField(
  spec: Spec & { types: readonly string[]; most: number },
): Field<string[]> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: () => ({
      type: "file_input",
      action_id: "input",
      filetypes: [...spec.types],
      max_files: spec.most,
    }),
    read(raw) {
      if (!raw?.values?.length) throw missing(spec.label);
      return raw.values;
    },
  };
}

/** A field that may stay empty: then it is undefined. */
export function optionalField<T>(field: Field<T>): Field<T | undefined> {
  return {
    ...field,
    optional: true,
    read: (raw, reader) => (isFilled(raw) ? field.read(raw, reader) : undefined),
  };
}

/** A field that is shown only in some openings of its modal; where it is shown it must be filled in. */
export function onDemand<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, read: (raw, reader) => (raw ? field.read(raw, reader) : undefined) };
}

function isFilled(raw: Raw | undefined): boolean {
  return Boolean(raw?.value?.trim() || raw?.values?.length);
}

function option(choice: { value: string; label: string }): PlainTextOption {
  return { text: plain(choice.label, LIMITS.optionText), value: choice.value };
}
