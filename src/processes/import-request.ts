import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "../kernel/errors.ts";
import { isCurrency } from "../kernel/money.ts";

const USAGE = `npm run import -- <file or folder> [--dry-run] [--workspace T012AB3CD] [--currency USD] [--refused refused.csv]

Imports deals, accounts, products, people and stage histories from CSV files: our own export, or those of Salesforce,
HubSpot, Pipedrive and Zoho. The same file a second time changes nothing.
  --dry-run    says what would happen and writes nothing
  --workspace  the Slack workspace to import into; without it the only one there is
  --currency   of amounts that name none; without it the workspace's
  --refused    writes the rows that were refused into this file, each with its reason`;

/** What the command line asks for. */
export type ImportOptions = {
  path: string;
  dryRun: boolean;
  workspace: string | null;
  currency: string | null;
  refused: string | null;
};

/** The files to read, as they are. */
export type ImportSource = { name: string; bytes: Buffer };
/** Everything an import is told. */
export type ImportRequest = { options: ImportOptions; sources: ImportSource[] };

/** The command line can't be followed; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the command line and the files it names; what is wrong with them is said at once, before the product is loaded. */
export async function readImportRequest(args: readonly string[]): Promise<ImportRequest> {
  try {
    const options = readOptions(args);
    return { options, sources: await readSources(options.path) };
  } catch (error) {
    process.stderr.write(
      `${error instanceof UsageError ? error.message : `The import failed: ${messageOf(error)}`}\n`,
    );
    process.exit(1);
  }
}

function readOptions(args: readonly string[]): ImportOptions {
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

async function readSources(path: string): Promise<ImportSource[]> {
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
