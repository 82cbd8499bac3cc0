import { and, eq, lt } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { inWorkspace, readWorkspace } from "../../../db/workspace.ts";
import { addDays, addMonths, type Day, daysBetween, quarterOf } from "../../../kernel/dates.ts";
import { recordKpi } from "../../pipeline/index.ts";
import { bookedIn } from "../domain/booked.ts";
import { type Evidence, type ForecastSettings, outlookOf } from "../domain/evidence.ts";
import type { PastBook } from "../domain/lessons.ts";
import { isSilent, METHODS } from "../domain/method.ts";
import type { DealModels } from "../domain/ml-estimate.ts";
import {
  dayOfPhase,
  type ForecastKind,
  type ForecastPeriod,
  forecastPeriod,
  PHASES,
  type Phase,
  periodsBetween,
} from "../domain/period.ts";
import { recordOf, type Trial } from "../domain/track-record.ts";
import { weightsFrom } from "../domain/weights.ts";
import { listBooked } from "../queries/booked.ts";
import { beginningOf } from "../queries/pipeline.ts";
import { forecastBacktests, forecastTrials } from "../schema/backtests.ts";
import { gather } from "./gather.ts";
import { learnAsOf, readPastBooks, wholeWorkspace } from "./learn-models.ts";

/** What a look back needs. */
export type LookingBack = {
  db: Db;
  workspaceId: string;
  settings: ForecastSettings;
  baseCurrency: string;
  /** The last day that is over; its snapshots are taken. */
  through: Day;
  signal?: AbortSignal | undefined;
};

/** A past day and the period that would have been forecast on it. */
type Step = { period: ForecastPeriod; phase: Phase; day: Day };

const MONTHS_BACK = 12;
/** Before this many days of history there is nothing to forecast from. */
const FEWEST_DAYS = 90;
/** Years are tried only where two of them are over. */
const YEARS_NEEDED = 2;

/**
 * Forecasts the months and quarters of the last 12 months as it would have been done on past days, from what was known on them alone,
 * by every method; models are learned anew from each quarter's past.
 * @param told is called after each step
 */
export async function lookBack(
  looking: LookingBack,
  told: (done: number, steps: number) => Promise<void> = async () => undefined,
): Promise<{ trials: Trial[]; currency: string }> {
  const { db, workspaceId, settings, through, signal } = looking;
  const sight = wholeWorkspace(workspaceId);
  const { first, booked } = await readWorkspace(db, workspaceId, async (tx) => ({
    first: (await beginningOf(tx, workspaceId, through)).first,
    booked: await listBooked(tx, sight, { at: through, through }),
  }));
  const steps = first ? stepsOf(first, through) : [];
  const books = steps.length > 0 ? await readPastBooks(db, workspaceId, through) : [];
  const models = modelsByQuarter(looking, books);
  const trials: Trial[] = [];
  let currency = looking.baseCurrency;
  for (const [at, { period, phase, day }] of steps.entries()) {
    signal?.throwIfAborted();
    const learned = await models(day);
    const { evidence } = await readWorkspace(db, workspaceId, (tx) =>
      gather(tx, {
        sight,
        period,
        from: { at: day, through: day },
        baseCurrency: looking.baseCurrency,
        models: learned,
      }),
    );
    currency = evidence.currency;
    const actual = bookedIn(
      booked.filter((one) => one.currency === evidence.currency),
      period,
    );
    trials.push(...trialsOf(evidence, phase, actual, settings, trials));
    await told(at + 1, steps.length);
  }
  return { trials, currency };
}

