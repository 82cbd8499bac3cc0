import { readWorkspace } from "../../db/workspace.ts";
import { authorize, isAllowed } from "../../kernel/access.ts";
import { addMonths, dayOf } from "../../kernel/dates.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { listPeople } from "../people/index.ts";
import { findScope, quotaOf, type Scope } from "../pipeline/index.ts";
import { bookedIn } from "./domain/booked.ts";
import { isSilent } from "./domain/method.ts";
import type { ForecastKind, ForecastPeriod } from "./domain/period.ts";
import { inForecastScope, mayRollUp, seeForecast, standpointOf } from "./forecasting.ts";
import { listBooked } from "./queries/booked.ts";
import { listJudgedCalls, listStandingCalls } from "./queries/calls.ts";
import { listSnapshots } from "./queries/snapshots.ts";
import { findBacktest, findRunningBacktest } from "./queries/trials.ts";
import { accuracyView } from "./views/accuracy.ts";
import { callsView } from "./views/calls.ts";
import { historyView } from "./views/history.ts";

const STUCK_MS = 3 * 3_600_000;

/** The calls of a scope for a period, rolled up. */
export function showCalls(call: Call, scope: Scope, period: ForecastPeriod): Promise<Reply> {
  return inForecastScope(call, scope, async (tx, found) => {
    const { workspaceId } = call.actor;
    const [calls, people, booked] = await Promise.all([
      listStandingCalls(tx, workspaceId, period),
      listPeople(tx, workspaceId, {}),
      listBooked(tx, { ...found.sight, engineerId: null }, standpointOf(call.now)),
    ]);
    const owners = found.sight.owners;
    const currency = calls[0]?.currency ?? call.settings.baseCurrency;
    const lines = people
      .filter((person) => owners === null || owners.includes(person.id))
      .flatMap((person) => {
        const said = calls.find((one) => one.personId === person.id) ?? null;
        // Who sells is expected to call; others are listed when they did.
        const isExpected = isAllowed(person, "forecast.own") && person.roles.includes("ae");
        if (!said && !isExpected) return [];
        return [
          {
            personId: person.id,
            name: person.name,
            teamName: person.teamName,
            call: said,
            won: bookedIn(
              booked.filter((one) => one.ownerId === person.id && one.currency === currency),
              period,
            ),
          },
        ];
      });
    const quota = await quotaOf(tx, found, period.kind, period.from, currency);
    return callsView({
      period,
      scope,
      title: found.title,
      currency,
      lines,
      quota: quota?.minor ?? null,
      mayAdjust: mayRollUp(call.actor),
      now: call.now,
      timeZone: call.actor.timeZone,
    });
  });
}

/** How far forecasts and calls were off. People see their own calls, managers those of their team. */
export function showAccuracy(call: Call, kind: ForecastKind): Promise<Reply> {
  authorize(call.actor, "forecast.own");
  const { workspaceId, personId, roles } = call.actor;
  const today = dayOf(call.now, "UTC");
  return readWorkspace(call.deps.db, workspaceId, async (tx) => {
    const [backtest, running, judged, team] = await Promise.all([
      findBacktest(tx, workspaceId),
      findRunningBacktest(tx, workspaceId),
      listJudgedCalls(tx, workspaceId, today, addMonths(today, -24)),
      findScope(tx, viewingOf(call), "team"),
    ]);
    const mine = new Set(mayRollUp(call.actor) ? (team?.sight.owners ?? []) : [personId]);
    return accuracyView({
      kind,
      backtest,
      running:
        running && call.now.getTime() - running.startedAt.getTime() < STUCK_MS ? running : null,
      calls: judged.filter(
        (one) => one.kind === kind && (roles.includes("admin") || mine.has(one.personId)),
      ),
      level: call.settings.forecast.intervalLevel,
    });
  });
}

/** What the forecast of a period said week by week. */
export async function showHistory(
  call: Call,
  scope: Scope,
  period: ForecastPeriod,
): Promise<Reply> {
  const { forecast, found } = await seeForecast(call, {
    kind: period.kind,
    startsOn: period.from,
    method: "hybrid",
    scope,
  });
  const key = snapshotScope(call, scope);
  const { workspaceId } = call.actor;
  const snapshots = await readWorkspace(call.deps.db, workspaceId, (tx) =>
    listSnapshots(tx, workspaceId, key, period),
  );
  const { answer, evidence } = forecast;
  return historyView({
    period,
    scope,
    title: found.title,
    snapshots,
    today: isSilent(answer)
      ? null
      : {
          day: dayOf(call.now, "UTC"),
          total: answer.total,
          currency: evidence.currency,
        },
  });
}

/** Snapshots are kept of teams and persons; "mine" and "team" are the reader's. */
function snapshotScope({ actor }: Call, scope: Scope): string {
  if (scope === "mine") return `person:${actor.personId}`;
  if (scope === "team") return actor.teamId === null ? "all" : `team:${actor.teamId}`;
  return scope;
}
