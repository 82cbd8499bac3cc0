/// <reference lib="dom" />
import type { Cell, DataTable } from "../../blocks/data.ts";
import { h, setChildren } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Reader } from "./mrkdwn.ts";
import { cellClass, cellContent } from "./table.ts";

type Sort = { column: number; down: boolean } | null;
const DEFAULT_SIZE = 5;

/** The table with pages; a press on a head sorts by that column, a second one the other way round, a third as it was. */
export function dataTable(block: DataTable, reader: Reader): HTMLElement {
  const [head = [], ...body] = block.rows;
  const size = block.page_size ?? DEFAULT_SIZE;
  const rowHead = block.row_header_column_index ?? 0;
  const columns = head.map((_, column) => ({
    isNumber: body.some((row) => row[column]?.type === "raw_number"),
  }));
  let page = 0;
  let sort: Sort = null;

  const side = (column: number) => (columns[column]?.isNumber ? "right" : "left");
  const heads = head.map((cell, column) =>
    h(
      "th",
      { scope: "col", class: side(column) },
      h(
        "button",
        { type: "button", class: "sort", onclick: () => sortBy(column) },
        h("span", {}, cellContent(cell, reader)),
        icon("up"),
      ),
    ),
  );
  const rows = h("tbody");
  const where = h("span", { "aria-live": "polite" });
  const before = pageButton("left", "Previous page", () => turn(-1));
  const next = pageButton("right", "Next page", () => turn(1));
  const pages = Math.max(1, Math.ceil(body.length / size));

  function sortBy(column: number): void {
    const same = sort?.column === column ? sort : null;
    sort = same?.down ? null : { column, down: same !== null };
    page = 0;
    draw();
  }
  function turn(by: number): void {
    page = Math.min(pages - 1, Math.max(0, page + by));
    draw();
  }
  function draw(): void {
    for (const [column, cell] of heads.entries()) {
      const here = sort?.column === column ? sort : null;
      cell.setAttribute("aria-sort", here ? (here.down ? "descending" : "ascending") : "none");
    }
    const shown = sorted(body, sort).slice(page * size, (page + 1) * size);
    // Always as many lines as a page has, so that the last page does not move what lies under the table.
    const empty = pages > 1 ? size - shown.length : 0;
    setChildren(rows, [
      ...shown.map((row) => rowOf(row)),
      ...Array.from({ length: empty }, () =>
        h("tr", { class: "filler", "aria-hidden": "true" }, h("td", { colspan: head.length }, " ")),
      ),
    ]);
    where.textContent = `${page * size + 1}–${Math.min((page + 1) * size, body.length)} of ${body.length}`;
    before.disabled = page === 0;
    next.disabled = page === pages - 1;
  }
  const rowOf = (row: readonly Cell[]) =>
    h(
      "tr",
      {},
      ...row.map((cell, column) =>
        h(
          column === rowHead ? "th" : "td",
          {
            class: cellClass(cell, columns[column]?.isNumber ?? false),
            scope: column === rowHead ? "row" : null,
          },
          cellContent(cell, reader),
        ),
      ),
    );

  draw();
  return h(
    "div",
    { class: "data-table" },
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": block.caption },
      h("table", {}, h("caption", {}, block.caption), h("thead", {}, h("tr", {}, ...heads)), rows),
    ),
    pages > 1 ? h("div", { class: "pager" }, before, where, next) : null,
  );
}

function pageButton(
  direction: "left" | "right",
  label: string,
  turn: () => void,
): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: turn },
    icon(direction),
  );
}

function sorted(body: readonly Cell[][], sort: Sort): readonly Cell[][] {
  if (!sort) return body;
  const { column, down } = sort;
  const compare = (a: Cell[], b: Cell[]) => {
    const [x, y] = [sortKey(a[column]), sortKey(b[column])];
    // What is empty stays at the end either way.
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    const order =
      typeof x === "number" && typeof y === "number"
        ? x - y
        : String(x).localeCompare(String(y), "en", { numeric: true });
    return down ? -order : order;
  };
  return body.toSorted(compare);
}

function sortKey(cell: Cell | undefined): number | string | null {
  if (cell?.type === "raw_number") return cell.value;
  if (cell?.type !== "raw_text" || ["", "–", "-", "—"].includes(cell.text.trim())) return null;
  return cell.text;
}
