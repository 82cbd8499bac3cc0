import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config } from "../config.ts";
import { type Db, openDatabase } from "../db/client.ts";
import { AlreadyRunning, startEmbedded } from "../db/embedded.ts";
import { migrate } from "../db/migrate.ts";
import { ensureServer } from "../db/server.ts";
import { clusterHome } from "../db/server-account.ts";
import { listWorkspaceIds, registerWorkspace } from "../db/workspace.ts";
import {
  baseCurrencyOf,
  type FileResult,
  importFiles,
  refusedCsv,
  reportLines,
  type SourceFile,
} from "../features/deals/index.ts";
import { botActor } from "../kernel/access.ts";
import { systemClock } from "../kernel/clock.ts";
import { AppError, messageOf } from "../kernel/errors.ts";
import { type ImportOptions, type ImportRequest, UsageError } from "./import-request.ts";

/** The workspace of the sandbox, for a database nobody has used yet. */
const SANDBOX = { id: "T0DEALDESK", name: "Northwind Sales" };

async function main({ options, sources }: ImportRequest, config: Config): Promise<void> {
  const database = await reachDatabase(config);
  try {
    await migrate(database.url);
    const db = await openDatabase(database.url, { max: 2 });
    try {
      const results = await run(db, options, sources);
      if (options.refused) await writeRefused(options.refused, results);
      if (results.some((result) => "error" in result)) process.exitCode = 1;
    } finally {
      await db.close();
    }
  } finally {
    await database.stop();
  }
}

/** A server of one's own, the embedded one, or that of a Dealdesk that is running on the same folder. */
async function reachDatabase({ database, dataDir }: Config): Promise<{
  url: string;
  stop(): Promise<void>;
}> {
  if (database.kind === "url") return { url: database.url, async stop() {} };
  try {
    return await startEmbedded(dataDir);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    const folder = join(await clusterHome(resolve(dataDir)), "postgres");
    return { url: await ensureServer({ folder, durable: true }), async stop() {} };
  }
}

async function run(
  db: Db,
  options: ImportOptions,
  sources: readonly SourceFile[],
): Promise<FileResult[]> {
  const now = systemClock.now();
  const workspaceId = await chooseWorkspace(db, options.workspace, now);
  const act = {
    deps: { db }, // Whoever sits at the machine the bot runs on is an admin who is nobody in Slack.
    actor: botActor(workspaceId, "the command line"),
    now,
    requestId: null,
  };
  const results = await importFiles(act, sources, {
    dryRun: options.dryRun,
    currency: options.currency ?? (await baseCurrencyOf(db, workspaceId)),
    progress(done, total) {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total}\u001b[K`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  say(`Workspace ${workspaceId}`);
  for (const result of results)
    if ("error" in result) say(`${result.file}: ${sentence(result.error)}`);
    else for (const line of reportLines(result.report)) say(line);
  return results;
}

async function chooseWorkspace(db: Db, wanted: string | null, now: Date): Promise<string> {
  const ids = await listWorkspaceIds(db);
  if (wanted) {
    if (ids.includes(wanted)) return wanted;
    throw new UsageError(
      `There is no workspace ${wanted}${ids.length > 0 ? `; I know ${ids.join(", ")}` : ""}. A workspace is known once the bot was started in it.`,
    );
  }
  const [only, other] = ids;
  if (other)
    throw new UsageError(`Which workspace? Add --workspace with one of ${ids.join(", ")}.`);
  if (only) return only;
  await registerWorkspace(db, SANDBOX, now);
  return SANDBOX.id;
}

/** One file's rows with all their cells; of several files, whose columns differ, only where each row is. */
async function writeRefused(path: string, results: readonly FileResult[]): Promise<void> {
  const reports = results.flatMap((result) => ("report" in result ? [result.report] : []));
  const [only, other] = reports.filter((report) => report.refused.length > 0);
  const content =
    only && !other
      ? refusedCsv(only.header, only.refused)
      : refusedCsv(
          ["file"],
          reports.flatMap(({ file, refused }) => refused.map((one) => ({ ...one, cells: [file] }))),
        );
  await writeFile(path, content);
}

function sentence(error: AppError): string {
  return [error.message, error.hint].filter(Boolean).join(" ");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Imports what the command line names; what goes wrong is said in words and in the exit code. */
export function runImport(request: ImportRequest, config: Config): Promise<void> {
  return main(request, config).catch(giveUp);
}

function giveUp(error: unknown): void {
  const expected = error instanceof UsageError || error instanceof AppError;
  const text = error instanceof AppError ? sentence(error) : messageOf(error);
  process.stderr.write(`${expected ? text : `The import failed: ${text}`}\n`);
  process.exitCode = 1;
}
