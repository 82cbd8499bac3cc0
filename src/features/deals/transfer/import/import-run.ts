import type { Db } from "../../../../db/client.ts";
import type { CsvFile } from "../file/read-csv.ts";
import type { Recognised } from "../file/recognise.ts";
import type { KnownPerson, Named } from "../plan/name-books.ts";
import type { PersonName, StageEntry } from "../row/deal-draft.ts";
import type { ImportAct } from "../save/save-names.ts";
import type { Refusal } from "./report.ts";

/** Who imports, where, and when. */
export type Importer = ImportAct & { deps: { db: Db } };

export type ImportOptions = {
  /** Reads and decides everything, and writes nothing. */
  dryRun: boolean;
  /** ISO 4217: of amounts that name no currency. */
  currency: string;
  /** Told every 500 rows how many are done. */
  progress?: ((done: number, total: number) => Promise<void> | void) | undefined;
};

/** What the files of one run tell each other. */
export type ImportRun = ImportOptions & {
  /** The names that ids of accounts and users stand for. */
  names: { accounts: Map<string, string>; people: Map<string, PersonName> };
  /** The stages deals went through, by the id of their own system. */
  histories: Map<string, StageEntry[]>;
  /** In a dry run: what the files before this one would have written. */
  foreseen: { accounts: Named[]; products: Named[]; people: KnownPerson[]; deals: Set<string> };
};

export function startRun(options: ImportOptions): ImportRun {
  return {
    ...options,
    names: { accounts: new Map(), people: new Map() },
    histories: new Map(),
    foreseen: { accounts: [], products: [], people: [], deals: new Set() },
  };
}

/** A file that was read, with what its header says it is. */
export type ReadFile = { file: CsvFile; recognised: Recognised };

/** What importing a file did to its rows, and what is to be said of it. */
export type Outcome = {
  created: number;
  changed: number;
  unchanged: number;
  refused: readonly Refusal[];
  assumptions: readonly string[];
};

/** A cell of a field, trimmed; null when it is empty or there is no such column. */
export function cellOf(
  { columns }: Recognised,
  cells: readonly string[],
  field: string,
): string | null {
  const column = columns.get(field);
  return column === undefined ? null : (cells[column] ?? "").trim() || null;
}
