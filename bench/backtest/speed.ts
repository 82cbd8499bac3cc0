import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, openDatabase } from "../../src/db/client.ts";
import { startEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { readWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { forecastPeriod } from "../../src/features/forecast/domain/period.ts";
import { ownViewing, standpointOf } from "../../src/features/forecast/forecasting.ts";
import { trainModels } from "../../src/features/forecast/operations/learn-models.ts";
import { makeForecast, readLearned } from "../../src/features/forecast/operations/make-forecast.ts";
import { runBacktest } from "../../src/features/forecast/operations/run-backtest.ts";
import { ensureHistory, findScope, type Scope } from "../../src/features/pipeline/index.ts";
import { addDays, asDay } from "../../src/kernel/dates.ts";
import { settingsSchema } from "../../src/kernel/settings.ts";
import { analyze, generate } from "../pipeline/generate.ts";

const WORKSPACE = { id: "T0BENCH", name: "Bench" };
const NOW = new Date("2026-11-18T14:00:00Z");
const RUNS = 9;
const settings = settingsSchema.parse({});

/** Times a forecast of the quarter, a training and a look back in a made-up workspace: the median of 9 forecasts, before and after learning. */
export async function inGeneratedWorkspace(deals: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-backtest-"));
  const server = await startEmbedded(folder);
  try {
    await migrate(server.url);
    const db = await openDatabase(server.url);
    try {
      await registerWorkspace(db, WORKSPACE, NOW);
      const people = Math.max(20, Math.round(deals / 1000));
      await generate(server.url, WORKSPACE.id, { deals, people, teams: 20 }, NOW);
      await timed("history", () => ensureHistory({ db }, WORKSPACE.id, NOW));
      await analyze(server.url);
      await measure(db);
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The measurement itself, in a workspace that is there. */
export async function measure(db: Db): Promise<void> {
  await forecasts(db, "before learning");
  const through = addDays(asDay(NOW.toISOString().slice(0, 10)), -1);
  await timed("training", () => trainModels(db, WORKSPACE.id, NOW, through));
  await timed("look back", () =>
    runBacktest(
      {
        db,
        workspaceId: WORKSPACE.id,
        settings: settings.forecast,
        baseCurrency: "EUR",
        through,
      },
      () => NOW,
    ),
  );
  await forecasts(db, "after learning");
}

async function forecasts(db: Db, when: string): Promise<void> {
  for (const scope of ["person:1", "team:1", "all"] as const satisfies Scope[]) {
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const started = performance.now();
      await readWorkspace(db, WORKSPACE.id, async (tx) => {
        const found = await findScope(tx, ownViewing(WORKSPACE.id, settings, NOW), scope);
        if (!found) throw new Error("there is no scope");
        await makeForecast(tx, {
          scope: found,
          period: forecastPeriod("quarter", asDay("2026-11-18")),
          method: "hybrid",
          from: standpointOf(NOW),
          settings,
          learned: await readLearned(tx, WORKSPACE.id),
        });
      });
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    say(
      `  ${when}, ${scope}: ${Math.round(times[Math.floor(RUNS / 2)] ?? 0)} ms (worst ${Math.round(times.at(-1) ?? 0)})`,
    );
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  const { rss } = process.memoryUsage();
  say(
    `  ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s (memory ${Math.round(rss / 1e6)} MB)`,
  );
  return result;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
