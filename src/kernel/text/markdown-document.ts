import { asMarkdown, type Inline } from "./markdown.ts";

/** A table of a document: every row has a cell for each column, a short row gets dashes. */
export type MarkdownTable = {
  columns: readonly Inline[];
  rows: readonly (readonly Inline[])[];
  /** Columns of numbers stand to the right, by their place from 0. */
  right?: readonly number[];
};

/** A Markdown file in the making: each call adds a part, `toString` is the file. */
export type MarkdownDocument = {
  /** A heading; one of level 1 stands on top of the file. */
  heading(level: 1 | 2 | 3, text: Inline): MarkdownDocument;
  /** A paragraph; an empty one adds nothing. */
  paragraph(text: Inline): MarkdownDocument;
  /** What a person wrote in several lines: blank lines part paragraphs, other line breaks stay line breaks. */
  prose(text: string): MarkdownDocument;
  /** A list with bullets; an empty one adds nothing. */
  list(items: readonly Inline[]): MarkdownDocument;
  /** A list counted from 1; an empty one adds nothing. */
  numbered(items: readonly Inline[]): MarkdownDocument;
  /** What somebody said, set apart. */
  quote(text: string): MarkdownDocument;
  /** A table; one without rows adds nothing. */
  table(table: MarkdownTable): MarkdownDocument;
  toString(): string;
};

// A cell longer than this would push all others off the screen of who reads the file as it is.
const WIDEST_PADDING = 48;

/** Starts a document. Text from people is escaped by every part, so that a deal's name can't make a heading or a link. */
export function markdownDocument(): MarkdownDocument {
  const parts: string[] = [];
  const add = (part: string) => {
    if (part.trim() !== "") parts.push(part);
    return document;
  };
  const document: MarkdownDocument = {
    heading: (level, text) => add(`${"#".repeat(level)} ${asMarkdown(text)}`),
    paragraph: (text) => add(asMarkdown(text).text),
    prose: (text) => {
      for (const paragraph of paragraphsOf(text)) add(paragraph);
      return document;
    },
    list: (items) => add(items.map((item) => `- ${asMarkdown(item)}`).join("\n")),
    numbered: (items) => add(items.map((item, i) => `${i + 1}. ${asMarkdown(item)}`).join("\n")),
    quote: (text) =>
      add(
        paragraphsOf(text)
          .map((paragraph) => paragraph.replace(/^/gm, "> "))
          .join("\n>\n"),
      ),
    table: (table) => add(table.rows.length === 0 ? "" : tableText(table)),
    toString: () => `${parts.join("\n\n")}\n`,
  };
  return document;
}

function paragraphsOf(text: string): string[] {
  return text
    .split(/\r?\n[ \t]*(?:\r?\n)+/)
    .map((paragraph) =>
      paragraph
        .split(/\r?\n/)
        .map((line) => asMarkdown(line).text)
        .filter((line) => line !== "")
        // Two spaces at the end are Markdown's line break.
        .join("  \n"),
    )
    .filter((paragraph) => paragraph !== "");
}

function tableText({ columns, rows, right = [] }: MarkdownTable): string {
  const cells = [columns, ...rows].map((row) =>
    columns.map((_, i) => asMarkdown(row[i] ?? "").text || "–"),
  );
  const widths = columns.map((_, i) =>
    Math.min(WIDEST_PADDING, Math.max(3, ...cells.map((row) => [...(row[i] ?? "")].length))),
  );
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  const padded = cells.map((row) =>
    row.map((cell, i) => {
      const space = " ".repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length));
      return right.includes(i) ? `${space}${cell}` : `${cell}${space}`;
    }),
  );
  const rule = widths.map((width, i) =>
    right.includes(i) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  const [head = [], ...body] = padded;
  return [line(head), line(rule), ...body.map(line)].join("\n");
}
