/// <reference lib="dom" />
import type { Cell, DataTable, Table } from "../blocks/data.ts";
import { h } from "./dom.ts";
import { emoji } from "./emoji.ts";
import type { Reader } from "./mrkdwn.ts";
import { richText } from "./rich-text.ts";

function content(cell: Cell, reader: Reader): HTMLElement | string {
  return cell.type === "rich_text" ? richText(cell, reader) : emoji(cell.text);
}

/** The plain table. */
export function table(block: Table, reader: Reader): HTMLElement {
  const rows = block.rows.map((row, index) =>
    h(
      "tr",
      {},
      ...row.map((cell, column) => {
        const setting = block.column_settings?.[column];
        const align =
          setting?.align ?? (cell.type === "raw_number" && index > 0 ? "right" : "left");
        return h(index === 0 ? "th" : "td", { class: align }, content(cell, reader));
      }),
    ),
  );
  return h("div", { class: "scroll" }, h("table", {}, ...rows));
}

/** The table with pages; a click on a head sorts by that column. */
export function dataTable(block: DataTable, reader: Reader): HTMLElement {
  const [head = [], ...body] = block.rows;
  const size = block.page_size ?? 5;
  const rowHead = block.row_header_column_index ?? 0;
  const isNumber = (column: number) => body.some((row) => row[column]?.type === "raw_number");
  let page = 0;
  let sort: { column: number; down: boolean } | null = null;
  const box = h("div", { class: "data-table" });

  const key = (cell: Cell | undefined) =>
    cell?.type === "raw_number" ? cell.value : cell?.type === "raw_text" ? cell.text : "";
  function sorted(): Cell[][] {
    if (!sort) return body;
    const { column, down } = sort;
    return [...body].sort((a, b) => {
      const [x, y] = [key(a[column]), key(b[column])];
      const order =
        typeof x === "number" && typeof y === "number"
          ? x - y
          : String(x).localeCompare(String(y), undefined, { numeric: true });
      return down ? -order : order;
    });
  }
  function draw(): void {
    const pages = Math.max(1, Math.ceil(body.length / size));
    const heads = head.map((cell, column) => {
      const here = sort?.column === column ? sort : null;
      const sortBy = () => {
        sort = { column, down: here ? !here.down : false };
        draw();
      };
      return h(
        "th",
        {
          scope: "col",
          class: isNumber(column) ? "right" : "left",
          "aria-sort": here ? (here.down ? "descending" : "ascending") : null,
        },
        h(
          "button",
          { type: "button", class: "sort", onclick: sortBy },
          content(cell, reader),
          here ? (here.down ? " ↓" : " ↑") : "",
        ),
      );
    });
    const shown = sorted().slice(page * size, (page + 1) * size);
    const rows = shown.map((row) =>
      h(
        "tr",
        {},
        ...row.map((cell, column) =>
          h(
            column === rowHead ? "th" : "td",
            {
              class: isNumber(column) ? "right" : "left",
              scope: column === rowHead ? "row" : null,
            },
            content(cell, reader),
          ),
        ),
      ),
    );
    const turn = (by: number) => () => {
      page += by;
      draw();
    };
    const pager = h(
      "div",
      { class: "pager" },
      h(
        "button",
        { type: "button", onclick: turn(-1), disabled: page === 0, "aria-label": "Page before" },
        "‹",
      ),
      `${page * size + 1}–${Math.min((page + 1) * size, body.length)} of ${body.length}`,
      h(
        "button",
        {
          type: "button",
          onclick: turn(1),
          disabled: page >= pages - 1,
          "aria-label": "Next page",
        },
        "›",
      ),
    );
    box.replaceChildren(
      h(
        "div",
        { class: "scroll" },
        h(
          "table",
          {},
          h("caption", {}, block.caption),
          h("thead", {}, h("tr", {}, ...heads)),
          h("tbody", {}, ...rows),
        ),
      ),
      ...(pages > 1 ? [pager] : []),
    );
  }
  draw();
  return box;
}
