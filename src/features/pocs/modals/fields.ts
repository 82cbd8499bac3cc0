import { AppError } from "../../../kernel/errors.ts";
import { plural } from "../../../kernel/text.ts";
import { type Field, numberField, textField } from "../../../slack/field.ts";
import { type PlannedCriterion, readCriteria } from "../domain/criteria.ts";
import { entriesOf, MAX_LINE } from "../domain/lines.ts";
import { type Limits, MAX_TITLE } from "../domain/scope.ts";

/** A list typed one entry a line, at most `most` of them; `one` is the word for an entry. */
export function entriesField(spec: {
  label: string;
  one: string;
  example: string;
  most: number;
}): Field<string[]> {
  const text = textField({
    label: `${spec.label} (at most ${spec.most})`,
    hint: "One per line",
    example: spec.example,
    lines: "many",
  });
  return {
    ...text,
    read(raw, reader) {
      const entries = entriesOf(text.read(raw, reader));
      const long = entries.find((entry) => entry.length > MAX_LINE);
      if (entries.length > spec.most)
        throw new AppError(
          "bad_input",
          `${plural(entries.length, spec.one)} ${entries.length === 1 ? "is" : "are"} over the limit of ${spec.most}.`,
        );
      if (long)
        throw new AppError(
          "bad_input",
          `One of them has ${long.length} characters; ${MAX_LINE} fit.`,
        );
      return entries;
    },
  };
}

/** Success criteria, one a line, must-haves with a ! in front. */
export function criteriaField(): Field<PlannedCriterion[]> {
  const text = textField({
    label: "Success criteria",
    hint: "One per line. A ! in front makes it a must-have: the customer accepts only when it is met.",
    example: "! Response under 200 ms",
    lines: "many",
  });
  return { ...text, read: (raw, reader) => readCriteria(text.read(raw, reader)) };
}

/** The fields of a scope that its limits shape. */
export function limitedFields(limits: Limits) {
  return {
    title: textField({ label: "Title", example: "Single sign-on for 10 people", max: MAX_TITLE }),
    features: entriesField({
      label: "Features to try",
      one: "feature",
      example: "Single sign-on",
      most: limits.maxFeatures,
    }),
    integrations: entriesField({
      label: "Integrations",
      one: "integration",
      example: "Salesforce",
      most: limits.maxIntegrations,
    }),
    users: numberField({
      label: `Users (at most ${limits.maxUsers})`,
      hint: "How many of the customer's people take part",
      min: 1,
      max: limits.maxUsers,
    }),
  };
}
