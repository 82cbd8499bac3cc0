/// <reference lib="dom" />
import type { Block, BlockOf } from "../../blocks/schema.ts";
import { chart } from "../charts/chart.ts";
import { drawElement, type Spot } from "../elements/element.ts";
import { h } from "../ui/dom.ts";
import { card, container } from "./containers.ts";
import { dataTable } from "./data-table.ts";
import { markdown } from "./markdown.ts";
import { anchor, plain } from "./mrkdwn.ts";
import { picture } from "./picture.ts";
import { richText } from "./rich-text.ts";
import { type Scene, spotOf, words } from "./scene.ts";
import { table } from "./table.ts";

/** Draws blocks in order. */
export function drawBlocks(blocks: readonly Block[], scene: Scene): HTMLElement[] {
  return blocks.map((block) => drawBlock(block, scene));
}

function drawBlock(block: Block, scene: Scene): HTMLElement {
  const spot = spotOf(block, scene);
  const drawn = (elements: readonly Parameters<typeof drawElement>[0][], of: Spot) =>
    elements.map((each) => drawElement(each, of));
  switch (block.type) {
    case "section":
      return section(block, scene);
    case "header":
      return h((block.level ?? 1) > 2 ? "h4" : "h3", { class: "header" }, plain(block.text.text));
    case "divider":
      return h("hr");
    case "context":
      return h(
        "div",
        { class: "context" },
        ...block.elements.map((each) =>
          each.type === "image" ? picture(each, "mini") : words(each, scene),
        ),
      );
    case "actions":
      return h("div", { class: "row actions" }, ...drawn(block.elements, spot));
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
      return markdown(block.text);
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
      return h(
        "div",
        { class: "carousel", tabindex: 0, role: "group", "aria-label": "Cards" },
        ...block.elements.map((each) => card(each, scene)),
      );
    case "container":
      return container(block, scene, drawBlocks(block.child_blocks, scene));
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
      ? h(
          "div",
          { class: "accessory" },
          accessory.type === "image"
            ? picture(accessory, "thumb")
            : drawElement(accessory, spotOf(block, scene)),
        )
      : null,
  );
}

function input(block: BlockOf<"input">, scene: Scene): HTMLElement {
  const name = `${"viewId" in scene.at ? scene.at.viewId : scene.at.ts}-${block.block_id}`;
  const [id, hintId] = [`label-${name}`, `hint-${name}`];
  const spot = {
    ...spotOf(block, scene),
    waits: !block.dispatch_action,
    isOptional: block.optional ?? false,
    labelledBy: id,
    describedBy: block.hint ? hintId : undefined,
  };
  return h(
    "div",
    { class: "input", "data-block": block.block_id },
    h(
      "div",
      { class: "label", id },
      plain(block.label.text),
      block.optional ? h("small", {}, " (optional)") : null,
    ),
    drawElement(block.element, spot),
    block.hint ? h("small", { class: "hint", id: hintId }, plain(block.hint.text)) : null,
  );
}
