import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Coverage } from "./font-coverage.ts";
import { INK, layoutBlock, MARGIN, type Print, RULE_WIDTH, SOFT } from "./layout-block.ts";
import type { Paper } from "./paper.ts";
import { MISSING, printable } from "./printable.ts";

/** A4, in points. */
const PAGE_HEIGHT = 841.89;
const PAGE_TOP = 86;
const PAGE_BOTTOM = 64;

/** The paper as pdfmake wants it. Every text passes through `printable` here, so that no block can forget it. */
export function layoutPaper(paper: Paper, coverage: Coverage): TDocumentDefinitions {
  let isLacking = false;
  const print: Print = (text) => {
    const printed = printable(text, coverage);
    isLacking ||= printed.includes(MISSING);
    return printed;
  };
  const from = print(paper.from);
  const title = print(paper.title);
  const footer = print(paper.footer ?? "");
  const content = [
    head(title, paper, print),
    ...paper.body.map((block) => layoutBlock(block, print)),
  ];
  if (isLacking)
    content.push({
      text: `${MISSING} stands for a character that this paper's font does not have.`,
      style: "small",
      margin: [0, 14, 0, 0],
    });
  return {
    pageSize: "A4",
    pageMargins: [MARGIN, PAGE_TOP, MARGIN, PAGE_BOTTOM],
    // Tells a reader's software what the file is called; `creationDate` is all in it that depends on time.
    info: {
      title,
      author: from,
      creator: "Dealdesk",
      producer: "Dealdesk",
      creationDate: paper.createdAt,
    },
    displayTitle: true,
    header: () => ({
      margin: [MARGIN, 34, MARGIN, 0],
      stack: [{ text: from, style: "letterhead" }, rule(6)],
    }),
    footer: (page, pages) => ({
      margin: [MARGIN, 18, MARGIN, 0],
      columns: [
        { text: footer, style: "small", width: "*" },
        { text: `Page ${page} of ${pages}`, style: "small", width: "auto", alignment: "right" },
      ],
      columnGap: 16,
    }),
    content,
    // Letterhead and foot are among the nodes of a page: only what stands between a heading and the foot keeps it there.
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel === 1 &&
      !nodes
        .getFollowingNodesOnPage()
        .some(
          ({ startPosition: { top } }) =>
            top > node.startPosition.top && top < PAGE_HEIGHT - PAGE_BOTTOM,
        ),
    defaultStyle: { font: "Roboto", fontSize: 10, lineHeight: 1.25, color: INK },
    styles: {
      letterhead: { fontSize: 12, bold: true },
      title: { fontSize: 20, bold: true, lineHeight: 1.15 },
      subtitle: { fontSize: 12, color: SOFT },
      heading: { fontSize: 12, bold: true },
      label: { color: SOFT },
      small: { fontSize: 8, color: SOFT },
      tableHead: { fontSize: 9, bold: true, color: SOFT },
      strong: { bold: true },
    },
  };
}

function head(title: string, { subtitle, meta }: Paper, print: Print): Content {
  return {
    stack: [
      { text: title, style: "title" },
      ...(subtitle
        ? [{ text: print(subtitle), style: "subtitle", margin: [0, 2, 0, 0] as Margin }]
        : []),
      ...(meta.length > 0 ? [layoutBlock({ kind: "details", lines: meta }, print)] : []),
    ],
    margin: [0, 0, 0, 6],
  };
}

type Margin = [number, number, number, number];

function rule(above: number): Content {
  return {
    canvas: [{ type: "line", x1: 0, y1: 0, x2: RULE_WIDTH, y2: 0, lineWidth: 0.8, lineColor: INK }],
    margin: [0, above, 0, 0],
  };
}
