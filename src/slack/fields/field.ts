import type { InputBlock } from "@slack/types";
import { z } from "zod";
import { AppError } from "../../kernel/errors.ts";

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

/** What every field is declared with. */
export type Spec = { label: string; hint?: string };

/** The refusal of an empty field. */
export const missing = (label: string) =>
  new AppError("bad_input", `Fill in: ${label.toLowerCase()}.`);

/** What was written or chosen, without the spaces around it. */
export const written = (raw: Raw | undefined, label: string): string => {
  const value = raw?.value?.trim();
  if (!value) throw missing(label);
  return value;
};

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
