import { z } from "zod";
import { inWorkspace, readWorkspace } from "../../db/workspace.ts";
import type { Deps } from "../../deps.ts";
import { defineJob } from "../../jobs/define-job.ts";
import type { Schedule } from "../../jobs/scheduler.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Settings } from "../../kernel/settings.ts";
import { notify } from "../../notify/notify.ts";
import { ensureHistory } from "../pipeline/index.ts";
import { readSettings } from "../settings/index.ts";
import { recordOf, type Trial } from "./domain/track-record.ts";
import { backtestEnded } from "./notifications.ts";
import { trainModels } from "./operations/learn-models.ts";
import { runBacktest } from "./operations/run-backtest.ts";
import { takeForecastSnapshots, yesterday } from "./operations/take-forecast-snapshots.ts";
import { tellOfVariance } from "./operations/tell-of-variance.ts";
import { findModels } from "./queries/models.ts";
import { findBacktest } from "./queries/trials.ts";
import { share } from "./views/amounts.ts";

const data = z.object({ workspaceId: z.string() });
/** What was learned is learned anew after this long; a little under a week, so that a nightly job does it on the same day of the week. */
const STALE_MS = 6.5 * 86_400_000;
const TWO_HOURS = 7200;

/** Learns models and looks back, where that was never done or is a week old. */
export const learnJob = defineJob({
  name: "forecast.learn",
  title: "Learn from closed deals, look back weekly",
  data,
  expireSeconds: TWO_HOURS,
  retryLimit: 2,
  async run(deps, { workspaceId }, { signal }) {
    const now = deps.clock.now();
    const settings = await settingsOf(deps, workspaceId);
    await ensureHistory(deps, workspaceId, now);
    const known = await readWorkspace(deps.db, workspaceId, async (tx) => ({
      models: await findModels(tx, workspaceId),
      backtest: await findBacktest(tx, workspaceId),
    }));
    const isStale = (at: Date | undefined) => !at || now.getTime() - at.getTime() > STALE_MS;
    if (isStale(known.models?.trainedAt)) await train(deps, workspaceId, signal);
    if (isStale(known.backtest?.finishedAt)) await lookBackNow(deps, workspaceId, settings, signal);
  },
});

/** Looks back because somebody asked, and tells them what came of it. */
export const backtestJob = defineJob({
  name: "forecast.backtest",
  title: "Look back at forecasts, as asked",
  data: data.extend({
    to: z.string(),
    request: z.string(),
    /** ISO. */
    askedAt: z.string().optional(),
  }),
  expireSeconds: TWO_HOURS,
  retryLimit: 2,
  async run(deps, { workspaceId, to, request, askedAt }, { signal }) {
    const settings = await settingsOf(deps, workspaceId);
    const known = await readWorkspace(deps.db, workspaceId, (tx) => findBacktest(tx, workspaceId));
    // Who asked while another one ran, or waited, is told of that one.
    const isNewEnough = askedAt !== undefined && known && known.finishedAt >= new Date(askedAt);
    const trials = isNewEnough
      ? known.trials
      : await learnAndLookBack(deps, workspaceId, settings, signal);
    await inWorkspace(deps.db, workspaceId, (tx) =>
      notify(deps, tx, backtestEnded, {
        workspaceId,
        to,
        data: { words: endWords(trials, settings.forecast.intervalLevel) },
        dedupeKey: `forecast:backtest:${request}`,
      }),
    );
  },
});

/** Keeps what the forecast says this week, and tells managers when it moved far. */
export const snapshotJob = defineJob({
  name: "forecast.snapshot",
  title: "Keep the weekly forecast, tell of big moves",
  data,
  async run(deps, { workspaceId }) {
    const now = deps.clock.now();
    const settings = await settingsOf(deps, workspaceId);
    await ensureHistory(deps, workspaceId, now);
    await takeForecastSnapshots(deps.db, workspaceId, settings, now);
    await tellOfVariance(deps, workspaceId, settings, now);
  },
});

async function learnAndLookBack(
  deps: Deps,
  workspaceId: string,
  settings: Settings,
  signal: AbortSignal,
): Promise<Trial[]> {
  await ensureHistory(deps, workspaceId, deps.clock.now());
  await train(deps, workspaceId, signal);
  return lookBackNow(deps, workspaceId, settings, signal);
}

async function train(deps: Deps, workspaceId: string, signal: AbortSignal): Promise<void> {
  const now = deps.clock.now();
  try {
    const { deals } = await trainModels(deps.db, workspaceId, now, yesterday(now), signal);
    deps.log.info({ workspaceId, deals }, "The forecast models were trained");
  } catch (error) {
    // A young workspace has nothing to learn from yet: no failure, it is asked again tomorrow.
    if (!(error instanceof AppError)) throw error;
    deps.log.info({ workspaceId, reason: error.message }, "No forecast models yet");
  }
}

function lookBackNow(
  deps: Deps,
  workspaceId: string,
  settings: Settings,
  signal: AbortSignal,
): Promise<Trial[]> {
  return runBacktest(
    {
      db: deps.db,
      workspaceId,
      settings: settings.forecast,
      baseCurrency: settings.baseCurrency,
      through: yesterday(deps.clock.now()),
      signal,
    },
    () => deps.clock.now(),
  );
}

function endWords(trials: readonly Trial[], level: number): string {
  const record = recordOf(
    trials.filter(({ kind }) => kind === "quarter"),
    "hybrid",
    level,
  );
  if (!record)
    return "The look back is over: there is too little history yet to say how far forecasts are off.";
  return `The look back is over: over the last 12 months the hybrid was off by ${share(record.wape)} on quarters, in ${record.trials} forecasts. /forecast accuracy has it by method.`;
}

function settingsOf(deps: Deps, workspaceId: string): Promise<Settings> {
  return readWorkspace(deps.db, workspaceId, (tx) => readSettings(tx, workspaceId));
}

const forWorkspace = (workspaceId: string) => ({ workspaceId });

/** Learning at night, after the day's snapshots of deals; the forecast is kept on Monday before anybody's morning in Europe. */
export const forecastSchedules: readonly Schedule<{ workspaceId: string }>[] = [
  {
    name: "forecast.learn",
    cron: "30 1 * * *",
    timeZone: "UTC",
    job: learnJob,
    data: forWorkspace,
  },
  {
    name: "forecast.snapshot",
    cron: "0 5 * * 1",
    timeZone: "UTC",
    job: snapshotJob,
    data: forWorkspace,
  },
];
