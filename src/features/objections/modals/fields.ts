import { capitalize } from "../../../kernel/text.ts";
import { choiceField, dayField, optionalField, textField } from "../../../slack/field.ts";
import { OBJECTION_TYPES, SEVERITIES, typeName } from "../domain/objection.ts";

/** The types of objections, to choose one. */
export const typeField = choiceField({
  label: "Type",
  choices: OBJECTION_TYPES.map((value) => ({ value, label: capitalize(typeName(value)) })),
});

/** How much an objection stands in the way, to choose one. */
export const severityField = choiceField({
  label: "Severity",
  choices: SEVERITIES.map((value) => ({ value, label: capitalize(value) })),
});

/** What lies behind the words. */
export const rootCauseField = optionalField(
  textField({ label: "What lies behind it", example: "Compares with another offer", max: 200 }),
);

/** The rival it is about. */
export const competitorField = optionalField(
  textField({ label: "Competitor", example: "Globex", max: 80 }),
);

/** The day on which somebody comes back to it. */
export const followUpDateField = dayField({ label: "Follow up on" });
