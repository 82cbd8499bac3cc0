import type { Content, CustomTableLayout, TableCell } from "pdfmake/interfaces.js";
import type { LabelledLine, PaperBlock, PaperColumn } from "./paper.ts";

/** A text as the font can print it. */
export type Print = (text: string) => string;

/** Points from the edge of the paper, on both sides. */
export const MARGIN = 56;
const A4_WIDTH = 595.28;
/** From margin to margin. */
export const RULE_WIDTH = A4_WIDTH - 2 * MARGIN;
/** The colours of text, of what matters less, and of lines. */
export const INK = "#1d2733";
export const SOFT = "#5c6773";
const LINE = "#cfd6dd";
const LABEL_WIDTH = 130;
const GAP = 10;

/** One block of a paper as pdfmake wants it. */
export function layoutBlock(block: PaperBlock, print: Print): Content {
  switch (block.kind) {
    case "heading":
      return {
        text: print(block.text),
        style: "heading",
        // See `pageBreakBefore` of the page: a heading stays with what follows it.
        headlineLevel: 1,
        margin: [0, 16, 0, 2],
      };
    case "paragraph":
      return {
        text: print(block.text),
        ...(block.isSmall ? { style: "small" } : {}),
        margin: [0, 6, 0, 0],
      };
    case "details":
      return details(block.lines, print);
    case "table":
      return table(block.columns, block.rows, print);
    case "totals":
      return totals(block.lines, print);
    case "list":
      return { ul: block.items.map(print), margin: [0, 6, 0, 0] };
    case "signatures":
      return signatures(block.parties, print);
  }
}

function details(lines: readonly LabelledLine[], print: Print): Content {
  if (lines.length === 0) return { text: "" };
  return {
    margin: [0, GAP, 0, 0],
    layout: "noBorders",
    table: {
      widths: [LABEL_WIDTH, "*"],
      body: lines.map(({ label, value }): TableCell[] => [
        { text: print(label), style: "label" },
        { text: print(value) },
      ]),
    },
  };
}

const ruled: CustomTableLayout = {
  hLineWidth: (i, node) => (i === 0 ? 0 : i === 1 || i === node.table.body.length ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: (i) => (i === 1 ? INK : LINE),
  paddingLeft: (i) => (i === 0 ? 0 : 6),
  paddingRight: (i, node) => (i === (node.table.widths?.length ?? 0) - 1 ? 0 : 6),
  paddingTop: () => 4,
  paddingBottom: () => 3,
};

function table(
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
  print: Print,
): Content {
  if (columns.length === 0) return { text: "" };
  const fills = columns.some((column) => column.width === "fill");
  return {
    margin: [0, GAP, 0, 0],
    layout: ruled,
    table: {
      headerRows: 1,
      dontBreakRows: rows.every(fitsOnPage),
      widths: columns.map(({ width }, i) =>
        width === "fill" || (!fills && i === 0) ? "*" : "auto",
      ),
      body: [
        columns.map(({ title, align }) => ({
          text: print(title),
          style: "tableHead",
          alignment: align ?? "left",
        })),
        ...rows.map((row) =>
          columns.map(({ align }, i) => ({
            text: print(row[i] ?? ""),
            alignment: align ?? "left",
          })),
        ),
      ],
    },
  };
}

/** A4 has room for about 55 lines, and the narrowest column for this many characters. */
const MOST_LINES = 30;
const NARROWEST = 20;

/**
 * Whether a row is surely no longer than a page. Only then may pdfmake be told to keep rows in one piece: a longer one it would
 * run off the paper, without a word.
 */
function fitsOnPage(row: readonly string[]): boolean {
  return row.every((cell) => {
    const lines = cell.split("\n").map((line) => 1 + Math.floor(line.length / NARROWEST));
    return lines.reduce((sum, n) => sum + n, 0) <= MOST_LINES;
  });
}

function totals(
  lines: readonly (LabelledLine & { isStrong?: boolean | undefined })[],
  print: Print,
): Content {
  if (lines.length === 0) return { text: "" };
  return {
    // Together on one page: a total apart from its parts is misread.
    unbreakable: true,
    margin: [0, GAP, 0, 0],
    columns: [
      { text: "", width: "*" },
      {
        width: "auto",
        layout: "noBorders",
        table: {
          widths: ["auto", "auto"],
          body: lines.map(({ label, value, isStrong }): TableCell[] => {
            const style = isStrong ? "strong" : "label";
            return [
              { text: print(label), style, alignment: "right" },
              { text: print(value), style: isStrong ? "strong" : "", alignment: "right" },
            ];
          }),
        },
      },
    ],
  };
}

function signatures(
  parties: readonly { for: string; name?: string | undefined; day?: string | undefined }[],
  print: Print,
): Content {
  const line = (label: string, value: string | undefined): Content => ({
    stack: [
      { text: print(value ?? "") || " ", margin: [0, 16, 0, 1] },
      {
        canvas: [{ type: "line", x1: 0, y1: 0, x2: 200, y2: 0, lineWidth: 0.6, lineColor: SOFT }],
      },
      { text: label, style: "small", margin: [0, 2, 0, 0] },
    ],
  });
  return {
    unbreakable: true,
    margin: [0, 22, 0, 0],
    columnGap: 40,
    columns: parties.map(({ for: party, name, day }) => ({
      width: "*",
      stack: [
        { text: print(party), style: "strong" },
        line("Signature", undefined),
        line("Name", name),
        line("Date", day),
      ],
    })),
  };
}
