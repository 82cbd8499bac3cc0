import type { DateOrder } from "../../../../kernel/dates.ts";
import { cut } from "../../../../kernel/text.ts";
import { type AmountReading, readAmountColumn } from "../cells/column-amounts.ts";
import { type ColumnCell, type DateReading, readDateColumns } from "../cells/column-dates.ts";
import { isPartsOfOne, orNothing } from "../cells/column-values.ts";
import type { DealField } from "../columns/field.ts";
import type { CsvFile, CsvRow } from "../file/read-csv.ts";
import type { Recognised } from "../file/recognise.ts";

const DATE_FIELDS: ReadonlySet<string> = new Set<DealField>([
  "closeDate",
  "nextStepDate",
  "createdAt",
  "engagedAt",
  "closedAt",
  "wonAt",
  "lostAt",
  "stageEnteredAt",
  "lastActivityAt",
  "snoozedUntil",
]);
const MAX_EXTRA = 20;
const MAX_EXTRA_NAME = 80;

/** What can be said of the columns of a file of deals only after all of its rows were seen. */
export type DealColumns = {
  /** Of each date column, by field; of those that tell when a stage was entered, by `entered <place>`. */
  dates: ReadonlyMap<string, DateReading>;
  amounts: AmountReading;
  /** Whether probabilities are parts of one and not percent. */
  partsOfOne: boolean;
  /** Unknown columns that hold something: their place, and the name they are kept under. */
  extra: readonly { column: number; name: string }[];
  /** Unknown columns that hold something and don't fit. */
  dropped: readonly string[];
};

/** The name under which the reading of a column of `recognised.entered` is kept. */
export function enteredName(column: number): string {
  return `entered ${column}`;
}

/** Which order the dates of a file are in when nothing in it tells: semicolons are written by programs set to Europe. */
export function fallbackOrder(file: Pick<CsvFile, "separator">): DateOrder {
  return file.separator === ";" ? "dmy" : "mdy";
}

/** Looks at every column that has to be seen as a whole to be understood. */
export function studyColumns(file: CsvFile, recognised: Recognised): DealColumns {
  const { columns, entered, unknown } = recognised;
  const dateColumns = new Map<string, readonly ColumnCell[]>();
  for (const [field, column] of columns)
    if (DATE_FIELDS.has(field)) dateColumns.set(field, filled(file.rows, column));
  for (const { column } of entered) dateColumns.set(enteredName(column), filled(file.rows, column));
  const amounts = columns.get("amount");
  const probabilities = columns.get("probability");
  const telling = unknown.filter((column) =>
    file.rows.some((row) => (row.cells[column] ?? "").trim() !== ""),
  );
  return {
    dates: readDateColumns(dateColumns, fallbackOrder(file)),
    amounts: readAmountColumn(amounts === undefined ? [] : filled(file.rows, amounts)),
    partsOfOne:
      probabilities !== undefined &&
      isPartsOfOne(filled(file.rows, probabilities).map((cell) => cell.value)),
    extra: telling
      .slice(0, MAX_EXTRA)
      .map((column) => ({ column, name: cut(file.header[column] ?? "", MAX_EXTRA_NAME) })),
    dropped: telling.slice(MAX_EXTRA).map((column) => file.header[column] ?? ""),
  };
}

/** The cells of a column that hold something. */
export function filled(rows: readonly CsvRow[], column: number): ColumnCell[] {
  return rows.flatMap(({ line, cells }) => {
    const value = orNothing(cells[column] ?? "");
    return value === null ? [] : [{ line, value }];
  });
}
