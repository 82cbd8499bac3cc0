import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { buildApp } from "../src/app.ts";
import { loadConfig } from "../src/config.ts";
import { openDatabase } from "../src/db/client.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { METHODS } from "../src/features/forecast/domain/method.ts";
import { type ForecastKind, PHASES, phaseWords } from "../src/features/forecast/domain/period.ts";
import { recordOf, type Trial } from "../src/features/forecast/domain/track-record.ts";
import { lookBack } from "../src/features/forecast/operations/run-backtest.ts";
import { features } from "../src/features/index.ts";
import { ensureHistory } from "../src/features/pipeline/index.ts";
import { createJobs } from "../src/jobs/queue.ts";
import { addDays, dayOf } from "../src/kernel/dates.ts";
import { settingsSchema } from "../src/kernel/settings.ts";
import { completionsOf } from "../src/sandbox/demo-completions.ts";
import { loadDemoData } from "../src/sandbox/demo-data.ts";
import { readManifest } from "../src/sandbox/manifest.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { inGeneratedWorkspace } from "./backtest/speed.ts";
import { inMadeUpCompanies } from "./backtest/trial.ts";

const NOW = "2026-11-18T14:00:00Z";

/**
 * Lets every method forecast the last 12 months of the demo company from what was known on past days, and prints how far it was off.
 * `--learn` takes the hybrid's weights from the trials before each, `--fixed` leaves them as they are however sure the methods are.
 * `--companies=8` asks that many made-up companies instead; `--deals=200000` measures how long a forecast, a training and a look back
 * take in a made-up workspace of that size.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      learn: { type: "boolean", default: false },
      fixed: { type: "boolean", default: false },
      companies: { type: "string" },
      deals: { type: "string" },
    },
  });
  if (values.deals) return inGeneratedWorkspace(Number(values.deals));
  const settings = settingsSchema.parse({
    forecast: { learnWeights: values.learn, weighBySureness: !values.fixed },
  });
  if (values.companies)
    return inMadeUpCompanies(Number(values.companies), settings.forecast, new Date(NOW));
  const started = performance.now();
  const trials = await inDemoCompany(settings.forecast);
  say(`${trials.length} forecasts in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  for (const kind of ["month", "quarter", "year"] as const) table(trials, kind);
}

async function inDemoCompany(settings: Parameters<typeof lookBack>[0]["settings"]) {
  const folder = await mkdtemp(join(tmpdir(), "dealdesk-backtest-"));
  const clock = { now: () => new Date(NOW) };
  const server = await startEmbedded(folder);
  try {
    await migrate(server.url);
    const db = await openDatabase(server.url);
    const log = pino({ level: "silent" });
    const sandbox = await startSandbox({
      clock,
      manifest: readManifest("manifest.yml"),
      completions: completionsOf(features),
    });
    const jobs = createJobs({ url: server.url, log });
    const app = await buildApp({
      config: loadConfig({}),
      slack: {
        mode: "socket",
        botToken: sandbox.botToken,
        appToken: sandbox.appToken,
        apiUrl: sandbox.apiUrl,
      },
      port: null,
      db,
      jobs,
      clock,
      log,
      ticks: "by hand",
    });
    try {
      await loadDemoData(app, { history: true });
      const workspaceId = sandbox.teamId;
      await ensureHistory({ db }, workspaceId, clock.now());
      const { trials } = await lookBack({
        db,
        workspaceId,
        settings,
        baseCurrency: "EUR",
        through: addDays(dayOf(clock.now(), "UTC"), -1),
      });
      return trials;
    } finally {
      await jobs.stop();
      await sandbox.stop();
      await db.close();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function table(trials: readonly Trial[], kind: ForecastKind): void {
  const own = trials.filter((trial) => trial.kind === kind);
  if (own.length === 0) return;
  say(`\n${kind}s: off by (WAPE), bias, inside the 80 % range, trials`);
  for (const method of METHODS) say(`  ${method.padEnd(9)} ${score(own, method)}`);
  for (const phase of PHASES) {
    const of = own.filter((trial) => trial.phase === phase);
    const each = METHODS.map((method) => {
      const record = recordOf(of, method, 0.8);
      return `${method} ${record ? percent(record.wape) : "–"}`;
    });
    say(`  ${phaseWords(phase)}: ${each.join(", ")}`);
  }
  // A method that has no answer to the hard ones must not look better for it.
  const moments = Map.groupBy(own, ({ startsOn, phase }) => `${startsOn} ${phase}`);
  const shared = [...moments.values()].filter((some) => some.length === METHODS.length - 1);
  const learned = [...moments.values()].filter((some) =>
    some.some(({ method }) => method === "ml"),
  );
  const complete = [...moments.values()].filter((some) => some.length === METHODS.length);
  for (const [name, some] of [
    ["where ml answered", learned],
    ["where all but one method answered", shared],
    ["where every method answered", complete],
  ] as const) {
    if (some.length === 0) continue;
    const each = METHODS.map((method) => {
      const record = recordOf(some.flat(), method, 0.8);
      return `${method} ${record ? percent(record.wape) : "–"}`;
    });
    say(`  ${name} (${some.length}): ${each.join(", ")}`);
  }
}

function score(trials: readonly Trial[], method: (typeof METHODS)[number]): string {
  const record = recordOf(trials, method, 0.8);
  if (!record) return "no answer";
  const { wape, bias, coverage } = record;
  return `${percent(wape).padStart(7)} ${percent(bias).padStart(8)} ${percent(coverage).padStart(7)} ${String(record.trials).padStart(4)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
