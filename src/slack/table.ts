import type { DataTableBlock } from "@slack/types";
import { cut } from "../kernel/text.ts";
import { LIMITS } from "./limits.ts";

/** Text, or a number to sort by with the words it is shown as. */
export type Cell = string | { value: number; text: string };
const CELL = 80;
const fitted = (text: string) => cut(text.trim() || "–", CELL);

/**
 * Rows as Slack's own data table, which the reader sorts and pages.
 * Slack counts all cells together (10,000 characters): rows that don't fit are left out and `shown` says how many are in.
 */
export function dataTable(table: {
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  pageSize?: number;
}): { block: DataTableBlock; shown: number } {
  const columns = table.columns.slice(0, LIMITS.dataTableColumns);
  const budget = LIMITS.dataTableCharacters - columns.join("").length;
  const rows: Cell[][] = [];
  let used = 0;
  for (const row of table.rows.slice(0, LIMITS.dataTableRows)) {
    const cells = columns.map((_, i) => {
      const cell = row[i] ?? "–";
      return typeof cell === "string"
        ? fitted(cell)
        : { value: cell.value, text: fitted(cell.text) };
    });
    used += cells.map((cell) => (typeof cell === "string" ? cell : cell.text)).join("").length;
    if (used > budget) break;
    rows.push(cells);
  }
  // Slack refuses a table that has only its head.
  const filled = rows.length > 0 ? rows : [columns.map(() => "–")];
  const text = (value: string) => ({ type: "raw_text" as const, text: value });
  return {
    shown: rows.length,
    block: {
      type: "data_table",
      caption: cut(table.caption, LIMITS.headerText),
      page_size: Math.min(table.pageSize ?? 10, 100),
      rows: [
        columns.map(text),
        ...filled.map((row) =>
          row.map((cell) =>
            typeof cell === "string" ? text(cell) : { type: "raw_number" as const, ...cell },
          ),
        ),
      ],
    },
  };
}
