/** The door to `fields/`: the inputs of modals. */
export { dayField, momentField } from "./fields/calendar.ts";
export { choiceField, choicesField, fileField, searchField, userField } from "./fields/chosen.ts";
export {
  type Field,
  type Fields,
  type FieldValues,
  onDemand,
  optionalField,
  type Raw,
  type Reader,
  rawSchema,
} from "./fields/field.ts";
export { amountField, asLink, linkField, numberField, textField } from "./fields/typed.ts";