/** The same, kept: how far it has come can be read while it runs, and the trials count when it has ended. */
export async function runBacktest(looking: LookingBack, now: () => Date): Promise<Trial[]> {
  const { db, workspaceId, through, settings } = looking;
  const id = await inWorkspace(db, workspaceId, async (tx) => {
    const [row] = await tx
      .insert(forecastBacktests)
      .values({
        workspaceId,
        throughDay: through,
        currency: looking.baseCurrency,
        startedAt: now(),
        done: 0,
        steps: 0,
      })
      .returning({ id: forecastBacktests.id });
    return row?.id ?? 0;
  });
  const own = and(eq(forecastBacktests.workspaceId, workspaceId), eq(forecastBacktests.id, id));
  const { trials, currency } = await lookBack(looking, (done, steps) =>
    inWorkspace(db, workspaceId, async (tx) => {
      await tx.update(forecastBacktests).set({ done, steps }).where(own);
    }),
  );
  await inWorkspace(db, workspaceId, async (tx) => {
    if (trials.length > 0)
      await tx.insert(forecastTrials).values(
        trials.map((trial) => ({
          workspaceId,
          backtestId: id,
          ...trial,
          won: Math.round(trial.won),
          forecast: Math.round(trial.forecast),
          actual: Math.round(trial.actual),
        })),
      );
    await tx.update(forecastBacktests).set({ finishedAt: now(), currency }).where(own);
    await tx
      .delete(forecastBacktests)
      .where(and(eq(forecastBacktests.workspaceId, workspaceId), lt(forecastBacktests.id, id)));
    const record = recordOf(
      trials.filter(({ kind, phase }) => kind === "quarter" && phase !== "ahead"),
      "hybrid",
      settings.intervalLevel,
    );
    if (record)
      await recordKpi(
        tx,
        workspaceId,
        {
          kpi: "forecast_accuracy",
          value: Math.max(0, 1 - record.wape),
          cases: record.trials,
        },
        now(),
      );
  });
  return trials;
}

function stepsOf(first: Day, through: Day): Step[] {
  const kinds: ForecastKind[] = ["month", "quarter"];
  const whole = periodsBetween("year", first, through).filter((year) => year.to <= through);
  if (whole.length >= YEARS_NEEDED) kinds.push("year");
  const steps = kinds.flatMap((kind) => {
    const back = kind === "year" ? -MONTHS_BACK * YEARS_NEEDED : -MONTHS_BACK;
    const since = addDays(addMonths(through, back), 1);
    return periodsBetween(kind, forecastPeriod(kind, addMonths(through, 2 * back)).from, through)
      .filter((period) => period.to <= through && period.to >= since)
      .flatMap((period) =>
        PHASES.map((phase) => ({ period, phase, day: dayOfPhase(period, phase) })),
      );
  });
  return steps
    .filter(({ day }) => daysBetween(first, day) >= FEWEST_DAYS)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function trialsOf(
  evidence: Evidence,
  phase: Phase,
  actual: number,
  settings: ForecastSettings,
  before: readonly Trial[],
): Trial[] {
  const { period, through } = evidence;
  const known = before.filter((trial) => forecastPeriod(trial.kind, trial.startsOn).to <= through);
  const { won, answers, hybrid } = outlookOf(
    evidence,
    settings,
    weightsFrom(settings, known, period.kind),
  );
  return METHODS.flatMap((method) => {
    const answer = method === "hybrid" ? hybrid.answer : answers[method];
    if (isSilent(answer)) return [];
    const { total, spread } = answer;
    const { kind, from: startsOn } = period;
    return [{ kind, startsOn, phase, method, won, forecast: total, spread, actual }];
  });
}

/** Models that know nothing after the beginning of the quarter a day lies in; learned when they are first asked for. */
function modelsByQuarter(
  { db, workspaceId, signal }: LookingBack,
  books: readonly PastBook[],
): (day: Day) => Promise<DealModels | { silent: string }> {
  const learned = new Map<Day, Promise<DealModels | { silent: string }>>();
  return (day) => {
    const until = addDays(quarterOf(addDays(day, 1)).from, -1);
    const known =
      learned.get(until) ??
      learnAsOf(db, workspaceId, books, until, signal).then(
        (models) => models ?? { silent: "there are too few closed deals to learn from" },
      );
    learned.set(until, known);
    return known;
  };
}
