import { sql } from "drizzle-orm";
import { inWorkspace, readWorkspace } from "../../../../db/workspace.ts";
import { authorize } from "../../../../kernel/access.ts";
import { AppError } from "../../../../kernel/errors.ts";
import type { FileKind } from "../columns/field.ts";
import { readCsv } from "../file/read-csv.ts";
import { isDescription, isHeader, recognise } from "../file/recognise.ts";
import { importAccounts, importProducts } from "./import-catalogue.ts";
import { importDeals } from "./import-deals.ts";
import { importHistory, readHistory } from "./import-history.ts";
import {
  type Importer,
  type ImportOptions,
  type ImportRun,
  type Outcome,
  type ReadFile,
  startRun,
} from "./import-run.ts";
import { importTeam } from "./import-team.ts";
import type { FileReport } from "./report.ts";

/** A file as it came. */
export type SourceFile = { name: string; bytes: Buffer };

/** What became of each file of a folder: its report, or why it could not be read or imported. */
export type FileResult = { file: string; report: FileReport } | { file: string; error: AppError };

/** Deals refer to the first three, and a history to deals. */
const ORDER: readonly FileKind[] = ["accounts", "products", "people", "deals", "history"];

const IMPORTS: Record<FileKind, typeof importDeals> = {
  accounts: importAccounts,
  products: importProducts,
  people: importTeam,
  deals: importDeals,
  history: importHistory,
};

/**
 * Imports one file: everything that is accepted in one transaction, or nothing when it fails.
 * @throws AppError forbidden, or bad_input when the file as a whole can't be read
 */
export async function importFile(
  act: Importer,
  source: SourceFile,
  options: ImportOptions,
): Promise<FileReport> {
  const started = performance.now();
  if (describesOthers(source))
    throw new AppError(
      "bad_input",
      `${source.name} describes other files and holds no data.`,
      "Give me the file of deals itself.",
    );
  const read = await readFile(source);
  return importRead(act, read, startRun(options), started);
}

/**
 * Imports the files of a folder in the order they depend on each other: accounts, products, people, deals, stage history.
 * Each is a transaction of its own; one that can't be read doesn't keep the others out.
 * @throws AppError forbidden
 */
export async function importFiles(
  act: Importer,
  sources: readonly SourceFile[],
  options: ImportOptions,
): Promise<FileResult[]> {
  const results = new Map<string, FileResult>();
  const readable: ReadFile[] = [];
  for (const source of sources) {
    try {
      if (describesOthers(source)) results.set(source.name, withoutData(source.name, options));
      else readable.push(await readFile(source));
    } catch (error) {
      results.set(source.name, failure(source.name, error));
    }
  }
  const run = startRun(options);
  rememberHistories(run, readable, act.actor.timeZone);
  const ordered = ORDER.flatMap((kind) => readable.filter((one) => one.recognised.kind === kind));
  for (const read of ordered) {
    const { name } = read.file;
    try {
      const report = await importRead(act, read, run, performance.now());
      results.set(name, { file: name, report });
    } catch (error) {
      results.set(name, failure(name, error));
    }
  }
  const order = [...sources.map(({ name }) => name)].sort(
    (a, b) => place(ordered, a) - place(ordered, b),
  );
  return order.flatMap((name) => results.get(name) ?? []);
}

async function readFile(source: SourceFile): Promise<ReadFile> {
  const file = await readCsv(source, isHeader);
  return { file, recognised: recognise(source.name, file.header, file.rows) };
}

async function importRead(
  act: Importer,
  read: ReadFile,
  run: ImportRun,
  started: number,
): Promise<FileReport> {
  authorize(act.actor, "workspace.administer");
  const { workspaceId } = act.actor;
  const { kind, source } = read.recognised;
  const transaction = run.dryRun ? readWorkspace : inWorkspace;
  const outcome: Outcome = await transaction(act.deps.db, workspaceId, async (tx) => {
    // Two imports at once would both find that a deal is new.
    if (!run.dryRun)
      await tx.execute(
        sql`select pg_advisory_xact_lock(hashtext('dealdesk import'), hashtext(${workspaceId}))`,
      );
    return IMPORTS[kind](tx, act, read, run);
  });
  const cells = new Map(read.file.rows.map((row) => [row.line, row.cells]));
  return {
    ...outcome,
    refused: outcome.refused.map((one) => ({ ...one, cells: cells.get(one.line) ?? [] })),
    header: read.file.header,
    file: read.file.name,
    kind,
    source,
    isDryRun: run.dryRun,
    rows: read.file.rows.length,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Histories first: a new deal gets the stages it went through at once, since its history can only be added to. */
function rememberHistories(run: ImportRun, files: readonly ReadFile[], timeZone: string): void {
  for (const file of files.filter(({ recognised }) => recognised.kind === "history"))
    for (const [id, entries] of readHistory(file, timeZone).entries)
      run.histories.set(
        id,
        entries.map(({ stage, at }) => ({ stage, at })),
      );
}

/** A data dictionary names columns of other files, and would be taken for one of them. */
function describesOthers({ name, bytes }: SourceFile): boolean {
  const first = bytes.toString("utf8", 0, 4096).split(/\r?\n/)[0] ?? "";
  return isDescription(name, first.split(/[,;\t|]/));
}

function withoutData(file: string, { dryRun }: ImportOptions): FileResult {
  const nothing = {
    rows: 0,
    created: 0,
    changed: 0,
    unchanged: 0,
    refused: [],
    header: [],
    assumptions: [],
  };
  return {
    file,
    report: { ...nothing, file, kind: null, source: "csv", isDryRun: dryRun, seconds: 0 },
  };
}

function failure(file: string, error: unknown): FileResult {
  if (error instanceof AppError && error.code === "bad_input") return { file, error };
  throw error;
}

function place(ordered: readonly ReadFile[], name: string): number {
  const found = ordered.findIndex(({ file }) => file.name === name);
  return found < 0 ? ordered.length : found;
}
