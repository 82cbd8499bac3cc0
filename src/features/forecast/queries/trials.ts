import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Trial } from "../domain/track-record.ts";
import { forecastBacktests, forecastTrials } from "../schema/backtests.ts";

/** A look back that has ended, with all it tried. */
export type Backtest = { throughDay: Day; currency: string; finishedAt: Date; trials: Trial[] };

/** The newest look back that has ended; null before the first. */
export async function findBacktest(tx: Tx, workspaceId: string): Promise<Backtest | null> {
  const newest = tx
    .select({ id: forecastBacktests.id })
    .from(forecastBacktests)
    .where(
      and(eq(forecastBacktests.workspaceId, workspaceId), isNotNull(forecastBacktests.finishedAt)),
    )
    .orderBy(desc(forecastBacktests.id))
    .limit(1);
  const rows = await tx
    .select({
      throughDay: forecastBacktests.throughDay,
      currency: forecastBacktests.currency,
      finishedAt: forecastBacktests.finishedAt,
      kind: forecastTrials.kind,
      startsOn: forecastTrials.startsOn,
      phase: forecastTrials.phase,
      method: forecastTrials.method,
      won: forecastTrials.won,
      forecast: forecastTrials.forecast,
      spread: forecastTrials.spread,
      actual: forecastTrials.actual,
    })
    .from(forecastBacktests)
    .leftJoin(
      forecastTrials,
      and(
        eq(forecastTrials.workspaceId, forecastBacktests.workspaceId),
        eq(forecastTrials.backtestId, forecastBacktests.id),
      ),
    )
    .where(and(eq(forecastBacktests.workspaceId, workspaceId), eq(forecastBacktests.id, newest)))
    .orderBy(forecastTrials.startsOn, forecastTrials.phase, forecastTrials.method);
  const [first] = rows;
  if (!first?.finishedAt) return null;
  return {
    throughDay: first.throughDay,
    currency: first.currency,
    finishedAt: first.finishedAt,
    trials: rows.flatMap(({ kind, startsOn, phase, method, won, forecast, spread, actual }) =>
      kind === null ||
      startsOn === null ||
      phase === null ||
      method === null ||
      won === null ||
      forecast === null ||
      spread === null ||
      actual === null
        ? []
        : [{ kind, startsOn, phase, method, won, forecast, spread, actual }],
    ),
  };
}

/** How far a look back has come that is running now; null when none is. */
export async function findRunningBacktest(
  tx: Tx,
  workspaceId: string,
): Promise<{ done: number; steps: number; startedAt: Date } | null> {
  const [row] = await tx
    .select({
      done: forecastBacktests.done,
      steps: forecastBacktests.steps,
      startedAt: forecastBacktests.startedAt,
      finishedAt: forecastBacktests.finishedAt,
    })
    .from(forecastBacktests)
    .where(eq(forecastBacktests.workspaceId, workspaceId))
    .orderBy(desc(forecastBacktests.id))
    .limit(1);
  return row && row.finishedAt === null ? row : null;
}
