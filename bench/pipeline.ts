import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { type Db, openDatabase } from "../src/db/client.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { inWorkspace, readWorkspace, registerWorkspace } from "../src/db/workspace.ts";
import type { Viewing } from "../src/features/deals/index.ts";
import { importFiles } from "../src/features/deals/transfer/index.ts";
import type { Report } from "../src/features/pipeline/domain/report.ts";
import { refreshInsights } from "../src/features/pipeline/operations/refresh-insights.ts";
import { takeSnapshots } from "../src/features/pipeline/operations/take-snapshots.ts";
import { findScope } from "../src/features/pipeline/queries/scope.ts";
import { changesReport } from "../src/features/pipeline/reports/changes.ts";
import type { ReportContext } from "../src/features/pipeline/reports/context.ts";
import { insightsReport } from "../src/features/pipeline/reports/insights.ts";
import { kpisReport } from "../src/features/pipeline/reports/kpis.ts";
import { monthReport } from "../src/features/pipeline/reports/month.ts";
import { repReport } from "../src/features/pipeline/reports/rep.ts";
import { stageReport } from "../src/features/pipeline/reports/stage.ts";
import { summaryReport } from "../src/features/pipeline/reports/summary.ts";
import { trendReport } from "../src/features/pipeline/reports/trend.ts";
import { addDays, asDay, quarterOf, weekOf } from "../src/kernel/dates.ts";
import { settingsSchema } from "../src/kernel/settings.ts";
import { byHand, type Days } from "./pipeline/by-hand.ts";
import { analyze, generate, workADay } from "./pipeline/generate.ts";

const WORKSPACE = { id: "T0BENCH", name: "Bench" };
const REPORTS: Readonly<Record<Report, (of: ReportContext) => Promise<unknown>>> = {
  summary: summaryReport,
  stage: stageReport,
  rep: repReport,
  month: monthReport,
  trend: trendReport,
  changes: changesReport,
  insights: insightsReport,
  kpis: kpisReport,
};
/** The last day of the published CRM sample, so that its deals are young. */
const NOW = { generated: "2026-11-18T14:00:00Z", imported: "2018-01-02T14:00:00Z" };
const RUNS = 9;

/**
 * Times every report, its rendering among it, beside the same figures by SQL written by hand, one after the other in the same run:
 * the median of 9. `--deals=200000` is how many are generated; `--data=` is a folder of CSV files that is imported instead.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { deals: { type: "string", default: "200000" }, data: { type: "string" } },
  });
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-bench-"));
  const server = await startEmbedded(folder);
  try {
    await migrate(server.url);
    const db = await openDatabase(server.url);
    try {
      await measure(db, server.url, { deals: Number(values.deals), folder: values.data });
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(db: Db, url: string, source: { deals: number; folder: string | undefined }) {
  const now = new Date(source.folder ? NOW.imported : NOW.generated);
  await registerWorkspace(db, WORKSPACE, now);
  if (source.folder) await importFolder(db, source.folder, now);
  else await generate(url, WORKSPACE.id, { deals: source.deals, people: 200, teams: 20 }, now);
  await history(db, url, now);
  await timed("alerts, first time", () =>
    inWorkspace(db, WORKSPACE.id, (tx) =>
      refreshInsights(tx, { workspaceId: WORKSPACE.id, settings, now }),
    ),
  );
  await timed("alerts, again", () =>
    inWorkspace(db, WORKSPACE.id, (tx) =>
      refreshInsights(tx, { workspaceId: WORKSPACE.id, settings, now }),
    ),
  );
  await analyze(url);
  await reports(db, now);
}

async function history(db: Db, url: string, now: Date): Promise<void> {
  const take = (at: Date) =>
    inWorkspace(db, WORKSPACE.id, (tx) => takeSnapshots(tx, WORKSPACE.id, at));
  const dayBefore = new Date(now.getTime() - 86_400_000);
  const first = await timed("the whole past", () => take(dayBefore));
  say(`    ${first.deals} deals, ${first.rows} rows`);
  await analyze(url);
  await workADay(url, WORKSPACE.id, 2000, dayBefore);
  const night = await timed("a night after a day of work", () => take(now));
  say(`    ${night.deals} deals looked at, ${night.rows} rows`);
  const quiet = await timed("the same night again", () => take(now));
  say(`    ${quiet.deals} deals looked at, ${quiet.rows} rows`);
}

const settings = settingsSchema.parse({});

async function reports(db: Db, now: Date): Promise<void> {
  const today = asDay(now.toISOString().slice(0, 10));
  const sunday = addDays(weekOf(today).from, -1);
  const days: Days = {
    today,
    weekAgo: addDays(today, -8),
    ...quarterOf(today),
    yearAgo: addDays(today, -365),
    weeks: Array.from({ length: 13 }, (_, i) => addDays(sunday, -7 * (12 - i))),
  };
  const hand = byHand(WORKSPACE.id, days);
  const viewing: Viewing = {
    actor: {
      workspaceId: WORKSPACE.id,
      personId: 1,
      slackUserId: "U1",
      name: "Rep 1",
      timeZone: "UTC",
      roles: ["admin"],
      teamId: 1,
    },
    settings,
    now,
    today,
  };
  say("\n  report     ours ms   by hand ms   ratio");
  for (const [name, report] of Object.entries(REPORTS)) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      ours.push(
        await clock(() =>
          readWorkspace(db, WORKSPACE.id, async (tx) => {
            const scope = await findScope(tx, viewing, "all");
            if (!scope) throw new Error("there is no scope");
            return report({ tx, viewing, scope, ask: { scope: "all" }, named: true });
          }),
        ),
      );
      theirs.push(
        await clock(() =>
          readWorkspace(db, WORKSPACE.id, async (tx) => {
            await Promise.all((hand[name] ?? []).map((query) => tx.execute(sql.raw(query))));
          }),
        ),
      );
    }
    const [a, b] = [median(ours), median(theirs)];
    say(
      `  ${name.padEnd(9)} ${a.toFixed(1).padStart(8)} ${b.toFixed(1).padStart(12)} ${(a / b).toFixed(2).padStart(7)}`,
    );
  }
}

async function importFolder(db: Db, folder: string, now: Date): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".csv")).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  );
  const actor = {
    workspaceId: WORKSPACE.id,
    personId: 0,
    slackUserId: "",
    name: "bench",
    timeZone: "UTC",
    roles: ["admin" as const],
    teamId: null,
  };
  await importFiles({ deps: { db }, actor, now, requestId: null }, files, {
    dryRun: false,
    currency: "USD",
  });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  say(`  ${what}: ${((performance.now() - from) / 1000).toFixed(2)} s`);
  return result;
}

async function clock(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
