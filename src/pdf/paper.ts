/** A label and what stands beside it: "Valid until" and "20 Dec 2026". */
export type LabelledLine = { label: string; value: string };

/** How a column stands: numbers at the right; "fill" takes what the others leave. */
export type PaperColumn = {
  title: string;
  align?: "left" | "right" | undefined;
  width?: "fit" | "fill" | undefined;
};

/** One piece of a paper, from top to bottom. All texts are plain: nothing in them is markup. */
export type PaperBlock =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string; isSmall?: boolean | undefined }
  /** Label beside value, as terms are written. */
  | { kind: "details"; lines: readonly LabelledLine[] }
  /** The head is repeated on every page the table runs over. A second line in a cell follows a line break. */
  | { kind: "table"; columns: readonly PaperColumn[]; rows: readonly (readonly string[])[] }
  /** Sums below a table, at the right; a strong one is the one to look at. */
  | {
      kind: "totals";
      lines: readonly (LabelledLine & { isStrong?: boolean | undefined })[];
    }
  | { kind: "list"; items: readonly string[] }
  /** Places to sign, side by side; a name and a day already known are filled in. */
  | {
      kind: "signatures";
      parties: readonly {
        for: string;
        name?: string | undefined;
        day?: string | undefined;
      }[];
    };

/** A document as the house prints it: letterhead, title, what it is about, and its body. */
export type Paper = {
  /** The letterhead: the selling company's name. */
  from: string;
  title: string;
  /** Below the title: whom it is for, or what it is about. */
  subtitle?: string | undefined;
  /** A few lines at the top: number, date, validity. */
  meta: readonly LabelledLine[];
  body: readonly PaperBlock[];
  /** Small, at the foot of every page, beside the page's number. */
  footer?: string | undefined;
  /** When it was made; nothing else in the file depends on the time. */
  createdAt: Date;
};
