import { asDay, type Day } from "../../kernel/dates.ts";
import { type Field, missing, type Spec, written } from "./field.ts";

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

/** A moment, chosen in Slack's calendar and clock in the reader's own zone. The raw value is Unix time in seconds. */
export function momentField(spec: Spec): Field<Date> {
  return {
    label: spec.label,
    hint: spec.hint,
    optional: false,
    element: (initial) => ({
      type: "datetimepicker",
      action_id: "input",
      ...(initial?.value ? { initial_date_time: Number(initial.value) } : {}),
    }),
    read(raw) {
      const seconds = Number(written(raw, spec.label));
      if (!Number.isInteger(seconds)) throw missing(spec.label);
      return new Date(seconds * 1000);
    },
  };
}
