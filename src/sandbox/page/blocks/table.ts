/// <reference lib="dom" />
import type { Cell, Table } from "../../blocks/data.ts";
import { h } from "../ui/dom.ts";
import { emoji } from "./emoji.ts";
import type { Reader } from "./mrkdwn.ts";
import { richText } from "./rich-text.ts";

/** What a cell of either table shows. */
export function cellContent(cell: Cell, reader: Reader): HTMLElement | string {
  return cell.type === "rich_text" ? richText(cell, reader) : emoji(cell.text);
}

const SHORT = 26;

/** The class of a cell: numbers stand right; what is short stays on one line, so that long neighbours don't squeeze it. */
export function cellClass(cell: Cell, isNumber: boolean): string {
  const isShort = cell.type !== "rich_text" && cell.text.length <= SHORT;
  return `${isNumber ? "right" : "left"} ${isShort ? "short" : ""}`;
}

/** The plain table. Its first row is its head. */
export function table(block: Table, reader: Reader): HTMLElement {
  const rows = block.rows.map((row, index) =>
    h(
      "tr",
      {},
      ...row.map((cell, column) => {
        const setting = block.column_settings?.[column];
        const isNumber = block.rows.some((each) => each[column]?.type === "raw_number");
        const classes = [
          setting?.align ?? (isNumber ? "right" : "left"),
          setting?.is_wrapped ? "wrapped" : "",
        ];
        return h(
          index === 0 ? "th" : "td",
          { class: classes.join(" "), scope: index === 0 ? "col" : null },
          cellContent(cell, reader),
        );
      }),
    ),
  );
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, rows[0]), h("tbody", {}, ...rows.slice(1))),
  );
}
