import { z } from "zod";
import { LIMIT } from "../limits.ts";
import {
  actionId,
  button,
  choice,
  confirm,
  imageElement,
  option,
  optionGroup,
  overflowOption,
  placeholder,
} from "./objects.ts";
import { richText } from "./rich-text.ts";

const options = z.array(option).min(1).max(LIMIT.selectOptions).optional();
const optionGroups = z.array(optionGroup).min(1).max(LIMIT.selectGroups).optional();
const focus = z.boolean().optional();
const common = { action_id: actionId, confirm, focus_on_load: focus };
const menu = { ...common, placeholder };
const many = { ...menu, max_selected_items: z.number().int().min(1).optional() };
const filter = z
  .strictObject({
    include: z
      .array(z.enum(["im", "mpim", "private", "public"]))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();
const dispatch = z
  .strictObject({
    trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).optional(),
  })
  .optional();
const typed = {
  action_id: actionId,
  placeholder,
  focus_on_load: focus,
  dispatch_action_config: dispatch,
};

const oneList = (menuOf: { options?: unknown; option_groups?: unknown }) =>
  (menuOf.options === undefined) !== (menuOf.option_groups === undefined);
const ONE_LIST = "must have exactly one of options and option_groups";

/** Every select menu with its many-valued twin. */
const selects = [
  z
    .strictObject({
      type: z.literal("static_select"),
      ...menu,
      options,
      option_groups: optionGroups,
      initial_option: option.optional(),
    })
    .refine(oneList, ONE_LIST),
  z
    .strictObject({
      type: z.literal("multi_static_select"),
      ...many,
      options,
      option_groups: optionGroups,
      initial_options: z.array(option).min(1).optional(),
    })
    .refine(oneList, ONE_LIST),
  z.strictObject({
    type: z.literal("external_select"),
    ...menu,
    initial_option: option.optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal("multi_external_select"),
    ...many,
    initial_options: z.array(option).min(1).optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal("users_select"),
    ...menu,
    initial_user: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("multi_users_select"),
    ...many,
    initial_users: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({
    type: z.literal("conversations_select"),
    ...menu,
    initial_conversation: z.string().min(1).optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter,
  }),
  z.strictObject({
    type: z.literal("multi_conversations_select"),
    ...many,
    initial_conversations: z.array(z.string().min(1)).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter,
  }),
  z.strictObject({
    type: z.literal("channels_select"),
    ...menu,
    initial_channel: z.string().min(1).optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal("multi_channels_select"),
    ...many,
    initial_channels: z.array(z.string().min(1)).optional(),
  }),
] as const;

/** The other elements that hold a choice. */
const choices = [
  z.strictObject({
    type: z.literal("radio_buttons"),
    ...common,
    options: z.array(choice).min(1).max(LIMIT.choiceOptions),
    initial_option: choice.optional(),
  }),
  z.strictObject({
    type: z.literal("checkboxes"),
    ...common,
    options: z.array(choice).min(1).max(LIMIT.choiceOptions),
    initial_options: z.array(choice).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("datepicker"),
    ...menu,
    initial_date: z.iso.date("must be a date like 2026-11-23").optional(),
  }),
  z.strictObject({
    type: z.literal("timepicker"),
    ...menu,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 09:30")
      .optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("datetimepicker"),
    ...common,
    initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
] as const;

const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: actionId,
  options: z.array(overflowOption).min(1).max(LIMIT.overflowOptions),
  confirm,
});

const richTextInput = z.strictObject({
  type: z.literal("rich_text_input"),
  ...typed,
  initial_value: richText.optional(),
});

/** What one types or drops into; in input blocks only. */
const inputs = [
  z.strictObject({
    type: z.literal("plain_text_input"),
    ...typed,
    initial_value: z.string().max(LIMIT.inputValue).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(LIMIT.inputValue).optional(),
    max_length: z.number().int().min(1).max(LIMIT.inputValue).optional(),
  }),
  z.strictObject({
    type: z.literal("email_text_input"),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("url_text_input"),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("number_input"),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("file_input"),
    action_id: actionId,
    filetypes: z.array(z.string().min(1)).optional(),
    max_files: z.number().int().min(1).max(LIMIT.inputFiles).optional(),
  }),
] as const;

/** What may stand in an actions block. */
export const actionsElement = z.discriminatedUnion("type", [
  button,
  overflow,
  richTextInput,
  ...selects,
  ...choices,
]);
/** What may stand beside a section. */
export const accessory = z.discriminatedUnion("type", [
  button,
  overflow,
  imageElement,
  ...selects,
  ...choices,
]);
/** What may stand in an input block. */
export const inputElement = z.discriminatedUnion("type", [
  richTextInput,
  ...selects,
  ...choices,
  ...inputs,
]);

/** A checked element of an actions block. */
export type ActionsElement = z.infer<typeof actionsElement>;
/** A checked accessory of a section. */
export type Accessory = z.infer<typeof accessory>;
/** A checked element of an input block. */
export type InputElement = z.infer<typeof inputElement>;
/** Any element a person can act on. */
export type Interactive = ActionsElement | InputElement;
