import { cellText } from "../blocks/data.ts";
import type { Interactive } from "../blocks/elements.ts";
import type { Block, BlockOf } from "../blocks/schema.ts";
import type { AnyText } from "../blocks/text.ts";
import type { Engine } from "../engine/engine.ts";
import type { Message, View } from "../engine/state.ts";

/** mrkdwn as a reader sees it: no stars, names for mentions, the words of links, no entities. */
export function readMrkdwn(engine: Engine, text: string): string {
  const around = (mark: string) =>
    new RegExp(
      `(^|[\\s(>"“])\\${mark}([^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?)\\${mark}(?=$|[\\s).,:;!?"”])`,
      "gm",
    );
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => {
      const person = engine.state.people.get(id);
      return `@${person?.handle ?? id}`;
    })
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => {
      const channel = engine.state.channels.get(id);
      return `#${channel?.name ?? id}`;
    })
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, "@$1")
    .replace(/<([a-z]+:[^|>]+)\|([^>]*)>/g, "$2")
    .replace(/<([a-z]+:[^>]+)>/g, "$1")
    .replace(around("*"), "$1$2")
    .replace(around("_"), "$1$2")
    .replace(around("~"), "$1$2")
    .replace(/`([^`\n]+)`/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Everything a reader sees of a message, line by line. Buttons stand in brackets. */
export function messageText(engine: Engine, message: Message): string {
  const body =
    message.blocks.length > 0
      ? message.blocks.flatMap((block) => blockLines(engine, block))
      : [readMrkdwn(engine, message.text)];
  const files = message.files.map((id) => `[file ${engine.state.files.get(id)?.name ?? id}]`);
  return [...body, ...files].filter((line) => line !== "").join("\n");
}

/** Everything a reader sees of a modal or home tab, line by line. */
export function viewText(engine: Engine, view: View): string {
  const lines = view.blocks.flatMap((block) => blockLines(engine, block));
  const title = view.title ? [view.title.text] : [];
  const submit = view.submit ? [`[${view.submit.text}]`] : [];
  return [...title, ...lines, ...submit].filter((line) => line !== "").join("\n");
}

function blockLines(engine: Engine, block: Block): string[] {
  const read = (text: AnyText | undefined) =>
    text ? (text.type === "mrkdwn" ? readMrkdwn(engine, text.text) : text.text) : "";
  switch (block.type) {
    case "section": {
      const { accessory } = block;
      return [
        read(block.text),
        ...(block.fields ?? []).map(read),
        accessory && accessory.type !== "image" ? elementText(accessory) : "",
      ];
    }
    case "header":
      return [read(block.text)];
    case "context":
      return [
        block.elements
          .map((each) => (each.type === "image" ? each.alt_text : read(each)))
          .join("  "),
      ];
    case "actions":
      return [block.elements.map(elementText).join(" ")];
    case "input":
      return inputLines(block);
    case "image":
      return [block.title?.text ?? block.alt_text];
    case "markdown":
      return [block.text];
    case "rich_text":
      return [cellText(block)];
    case "alert":
      return [read(block.text)];
    case "card":
      return [
        read(block.title),
        read(block.subtitle),
        read(block.body),
        (block.actions ?? []).map(elementText).join(" "),
      ];
    case "carousel":
      return block.elements.flatMap((each) => blockLines(engine, each));
    case "container":
      return [
        block.title?.text ?? (block.rich_text_title ? cellText(block.rich_text_title) : ""),
        read(block.subtitle),
        ...block.child_blocks.flatMap((each) => blockLines(engine, each)),
      ];
    case "table":
      return block.rows.map((row) => row.map(cellText).join(" | "));
    case "data_table":
      return [block.caption, ...block.rows.map((row) => row.map(cellText).join(" | "))];
    case "data_visualization":
      return chartLines(block);
    case "video":
      return [block.title.text];
    case "divider":
    case "file":
      return [];
  }
}

function chartLines({ title, chart }: BlockOf<"data_visualization">): string[] {
  if (chart.type === "pie")
    return [title, ...chart.segments.map((each) => `${each.label} ${each.value}`)];
  return [
    title,
    ...chart.series.map(
      (each) =>
        `${each.name}: ${each.data.map((point) => `${point.label} ${point.value}`).join(", ")}`,
    ),
  ];
}

function inputLines(block: BlockOf<"input">): string[] {
  const optional = block.optional ? " (optional)" : "";
  return [`${block.label.text}${optional}`, elementText(block.element), block.hint?.text ?? ""];
}

function elementText(element: Interactive): string {
  switch (element.type) {
    case "button":
      return `[${element.text.text}]`;
    case "overflow":
      return `[… ${element.options.map((each) => each.text.text).join(" / ")}]`;
    case "radio_buttons":
    case "checkboxes":
      return element.options.map((each) => `( ) ${each.text.text}`).join("\n");
    default:
      return "initial_value" in element && typeof element.initial_value === "string"
        ? element.initial_value
        : "placeholder" in element
          ? (element.placeholder?.text ?? "")
          : "";
  }
}
