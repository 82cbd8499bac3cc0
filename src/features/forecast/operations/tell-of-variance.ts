import type { Tx } from "../../../db/client.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import type { Deps } from "../../../deps.ts";
import { addDays, dayOf, formatDayShort } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { notify } from "../../../notify/notify.ts";
import { listPeople, managersOf } from "../../people/index.ts";
import {
  type Change,
  changeName,
  findScope,
  listChanges,
  type Scope,
  type ScopeFound,
} from "../../pipeline/index.ts";
import { forecastLabel, forecastPeriod } from "../domain/period.ts";
import { ownViewing } from "../forecasting.ts";
import { forecastMoved } from "../notifications.ts";
import { type ForecastSnapshot, findSnapshotBefore } from "../queries/snapshots.ts";

/** Managers are told when their team's quarter moved by more than the settings allow since the snapshot before. Told twice, sent once. */
export async function tellOfVariance(
  deps: Pick<Deps, "db" | "clock" | "jobs">,
  workspaceId: string,
  settings: Settings,
  now: Date,
): Promise<number> {
  const threshold = settings.forecast.varianceAlert;
  if (threshold === null) return 0;
  const day = dayOf(now, "UTC");
  const quarter = forecastPeriod("quarter", day);
  return inWorkspace(deps.db, workspaceId, async (tx) => {
    let told = 0;
    const people = await listPeople(tx, workspaceId, {});
    for (const person of people) {
      if (!person.roles.includes("manager") || !person.slackUserId) continue;
      const scope: Scope | null =
        person.teamId !== null
          ? `team:${person.teamId}`
          : (await managersOf(tx, workspaceId, person.id)).length === 0
            ? "all"
            : null;
      if (!scope) continue;
      const after = await findSnapshotBefore(
        tx,
        workspaceId,
        scope,
        "quarter",
        quarter.from,
        addDays(day, 1),
      );
      const before = await findSnapshotBefore(tx, workspaceId, scope, "quarter", quarter.from, day);
      if (after?.day !== day || !before || before.currency !== after.currency) continue;
      if (Math.abs(after.total - before.total) <= threshold * before.total) continue;
      const found = await findScope(tx, ownViewing(workspaceId, settings, now), scope);
      if (!found) continue;
      const sent = await notify(deps, tx, forecastMoved, {
        workspaceId,
        to: person.slackUserId,
        data: {
          kind: "quarter",
          startsOn: quarter.from,
          label: forecastLabel(quarter),
          title: found.title || "everyone",
          scope,
          before: before.total,
          total: after.total,
          currency: after.currency,
          sinceWords: formatDayShort(before.day, day),
          why: await whyMoved(tx, found, before, after),
          threshold,
        },
        dedupeKey: `forecast:moved:${scope}:${quarter.from}:${day}:${person.slackUserId}`,
      });
      if (sent) told += 1;
    }
    return told;
  });
}

const TELLING: readonly Change[] = [
  "won",
  "lost",
  "added",
  "slipped",
  "pulled_in",
  "grew",
  "shrank",
];
const MOST_REASONS = 4;

async function whyMoved(
  tx: Tx,
  found: ScopeFound,
  before: ForecastSnapshot,
  { currency }: ForecastSnapshot,
): Promise<string[]> {
  const changes = await listChanges(
    tx,
    { ...found.sight, engineerId: null },
    { from: before.day, to: "now" },
  );
  return changes
    .filter((one) => one.currency === currency && TELLING.includes(one.change))
    .flatMap((one) =>
      one.biggest.map((deal) => ({
        weight: Math.max(Math.abs(deal.effect), deal.value),
        words: `${changeName(one.change)}: ${deal.accountName ? `${deal.accountName} · ` : ""}${deal.title}, ${formatMoney({ minor: deal.value, currency }, "short")}`,
      })),
    )
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_REASONS)
    .map(({ words }) => words);
}
