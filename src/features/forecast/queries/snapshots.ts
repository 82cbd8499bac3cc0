import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { ForecastKind } from "../domain/period.ts";
import { forecastSnapshots } from "../schema/snapshots.ts";

/** What the forecast said on a day. Amounts in minor units of `currency`. */
export type ForecastSnapshot = {
  day: Day;
  total: number;
  lower: number;
  upper: number;
  won: number;
  commit: number;
  bestCase: number;
  quota: number | null;
  currency: string;
};

const COLUMNS = {
  day: forecastSnapshots.day,
  total: forecastSnapshots.total,
  lower: forecastSnapshots.lower,
  upper: forecastSnapshots.upper,
  won: forecastSnapshots.won,
  commit: forecastSnapshots.commit,
  bestCase: forecastSnapshots.bestCase,
  quota: forecastSnapshots.quota,
  currency: forecastSnapshots.currency,
};

const of = (workspaceId: string, scope: string, kind: ForecastKind, startsOn: Day) =>
  and(
    eq(forecastSnapshots.workspaceId, workspaceId),
    eq(forecastSnapshots.scope, scope),
    eq(forecastSnapshots.kind, kind),
    eq(forecastSnapshots.startsOn, startsOn),
  );

/** All that was kept of a period's forecast, oldest first. */
export function listSnapshots(
  tx: Tx,
  workspaceId: string,
  scope: string,
  period: { kind: ForecastKind; from: Day },
): Promise<ForecastSnapshot[]> {
  return tx
    .select(COLUMNS)
    .from(forecastSnapshots)
    .where(of(workspaceId, scope, period.kind, period.from))
    .orderBy(asc(forecastSnapshots.day));
}

/** The newest of them from before a day; null without any. */
export async function findSnapshotBefore(
  tx: Tx,
  workspaceId: string,
  scope: string,
  kind: ForecastKind,
  startsOn: Day,
  day: Day,
): Promise<ForecastSnapshot | null> {
  const [row] = await tx
    .select(COLUMNS)
    .from(forecastSnapshots)
    .where(and(of(workspaceId, scope, kind, startsOn), lt(forecastSnapshots.day, day)))
    .orderBy(desc(forecastSnapshots.day))
    .limit(1);
  return row ?? null;
}
