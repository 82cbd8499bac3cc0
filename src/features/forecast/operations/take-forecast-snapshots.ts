import type { Db } from "../../../db/client.ts";
import { inWorkspace, readWorkspace } from "../../../db/workspace.ts";
import { addDays, type Day, dayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { listTeams } from "../../people/index.ts";
import { findScope, quotaOf, type Scope, type ScopeFound } from "../../pipeline/index.ts";
import { ofOwners } from "../domain/evidence.ts";
import { isSilent } from "../domain/method.ts";
import { FORECAST_PERIODS, forecastPeriod } from "../domain/period.ts";
import { ownViewing, standpointOf } from "../forecasting.ts";
import { forecastSnapshots } from "../schema/snapshots.ts";
import { judge, makeForecast, readLearned } from "./make-forecast.ts";

/**
 * Keeps what the hybrid says today of this month, quarter and year, for everyone, each team and each person who has deals. A second
 * run on the same day changes nothing.
 * @returns the rows that are new
 */
export async function takeForecastSnapshots(
  db: Db,
  workspaceId: string,
  settings: Settings,
  now: Date,
): Promise<number> {
  const viewing = ownViewing(workspaceId, settings, now);
  const day = dayOf(now, "UTC");
  const rows = await readWorkspace(db, workspaceId, async (tx) => {
    const everyone = await findScope(tx, viewing, "all");
    if (!everyone) return [];
    const [learned, teams] = await Promise.all([
      readLearned(tx, workspaceId),
      listTeams(tx, workspaceId),
    ]);
    const taken: (typeof forecastSnapshots.$inferInsert)[] = [];
    for (const kind of FORECAST_PERIODS) {
      const period = forecastPeriod(kind, day);
      const whole = await makeForecast(tx, {
        scope: everyone,
        period,
        method: "hybrid",
        from: standpointOf(now),
        settings,
        learned,
      });
      const { evidence, weights } = whole;
      const owners = new Set([
        ...evidence.open.map((group) => group.ownerId),
        ...evidence.booked.flatMap((one) => (one.day >= period.from ? [one.ownerId] : [])),
      ]);
      const scopes: {
        scope: Scope;
        owners: Set<number> | null;
        quotaOwners: ScopeFound["quotaOwners"];
      }[] = [
        { scope: "all", owners: null, quotaOwners: everyone.quotaOwners },
        ...teams.map(({ id }) => ({
          scope: `team:${id}` as const,
          owners: new Set(everyone.people.filter((one) => one.teamId === id).map((one) => one.id)),
          quotaOwners: [{ teamId: id }],
        })),
        ...[...owners].map((id) => ({
          scope: `person:${id}` as const,
          owners: new Set([id]),
          quotaOwners: [{ personId: id }],
        })),
      ];
      for (const one of scopes) {
        const own = one.owners ? ofOwners(evidence, one.owners) : evidence;
        const { answer, range, outlook } = judge(
          own,
          "hybrid",
          settings.forecast,
          learned.trials,
          weights,
        );
        if (isSilent(answer) || !range) continue;
        const quota = await quotaOf(
          tx,
          { ...everyone, quotaOwners: one.quotaOwners },
          kind,
          period.from,
          evidence.currency,
        );
        const sum = (category: string) =>
          own.open.reduce(
            (all, group) => all + (group.category === category ? group.amount : 0),
            0,
          );
        taken.push({
          workspaceId,
          day,
          scope: one.scope,
          kind,
          startsOn: period.from,
          total: Math.round(answer.total),
          lower: Math.round(range.lower),
          upper: Math.round(range.upper),
          won: outlook.won,
          commit: sum("commit"),
          bestCase: sum("best_case"),
          quota: quota?.minor ?? null,
          currency: evidence.currency,
          takenAt: now,
        });
      }
    }
    return taken;
  });
  if (rows.length === 0) return 0;
  const made = await inWorkspace(db, workspaceId, (tx) =>
    tx
      .insert(forecastSnapshots)
      .values(rows)
      .onConflictDoNothing()
      .returning({ scope: forecastSnapshots.scope }),
  );
  return made.length;
}

/** The last day of history a run at that moment can learn from. */
export function yesterday(now: Date): Day {
  return addDays(dayOf(now, "UTC"), -1);
}
