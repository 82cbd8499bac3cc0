import { setImmediate } from "node:timers/promises";
import { type CsvError, type Info, parse } from "csv-parse";
import { AppError } from "../../../../kernel/errors.ts";
import { cut, plural } from "../../../../kernel/text.ts";
import { decodeText } from "./decode-text.ts";
import { withoutGuard } from "./formula-guard.ts";

/** One record of the file, and the line it begins on. */
export type CsvRow = { line: number; cells: readonly string[] };

/** A file as it was read, before anybody asks what its columns mean. */
export type CsvFile = {
  name: string;
  header: readonly string[];
  rows: readonly CsvRow[];
  encoding: string;
  separator: Separator;
  /** Lines before the header and after the last row that are no data: titles and totals of a report. */
  besides: number;
};

const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** 20 MB. */
export const MAX_BYTES = 20 * 1024 * 1024;
export const MAX_ROWS = 100_000;

const SEPARATOR_NAMES: Record<Separator, string> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

/** "semicolons": what stands between the cells, in words. */
export function separatorName(separator: Separator): string {
  return SEPARATOR_NAMES[separator];
}

/**
 * Takes a file apart: encoding and separator are found out, quotes and line breaks in cells are kept.
 * @param isHeader says which of the first records names the columns; reports have titles above it.
 * @throws AppError bad_input for files that are too large, empty, no text, or without a header.
 */
export async function readCsv(
  file: { name: string; bytes: Buffer },
  isHeader: (cells: readonly string[]) => boolean,
): Promise<CsvFile> {
  if (file.bytes.length > MAX_BYTES)
    throw new AppError(
      "bad_input",
      `${file.name} has ${Math.ceil(file.bytes.length / 1024 / 1024)} MB; I read up to 20.`,
      "Split it, and import the parts one after the other.",
    );
  const { text, encoding } = decodeText(file.bytes);
  const separator = announced(text) ?? separatorOf(text);
  const records = await recordsOf(withoutAnnouncement(text), separator);
  const start = records.slice(0, 20).findIndex((record) => isHeader(record.cells));
  const header = records[Math.max(start, 0)];
  if (!header || header.cells.filter((cell) => cell.trim()).length < 2)
    throw new AppError(
      "bad_input",
      `I find no header row in ${file.name}.`,
      "The first line must name the columns, like `title,account,stage,amount,close date`.",
    );
  const body = records.slice(Math.max(start, 0) + 1);
  const rows = body.slice(0, body.length - footer(body, header.cells.length));
  if (rows.length > MAX_ROWS)
    throw new AppError(
      "bad_input",
      `${file.name} has ${plural(rows.length, "row")}; I read up to 100,000.`,
      "Split it, and import the parts one after the other.",
    );
  return {
    name: file.name,
    header: header.cells.map((cell) => cell.trim()),
    rows,
    encoding,
    separator,
    besides: Math.max(start, 0) + (body.length - rows.length),
  };
}

/** How many of the last records are a report's totals and notices: of another length than the header, with one thing in them. */
function footer(body: readonly CsvRow[], columns: number): number {
  let count = 0;
  for (const { cells } of body.toReversed()) {
    if (cells.length === columns || cells.filter((cell) => cell.trim()).length > 1) break;
    count++;
  }
  return count;
}

/** Excel's own way to say what the separator is: a first line `sep=;`. */
function announced(text: string): Separator | null {
  const sign = /^sep=(.)\r?\n/i.exec(text)?.[1];
  return SEPARATORS.find((separator) => separator === sign) ?? null;
}

function withoutAnnouncement(text: string): string {
  // The line stays, empty, so that line numbers are those of the file.
  return text.replace(/^sep=.(?=\r?\n)/i, "");
}

/** The sign that splits most of the first lines into the same number of cells, outside of quotes. */
function separatorOf(text: string): Separator {
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/"[^"]*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim())
    .slice(0, 50);
  let best: { separator: Separator; score: number } = { separator: ",", score: 0 };
  for (const separator of SEPARATORS) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const tally = new Map<number, number>();
    for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
    for (const [count, often] of tally) {
      const score = often * 1000 + Math.min(count, 999);
      if (score > best.score) best = { separator, score };
    }
  }
  return best.separator;
}

async function recordsOf(text: string, separator: Separator): Promise<CsvRow[]> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  const records: CsvRow[] = [];
  let end = 0;
  const take = () => {
    for (let found = next(parser); found; found = next(parser)) {
      // A record is told of by its last line.
      const line = end + 1;
      end = found.info.lines;
      if (found.record.some((cell) => cell.trim() !== ""))
        records.push({ line, cells: found.record.map(withoutGuard) });
    }
  };
  let failure: CsvError | undefined;
  parser.on("error", (error) => {
    failure = error as CsvError;
  });
  for (let at = 0; at < text.length && !failure; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
    take();
    // A large file must not keep everyone else waiting.
    await setImmediate();
  }
  if (!failure) parser.end();
  await setImmediate();
  take();
  if (failure) throw unreadable(failure, end + 1);
  return records;
}

const CHUNK = 256 * 1024;

type Found = { record: string[]; info: Pick<Info, "lines"> };

function next(parser: ReturnType<typeof parse>): Found | null {
  return parser.read() as Found | null;
}

function unreadable(error: CsvError, line: number): AppError {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return new AppError(
      "bad_input",
      `A quote is opened in the record that begins on line ${line} and never closed.`,
      'Close it with ", or double it where it is a letter.',
    );
  return new AppError(
    "bad_input",
    `I can't read the record that begins on line ${line}: ${cut(error.message, 120)}`,
    "Export the file again as CSV.",
  );
}
