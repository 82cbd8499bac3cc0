/// <reference lib="dom" />
import type { BlockOf } from "../../blocks/schema.ts";
import { drawElement } from "../elements/element.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { plain } from "./mrkdwn.ts";
import { picture } from "./picture.ts";
import { richText } from "./rich-text.ts";
import { type Scene, spotOf, words } from "./scene.ts";

/** A card, alone or in a carousel. */
export function card(block: BlockOf<"card">, scene: Scene): HTMLElement {
  const spot = spotOf(block, scene);
  const buttons = (block.actions ?? []).map((each) => drawElement(each, spot));
  return h(
    "div",
    { class: "card", role: "group" },
    block.hero_image ? picture(block.hero_image, "wide") : null,
    h(
      "div",
      { class: "card-head" },
      block.icon ? picture(block.icon, "mini") : null,
      h(
        "div",
        { class: "grow" },
        block.title ? h("div", { class: "card-title" }, words(block.title, scene)) : null,
        block.subtitle ? h("div", { class: "soft" }, words(block.subtitle, scene)) : null,
      ),
    ),
    words(block.body, scene),
    buttons.length > 0 ? h("div", { class: "row" }, ...buttons) : null,
  );
}

/** A frame around other blocks, which may fold. */
export function container(
  block: BlockOf<"container">,
  scene: Scene,
  inner: readonly HTMLElement[],
): HTMLElement {
  const title: Child[] = [
    block.icon ? picture(block.icon, "mini") : null,
    h(
      "span",
      { class: "grow" },
      block.title ? h("strong", {}, plain(block.title.text)) : null,
      block.rich_text_title ? richText(block.rich_text_title, scene.state) : null,
      block.subtitle ? h("span", { class: "soft" }, words(block.subtitle, scene)) : null,
    ),
  ];
  const classes = `container ${block.width ?? "standard"} ${block.has_header_divider ? "ruled" : ""}`;
  const body = h("div", { class: "container-body" }, ...inner);
  if (!block.is_collapsible)
    return h("div", { class: classes }, h("div", { class: "container-head" }, ...title), body);
  return h(
    "details",
    { class: classes, open: !block.default_collapsed },
    h("summary", { class: "container-head" }, icon("right"), ...title),
    body,
  );
}
