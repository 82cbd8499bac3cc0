import { plural } from "../../../../kernel/text.ts";
import type { FileKind, Source } from "../columns/field.ts";

/** A row that was left out, and why. */
export type Refusal = {
  /** In the file, counted from 1; the header is a line too. */
  line: number;
  reason: string;
};

/** What importing one file did, or would do. */
export type FileReport = {
  file: string;
  /** Null for a file that holds no data. */
  kind: FileKind | null;
  source: Source;
  isDryRun: boolean;
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  /** With the row as it came, for a file to correct. */
  refused: readonly (Refusal & { cells: readonly string[] })[];
  header: readonly string[];
  /** How the file was understood: sentences about encoding, dates, amounts, names and columns. */
  assumptions: readonly string[];
  seconds: number;
};

const THINGS: Record<FileKind, readonly [one: string, many: string]> = {
  deals: ["deal", "deals"],
  accounts: ["account", "accounts"],
  products: ["product", "products"],
  people: ["person", "people"],
  history: ["stage change", "stage changes"],
};

/** "8,800 deals". */
export function countOf(kind: FileKind, n: number): string {
  const [one, many] = THINGS[kind];
  return plural(n, one, many);
}

/** "8,800 rows read: 8,790 deals new, 0 changed, 4 unchanged, 6 refused." */
export function reportLine(report: FileReport): string {
  const { kind, rows, created, changed, unchanged, refused, isDryRun } = report;
  if (kind === null) return "describes other files and holds no data; left out.";
  const seconds = `${report.seconds.toFixed(1)} s`;
  const n = (count: number) => count.toLocaleString("en-US");
  return `${plural(rows, "row")} read: ${countOf(kind, created)} new, ${n(changed)} changed, ${n(unchanged)} unchanged, ${n(refused.length)} refused (${isDryRun ? "dry run, nothing is written; " : ""}${seconds}).`;
}

/** The report as lines for a terminal: what was done, what was assumed, and each row that was refused. */
export function reportLines(report: FileReport): string[] {
  return [
    `${report.file}: ${reportLine(report)}`,
    ...report.assumptions.map((assumption) => `  ${assumption}`),
    ...report.refused.map(({ line, reason }) => `  line ${line} refused: ${reason}`),
  ];
}
