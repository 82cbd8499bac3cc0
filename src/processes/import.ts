import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Config, ConfigError, loadConfig, loadEnvFile } from "../config.ts";
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
import type { Actor } from "../kernel/access.ts";
import { systemClock } from "../kernel/clock.ts";
import { AppError, messageOf } from "../kernel/errors.ts";
import { isCurrency } from "../kernel/money.ts";

const USAGE = `npm run import -- <file or folder> [--dry-run] [--workspace T012AB3CD] [--currency USD] [--refused refused.csv]

Imports deals, accounts, products, people and stage histories from CSV files: our own export, or those of Salesforce,
HubSpot, Pipedrive and Zoho. The same file a second time changes nothing.
  --dry-run    says what would happen and writes nothing
  --workspace  the Slack workspace to import into; without it the only one there is
  --currency   of amounts that name none; without it the workspace's
  --refused    writes the rows that were refused into this file, each with its reason`;

/** The workspace of the sandbox, for a database nobody has used yet. */
const SANDBOX = { id: "T0DEALDESK", name: "Northwind Sales" };

type Options = {
  path: string;
  dryRun: boolean;
  workspace: string | null;
  currency: string | null;
  refused: string | null;
};

class UsageError extends Error {
  override readonly name = "UsageError";
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const sources = await readSources(options.path);
  loadEnvFile();
  const database = await reachDatabase(loadConfig());
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

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      workspace: { type: "string" },
      currency: { type: "string" },
      refused: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const [path] = positionals;
  if (!path || positionals.length > 1 || values.help) throw new UsageError(USAGE);
  const currency = values.currency?.toUpperCase() ?? null;
  if (currency && !isCurrency(currency))
    throw new UsageError(`I don't know the currency ${currency}. Use a code like EUR or USD.`);
  return {
    path,
    dryRun: values["dry-run"],
    workspace: values.workspace ?? null,
    currency,
    refused: values.refused ?? null,
  };
}

async function readSources(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UsageError(`There is no file or folder ${path}.`);
  const files = found.isDirectory()
    ? (await readdir(path))
        .filter((name) => /\.(csv|tsv|txt)$/i.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  if (files.length === 0) throw new UsageError(`There is no .csv, .tsv or .txt file in ${path}.`);
  return Promise.all(
    files.map(async (file) => ({ name: basename(file), bytes: await readFile(file) })),
  );
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
  options: Options,
  sources: readonly SourceFile[],
): Promise<FileResult[]> {
  const now = systemClock.now();
  const workspaceId = await chooseWorkspace(db, options.workspace, now);
  const act = { deps: { db }, actor: systemActor(workspaceId), now, requestId: null };
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

/** Whoever sits at the machine the bot runs on: an admin who is nobody in Slack. */
function systemActor(workspaceId: string): Actor {
  return {
    workspaceId,
    personId: 0,
    slackUserId: "",
    name: "the command line",
    timeZone: "UTC",
    roles: ["admin"],
    teamId: null,
  };
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
export function runImport(): Promise<void> {
  return main().catch(giveUp);
}

function giveUp(error: unknown): void {
  const expected =
    error instanceof UsageError || error instanceof ConfigError || error instanceof AppError;
  const text = error instanceof AppError ? sentence(error) : messageOf(error);
  process.stderr.write(`${expected ? text : `The import failed: ${text}`}\n`);
  process.exitCode = 1;
}
