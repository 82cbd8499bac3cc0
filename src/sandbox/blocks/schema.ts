import { z } from "zod";
import { LIMIT } from "../limits.ts";
import { dataTable, dataVisualization, table } from "./data.ts";
import { accessory, actionsElement, inputElement } from "./elements.ts";
import { blockId, button, imageBlock, imageElement } from "./objects.ts";
import { richText } from "./rich-text.ts";
import { anyText, mrkdwn, plainText } from "./text.ts";

const section = z
  .strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: anyText(LIMIT.sectionText).optional(),
    fields: z.array(anyText(LIMIT.sectionField)).min(1).max(LIMIT.sectionFields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: "missing required field: text",
  });
const header = z.strictObject({
  type: z.literal("header"),
  block_id: blockId,
  text: plainText(LIMIT.headerText),
  level: z.number().int().min(1).max(4).optional(),
});
const context = z.strictObject({
  type: z.literal("context"),
  block_id: blockId,
  elements: z
    .array(
      z.discriminatedUnion("type", [
        plainText(LIMIT.contextText),
        mrkdwn(LIMIT.contextText),
        imageElement,
      ]),
    )
    .min(1)
    .max(LIMIT.contextElements),
});
const divider = z.strictObject({ type: z.literal("divider"), block_id: blockId });
const actions = z.strictObject({
  type: z.literal("actions"),
  block_id: blockId,
  elements: z.array(actionsElement).min(1).max(LIMIT.actionsElements),
});
const input = z.strictObject({
  type: z.literal("input"),
  block_id: blockId,
  label: plainText(LIMIT.inputLabel),
  element: inputElement,
  hint: plainText(LIMIT.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const markdown = z.strictObject({
  type: z.literal("markdown"),
  block_id: blockId,
  text: z.string().min(1).max(LIMIT.markdownText),
});
const file = z.strictObject({
  type: z.literal("file"),
  block_id: blockId,
  external_id: z.string().min(1),
  source: z.literal("remote"),
});
const video = z.strictObject({
  type: z.literal("video"),
  block_id: blockId,
  video_url: z.string().min(1),
  thumbnail_url: z.string().min(1),
  alt_text: z.string().min(1),
  title: plainText(LIMIT.videoTitle),
  title_url: z.string().optional(),
  author_name: z.string().optional(),
  provider_name: z.string().optional(),
  provider_icon_url: z.string().optional(),
  description: plainText(LIMIT.videoTitle).optional(),
});
const alert = z.strictObject({
  type: z.literal("alert"),
  block_id: blockId,
  text: anyText(LIMIT.alertText),
  level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
});
const card = z
  .strictObject({
    type: z.literal("card"),
    block_id: blockId,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: anyText(LIMIT.cardTitle).optional(),
    subtitle: anyText(LIMIT.cardTitle).optional(),
    body: anyText(LIMIT.cardBody).optional(),
    actions: z.array(button).min(1).max(LIMIT.cardActions).optional(),
  })
  .refine((block) => block.hero_image ?? block.title ?? block.body ?? block.actions, {
    error: "must have at least one of hero_image, title, body and actions",
  });
const carousel = z.strictObject({
  type: z.literal("carousel"),
  block_id: blockId,
  elements: z.array(card).min(1).max(LIMIT.carouselCards),
});
const container = z
  .strictObject({
    type: z.literal("container"),
    block_id: blockId,
    title: plainText(LIMIT.containerTitle).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(LIMIT.containerTitle).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion("type", [
          section,
          header,
          context,
          divider,
          actions,
          input,
          imageBlock,
          richText,
          table,
          file,
          video,
        ]),
      )
      .min(1)
      .max(LIMIT.containerBlocks),
    width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((block) => (block.title === undefined) !== (block.rich_text_title === undefined), {
    error: "must have exactly one of title and rich_text_title",
  });

/** Any block the sandbox knows; Slack's own AI blocks (context_actions, plan, task_card) are refused. */
export const block = z.discriminatedUnion("type", [
  section,
  header,
  context,
  divider,
  actions,
  input,
  imageBlock,
  markdown,
  richText,
  file,
  video,
  alert,
  card,
  carousel,
  container,
  table,
  dataTable,
  dataVisualization,
]);

/** A checked block. */
export type Block = z.infer<typeof block>;
/** A checked block of one type. */
export type BlockOf<Type extends Block["type"]> = Extract<Block, { type: Type }>;

/** Where blocks stand. */
export type Surface = "message" | "modal" | "home";

/** Which blocks each surface refuses, after Slack's reference and what the live API was seen to refuse. */
export const REFUSED_BLOCKS: Record<Surface, readonly Block["type"][]> = {
  message: ["alert"],
  modal: ["table", "data_table", "data_visualization", "container", "carousel", "markdown", "file"],
  home: ["table", "data_table", "data_visualization", "container", "markdown", "file", "alert"],
};
