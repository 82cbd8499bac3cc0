import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../src/db/client.ts";
import { startEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { registerWorkspace } from "../../src/db/workspace.ts";
import type { ForecastSettings } from "../../src/features/forecast/domain/evidence.ts";
import { METHODS } from "../../src/features/forecast/domain/method.ts";
import type { ForecastKind } from "../../src/features/forecast/domain/period.ts";
import {
  recordOf,
  type TrackRecord,
  type Trial,
} from "../../src/features/forecast/domain/track-record.ts";
import { lookBack } from "../../src/features/forecast/operations/run-backtest.ts";
import { addDays, dayOf } from "../../src/kernel/dates.ts";
import { madeUpCompany, waysOf } from "./companies.ts";
import { foundCompany } from "./found-company.ts";

/**
 * Looks back in made-up companies and prints for each how far every method was off, and then the mean over all: how the hybrid is
 * made must serve more than one company.
 */
export async function inMadeUpCompanies(
  count: number,
  settings: ForecastSettings,
  now: Date,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-backtest-"));
  const server = await startEmbedded(folder);
  const companies: Trial[][] = [];
  try {
    await migrate(server.url);
    const db = await openDatabase(server.url);
    const through = addDays(dayOf(now, "UTC"), -1);
    try {
      for (let at = 0; at < count; at++) {
        const workspaceId = `T0BENCH${at}`;
        await registerWorkspace(db, { id: workspaceId, name: waysOf(at).name }, now);
        const deals = madeUpCompany(at, through);
        await foundCompany(server.url, workspaceId, deals, now);
        const looking = { db, workspaceId, settings, baseCurrency: "EUR", through };
        const { trials } = await lookBack(looking);
        companies.push(trials);
        say(`${waysOf(at).name}, ${deals.length} deals`);
        for (const kind of ["month", "quarter", "year"] as const)
          say(`  ${kind.padEnd(8)} ${METHODS.map((method) => one(trials, kind, method)).join("")}`);
      }
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  summary(companies);
}

/** Means over the companies: of what the hybrid and each method that is as talkative missed, and of the hybrid's coverage. */
function summary(companies: readonly Trial[][]): void {
  for (const kind of ["month", "quarter", "year"] as const) {
    const judged = companies.flatMap((trials) => {
      const hybrid = record(trials, kind, "hybrid");
      const pipeline = record(trials, kind, "pipeline");
      if (!hybrid || !pipeline) return [];
      // One that answers to the late, easy ones alone would seem better than it is.
      const singles = METHODS.flatMap((method) => {
        const its = method === "hybrid" ? null : record(trials, kind, method);
        return its && its.trials === hybrid.trials ? [its.wape] : [];
      });
      return [{ hybrid, pipeline, best: Math.min(...singles) }];
    });
    if (judged.length === 0) continue;
    const mean = (of: (one: (typeof judged)[number]) => number) =>
      judged.reduce((sum, one) => sum + of(one), 0) / judged.length;
    const behind = judged.filter(({ hybrid, best }) => hybrid.wape > best + 0.01).length;
    say(
      `${kind}s in ${judged.length} companies: hybrid ${percent(mean(({ hybrid }) => hybrid.wape))}, pipeline ${percent(mean(({ pipeline }) => pipeline.wape))}, the best in each as is known afterwards ${percent(mean(({ best }) => best))}; more than a point behind it in ${behind}; hybrid's bias ${percent(mean(({ hybrid }) => hybrid.bias))}, in its range ${percent(mean(({ hybrid }) => hybrid.coverage))}`,
    );
  }
}

function record(
  trials: readonly Trial[],
  kind: ForecastKind,
  method: (typeof METHODS)[number],
): TrackRecord | null {
  const own = trials.filter((trial) => trial.kind === kind);
  return recordOf(own, method, 0.8);
}

function one(trials: readonly Trial[], kind: ForecastKind, method: (typeof METHODS)[number]) {
  const its = record(trials, kind, method);
  return `${method} ${its ? `${percent(its.wape)} (${its.trials})` : "–"}`.padEnd(24);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
