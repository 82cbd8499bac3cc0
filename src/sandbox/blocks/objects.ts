import { z } from "zod";
import { LIMIT } from "../limits.ts";
import { anyText, plainText } from "./text.ts";

/** Names a block; unique in its message or view. */
export const blockId = z.string().min(1).max(LIMIT.blockId).optional();
/** Names an element; unique in its block. */
export const actionId = z.string().min(1).max(LIMIT.actionId).optional();
/** What an empty field or menu says. */
export const placeholder = plainText(LIMIT.placeholder).optional();
const colour = z.enum(["primary", "danger"]).optional();

/** The dialog that asks "are you sure". */
export const confirm = z
  .strictObject({
    title: plainText(LIMIT.confirmTitle).optional(),
    text: anyText(LIMIT.confirmText),
    confirm: plainText(LIMIT.confirmButton).optional(),
    deny: plainText(LIMIT.confirmButton).optional(),
    style: colour,
  })
  .optional();

/** One choice of a menu: its text is plain. */
export const option = z.strictObject({
  text: plainText(LIMIT.optionText),
  value: z.string().min(1).max(LIMIT.optionValue),
  description: plainText(LIMIT.optionDescription).optional(),
});

/** One choice of radio buttons or checkboxes: its text may be mrkdwn. */
export const choice = z.strictObject({
  text: anyText(LIMIT.optionText),
  value: z.string().min(1).max(LIMIT.optionValue),
  description: anyText(LIMIT.optionDescription).optional(),
});

/** One entry of an overflow menu, which may also lead to an address. */
export const overflowOption = option.extend({ url: z.string().max(LIMIT.optionUrl).optional() });

/** Options under a heading. */
export const optionGroup = z.strictObject({
  label: plainText(LIMIT.groupLabel),
  options: z.array(option).min(1).max(LIMIT.selectOptions),
});

/** A button. */
export const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(LIMIT.buttonText),
  action_id: actionId,
  value: z.string().min(1).max(LIMIT.buttonValue).optional(),
  url: z.string().min(1).max(LIMIT.buttonUrl).optional(),
  style: colour,
  confirm,
  accessibility_label: z.string().max(LIMIT.buttonAccessibilityLabel).optional(),
});

/** Where an image comes from: its own address, or a file in Slack. */
const picture = {
  image_url: z.string().min(1).max(LIMIT.imageUrl).optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  alt_text: z.string().min(1).max(LIMIT.imageAltText),
};
const oneSource = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
const ONE_SOURCE = "must have exactly one of image_url and slack_file";

/** An image inside another block. */
export const imageElement = z
  .strictObject({ type: z.literal("image"), ...picture })
  .refine(oneSource, ONE_SOURCE);
/** An image that stands alone. */
export const imageBlock = z
  .strictObject({
    type: z.literal("image"),
    ...picture,
    title: plainText(LIMIT.imageTitle).optional(),
    block_id: blockId,
  })
  .refine(oneSource, ONE_SOURCE);

/** A checked choice of any menu, radio button or checkbox. */
export type Option = z.infer<typeof choice>;
/** Checked options under a heading. */
export type OptionGroup = z.infer<typeof optionGroup>;
/** A checked button. */
export type Button = z.infer<typeof button>;
/** A checked confirmation dialog. */
export type Confirm = NonNullable<z.infer<typeof confirm>>;
