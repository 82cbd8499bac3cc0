/// <reference lib="dom" />
import type { Block, BlockOf } from "../blocks/schema.ts";
import type { AnyText } from "../blocks/text.ts";
import { chart } from "./charts.ts";
import { type Child, h, safeUrl } from "./dom.ts";
import { drawElement, type Spot } from "./elements.ts";
import { anchor, mrkdwn, plain } from "./mrkdwn.ts";
import { richText } from "./rich-text.ts";
import { dataTable, table } from "./tables.ts";

/** Where blocks stand: everything of a spot but the block. `errors` are shown under their input blocks. */
export type Scene = Omit<Spot, "blockId" | "waits" | "labelledBy" | "put"> & {
  put(blockId: string, actionId: string, raw: Parameters<Spot["put"]>[1]): void;
  errors: Record<string, string>;
};

/** Draws blocks in order. */
export function drawBlocks(blocks: readonly Block[], scene: Scene): HTMLElement[] {
  return blocks.map((block) => drawBlock(block, scene));
}

function spotOf(block: Block, scene: Scene, waits: boolean, labelledBy?: string): Spot {
  const blockId = block.block_id ?? "";
  return {
    at: scene.at,
    state: scene.state,
    values: scene.values,
    blockId,
    waits,
    labelledBy,
    put: (actionId, raw) => scene.put(blockId, actionId, raw),
  };
}

function words(text: AnyText | undefined, scene: Scene): Child {
  if (!text) return null;
  return text.type === "mrkdwn" ? mrkdwn(text.text, scene.state) : h("div", {}, plain(text.text));
}

function drawBlock(block: Block, scene: Scene): HTMLElement {
  const spot = spotOf(block, scene, false);
  switch (block.type) {
    case "section":
      return section(block, scene);
    case "header":
      return h("h3", { class: "header" }, plain(block.text.text));
    case "divider":
      return h("hr");
    case "context":
      return h(
        "div",
        { class: "context" },
        ...block.elements.map((each) =>
          each.type === "image" ? picture(each, "icon") : words(each, scene),
        ),
      );
    case "actions":
      return h("div", { class: "row" }, ...block.elements.map((each) => drawElement(each, spot)));
    case "input":
      return input(block, scene);
    case "image":
      return h(
        "figure",
        {},
        block.title ? h("figcaption", {}, plain(block.title.text)) : null,
        picture(block, "wide"),
      );
    case "markdown":
      return h("div", { class: "text" }, block.text);
    case "rich_text":
      return richText(block, scene.state);
    case "table":
      return table(block, scene.state);
    case "data_table":
      return dataTable(block, scene.state);
    case "data_visualization":
      return chart(block);
    case "alert":
      return h(
        "div",
        { class: `alert ${block.level ?? "default"}`, role: "note" },
        words(block.text, scene),
      );
    case "card":
      return card(block, scene);
    case "carousel":
      return h("div", { class: "carousel" }, ...block.elements.map((each) => card(each, scene)));
    case "container":
      return container(block, scene);
    case "video":
      return h("p", {}, anchor(block.video_url, plain(block.title.text)));
    case "file":
      return h("p", {}, `File ${block.external_id}`);
  }
}

function section(block: BlockOf<"section">, scene: Scene): HTMLElement {
  const { accessory } = block;
  const fields = (block.fields ?? []).map((each) => h("div", {}, words(each, scene)));
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "grow" },
      words(block.text, scene),
      fields.length > 0 ? h("div", { class: "fields" }, ...fields) : null,
    ),
    accessory
      ? accessory.type === "image"
        ? picture(accessory, "thumb")
        : drawElement(accessory, spotOf(block, scene, false))
      : null,
  );
}

function input(block: BlockOf<"input">, scene: Scene): HTMLElement {
  const id = `label-${block.block_id}`;
  const error = scene.errors[block.block_id ?? ""];
  return h(
    "div",
    { class: error ? "input wrong" : "input", "data-block": block.block_id },
    h(
      "div",
      { class: "label", id },
      plain(block.label.text),
      block.optional ? h("small", {}, " (optional)") : null,
    ),
    drawElement(block.element, spotOf(block, scene, !block.dispatch_action, id)),
    error ? h("div", { class: "error", role: "alert" }, error) : null,
    block.hint ? h("small", {}, plain(block.hint.text)) : null,
  );
}

function card(block: BlockOf<"card">, scene: Scene): HTMLElement {
  const spot = spotOf(block, scene, false);
  const buttons = (block.actions ?? []).map((each) => drawElement(each, spot));
  return h(
    "article",
    { class: "card" },
    block.hero_image ? picture(block.hero_image, "wide") : null,
    block.icon ? picture(block.icon, "icon") : null,
    block.title ? h("div", { class: "card-title" }, words(block.title, scene)) : null,
    block.subtitle ? h("small", {}, words(block.subtitle, scene)) : null,
    words(block.body, scene),
    buttons.length > 0 ? h("div", { class: "row" }, ...buttons) : null,
  );
}

function container(block: BlockOf<"container">, scene: Scene): HTMLElement {
  const title: Child[] = [
    block.title ? plain(block.title.text) : null,
    block.rich_text_title ? richText(block.rich_text_title, scene.state) : null,
  ];
  const subtitle = block.subtitle ? h("small", {}, words(block.subtitle, scene)) : null;
  const inner = drawBlocks(block.child_blocks, scene);
  return block.is_collapsible
    ? h(
        "details",
        { class: "container", open: !block.default_collapsed },
        h("summary", {}, ...title),
        subtitle,
        ...inner,
      )
    : h("div", { class: "container" }, h("strong", {}, ...title), subtitle, ...inner);
}

function picture(
  image: { image_url?: string | undefined; alt_text: string },
  size: string,
): HTMLElement {
  const src = image.image_url ? safeUrl(image.image_url) : null;
  return h("img", { class: size, src, alt: image.alt_text, loading: "lazy" });
}
