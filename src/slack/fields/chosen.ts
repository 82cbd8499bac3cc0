import type { PlainTextOption } from "@slack/types";
import { plain } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import type { OptionsSource } from "../options.ts";
import { type Field, missing, type Spec, written } from "./field.ts";

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

function option(choice: { value: string; label: string }): PlainTextOption {
  return { text: plain(choice.label, LIMITS.optionText), value: choice.value };
}
