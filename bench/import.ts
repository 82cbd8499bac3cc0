import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Db, openDatabase } from "../src/db/client.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { registerWorkspace } from "../src/db/workspace.ts";
import {
  type FileReport,
  importFiles,
  type SourceFile,
} from "../src/features/deals/transfer/index.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { seededRandom } from "./random.ts";

const FOLDER = "../shared/data/crm-sales";
const WORKSPACE = { id: "T0BENCH", name: "Bench" };

/**
 * Reads a CRM's export into an empty workspace twice, and prints rows, refusals and seconds; the second time must change
 * nothing. `--folder=` is another folder of CSV files, `--rows=20000` the length of a made-up file beside it.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: "string", default: FOLDER },
      rows: { type: "string", default: "20000" },
    },
  });
  const trials = [
    { name: `made up, ${values.rows} rows`, files: [madeUp(Number(values.rows))] },
    { name: values.folder, files: await filesIn(values.folder) },
  ];
  for (const { name, files } of trials) {
    say(`\n${name}`);
    if (files.length === 0) say("  is not there: give another folder of CSV files with --folder=");
    else await trial(files);
  }
}

async function trial(files: readonly SourceFile[]): Promise<void> {
  await inEmptyDatabase(async (db) => {
    for (const time of ["first", "second"]) {
      const reports = await importAll(db, files);
      for (const report of reports) say(`  ${time} time  ${line(report)}`);
      const changes = reports.reduce((sum, one) => sum + one.created + one.changed, 0);
      if (time === "second" && changes > 0)
        throw new Error(`The second import of the same files changed ${changes} rows.`);
    }
  });
}

async function importAll(db: Db, files: readonly SourceFile[]): Promise<FileReport[]> {
  const actor = {
    workspaceId: WORKSPACE.id,
    personId: 0,
    slackUserId: "",
    name: "bench",
    timeZone: "UTC",
    roles: ["admin" as const],
    teamId: null,
  };
  const act = { deps: { db }, actor, now: systemClock.now(), requestId: null };
  const results = await importFiles(act, files, { dryRun: false, currency: "USD" });
  return results.map((result) => {
    if ("error" in result) throw result.error;
    return result.report;
  });
}

function line(report: FileReport): string {
  if (report.kind === null) return `${report.file.padEnd(20)} holds no data`;
  const counts = [report.rows, report.created, report.changed, report.refused.length];
  const [rows, created, changed, refused] = counts.map((n) => String(n).padStart(6));
  const speed = Math.round(report.rows / report.seconds);
  return `${report.file.padEnd(20)} rows ${rows}  new ${created}  changed ${changed}  refused ${refused}  ${report.seconds.toFixed(2)} s  ${speed} rows/s`;
}

async function filesIn(folder: string): Promise<SourceFile[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith(".csv"))
      .sort()
      .map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  );
}

/** Opportunities as Salesforce exports them, with accounts, owners, contacts and a column we don't know. */
function madeUp(rows: number): SourceFile {
  const random = seededRandom(2026);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const two = (n: number) => String(n).padStart(2, "0");
  const day = (year: number) =>
    `${year}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
  const stages = [
    "Prospecting",
    "Needs Analysis",
    "Proposal/Price Quote",
    "Closed Won",
    "Closed Lost",
  ];
  const lines = [
    "Opportunity ID,Opportunity Name,Account Name,Contact Name,Opportunity Owner,Stage,Amount,Close Date,Created Date,Region",
  ];
  for (let i = 0; i < rows; i++)
    lines.push(
      [
        `006${String(i).padStart(12, "0")}`,
        `Rollout ${i}`,
        `Account ${Math.floor(random() * 2000)} Ltd`,
        `Contact ${Math.floor(random() * 20)}`,
        `Rep ${Math.floor(random() * 40)}`,
        pick(stages),
        `"${Math.floor(1 + random() * 99)},${two(Math.floor(random() * 99))}0.00"`,
        day(2026),
        day(2025),
        pick(["EMEA", "Americas", ""]),
      ].join(","),
    );
  return { name: "made-up.csv", bytes: Buffer.from(lines.join("\n")) };
}

async function inEmptyDatabase(work: (db: Db) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-bench-"));
  const server = await startEmbedded(folder);
  try {
    await migrate(server.url);
    const db = await openDatabase(server.url);
    await registerWorkspace(db, WORKSPACE, systemClock.now());
    await work(db).finally(() => db.close());
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
