import { type Field, numberField, optionalField, textField } from "../../../slack/field.ts";
import { readSkills } from "../../people/index.ts";
import { readList } from "../domain/suggest.ts";

const LONGEST_MINUTES = 480;

function listField(spec: { label: string; example: string }): Field<string[]> {
  return {
    ...textField({ ...spec, lines: "many", hint: "One a line." }),
    read: (raw) => readList(raw?.value),
  };
}

const skillsField: Field<string[]> = {
  ...textField({
    label: "Skills wanted",
    example: "okta, sap",
    hint: "What the sales engineer should know; commas between.",
    max: 500,
  }),
  read: (raw) => readSkills(raw?.value ?? ""),
};

/** What a demo's forms have in common. */
export const demoFields = {
  title: textField({ label: "Title", example: "Platform rollout demo", max: 120 }),
  description: optionalField(
    textField({
      label: "Description",
      example: "For the IT leads; they compare us with Globex",
      lines: "many",
    }),
  ),
  features: optionalField(
    listField({ label: "Features to show", example: "Single sign-on\nAudit log" }),
  ),
  useCases: optionalField(
    listField({ label: "Use cases", example: "Onboard a new team in a day" }),
  ),
  minutes: numberField({ label: "Duration in minutes", min: 15, max: LONGEST_MINUTES }),
  preparation: numberField({
    label: "Preparation in minutes",
    hint: "Kept free before the demo. 0 to 480",
    min: 0,
    max: LONGEST_MINUTES,
  }),
  skills: optionalField(skillsField),
};
