/// <reference lib="dom" />
import type { RichText, RichTextInline } from "../../blocks/rich-text.ts";
import { type Child, h } from "../ui/dom.ts";
import { dateWords } from "./dates.ts";
import { emoji } from "./emoji.ts";
import { anchor, channelMention, mention, type Reader, userMention } from "./mrkdwn.ts";

/** Slack's rich text as elements. */
export function richText(block: RichText, reader: Reader): HTMLElement {
  return h("div", { class: "text rich" }, ...block.elements.map((each) => part(each, reader)));
}

function part(of: RichText["elements"][number], reader: Reader): HTMLElement {
  switch (of.type) {
    case "rich_text_list":
      return h(
        of.style === "ordered" ? "ol" : "ul",
        { class: `indent-${of.indent ?? 0}`, start: of.offset ? of.offset + 1 : null },
        ...of.elements.map((item) => h("li", {}, ...inlines(item.elements, reader))),
      );
    case "rich_text_quote":
      return h("blockquote", {}, ...inlines(of.elements, reader));
    case "rich_text_preformatted":
      return h("pre", {}, ...inlines(of.elements, reader));
    case "rich_text_section":
      return h("p", {}, ...inlines(of.elements, reader));
  }
}

function inlines(elements: readonly RichTextInline[], reader: Reader): Child[] {
  return elements.map((each) => styled(inline(each, reader), each.style));
}

function inline(each: RichTextInline, reader: Reader): Child {
  switch (each.type) {
    case "text":
      return each.text;
    case "link":
      return anchor(each.url, each.text ?? each.url);
    case "user":
      return userMention(each.user_id, reader);
    case "channel":
      return channelMention(each.channel_id, undefined, reader);
    case "usergroup":
      return mention(`@${each.usergroup_id}`);
    case "team":
      return mention(`@${each.team_id}`);
    case "broadcast":
      return mention(`@${each.range}`, "loud");
    case "emoji":
      return emoji(`:${each.name}:`);
    case "date": {
      const words = dateWords(each.timestamp, each.format, reader);
      return each.url ? anchor(each.url, words) : h("time", { title: each.fallback }, words);
    }
    case "color":
      return h("code", {}, each.value);
  }
}

function styled(child: Child, style: RichTextInline["style"]): Child {
  let node = child;
  if (style?.code) node = h("code", {}, node);
  if (style?.bold) node = h("strong", {}, node);
  if (style?.italic) node = h("em", {}, node);
  if (style?.strike) node = h("s", {}, node);
  if (style?.underline) node = h("u", {}, node);
  if (style?.highlight) node = h("mark", {}, node);
  return node;
}
