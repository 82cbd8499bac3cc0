import type { Tx } from "../../db/client.ts";
import { readWorkspace } from "../../db/workspace.ts";
import { type Actor, authorize, isAllowed } from "../../kernel/access.ts";
import { addDays, type Day, dayOf } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Settings } from "../../kernel/settings.ts";
import type { Call } from "../../slack/call.ts";
import { type Viewing, viewingOf } from "../deals/index.ts";
import { getPerson } from "../people/index.ts";
import { ensureHistory, findScope, type Scope, type ScopeFound } from "../pipeline/index.ts";
import type { Ask } from "./ask.ts";
import { forecastPeriod } from "./domain/period.ts";
import { type Forecast, makeForecast, readLearned } from "./operations/make-forecast.ts";
import type { Standpoint } from "./queries/standpoint.ts";

/** Where a forecast made now looks from; all history is kept in UTC. */
export function standpointOf(now: Date): Standpoint {
  return { at: "now", through: addDays(dayOf(now, "UTC"), -1) };
}

/** A scope the reader may forecast, within one reading transaction. */
export async function inForecastScope<T>(
  call: Call,
  scope: Scope,
  work: (tx: Tx, found: ScopeFound, viewing: Viewing) => Promise<T>,
): Promise<T> {
  const viewing = viewingOf(call);
  await ensureHistory(call.deps, call.actor.workspaceId, call.now);
  return readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => {
    const found = await findScope(tx, viewing, scope);
    if (!found)
      throw new AppError(
        "not_found",
        "That team or person is not here any more.",
        "`/forecast team` looks at your team.",
      );
    await checkScope(tx, viewing, scope, found);
    return work(tx, found, viewing);
  });
}

/** A forecast as it was asked for. */
export function seeForecast(
  call: Call,
  ask: Ask,
): Promise<{ forecast: Forecast; found: ScopeFound; viewing: Viewing }> {
  return inForecastScope(call, ask.scope, async (tx, found, viewing) => {
    const learned = await readLearned(tx, call.actor.workspaceId);
    const forecast = await makeForecast(tx, {
      scope: found,
      period: forecastPeriod(ask.kind, ask.startsOn),
      method: ask.method,
      from: standpointOf(call.now),
      settings: call.settings,
      learned,
    });
    return { forecast, found, viewing };
  });
}

/**
 * Sellers see their own forecast, managers that of their team and everyone below, those without a manager above them and admins
 * everyone's.
 * @throws AppError forbidden
 */
export async function checkScope(
  tx: Tx,
  viewing: Viewing,
  scope: Scope,
  found: ScopeFound,
): Promise<void> {
  const { actor } = viewing;
  authorize(actor, "forecast.own");
  const { owners } = found.sight;
  if (owners?.length === 1 && owners[0] === actor.personId) return;
  authorize(actor, "forecast.roll_up");
  if (actor.roles.includes("admin") || scope === "team") return;
  const below = await findScope(tx, viewing, "team");
  const mine = below?.sight.owners ?? [];
  if (owners?.every((id) => mine.includes(id))) return;
  if (owners === null && (await hasNobodyAbove(tx, actor))) return;
  throw new AppError(
    "forbidden",
    `${owners === null ? "The whole company" : found.title} is not in your team.`,
    "Managers see the forecast of their team and of everyone below them: `/forecast team`.",
  );
}

async function hasNobodyAbove(tx: Tx, actor: Actor): Promise<boolean> {
  const person = await getPerson(tx, actor.workspaceId, actor.personId);
  return person.managerId === null;
}

/** The viewing of the bot itself, which sees all deals: what jobs look with. */
export function ownViewing(workspaceId: string, settings: Settings, now: Date): Viewing {
  const today: Day = dayOf(now, "UTC");
  const actor: Actor = {
    workspaceId,
    personId: 0,
    slackUserId: "",
    name: "Dealdesk",
    timeZone: "UTC",
    roles: ["admin"],
    teamId: null,
  };
  return { actor, settings, now, today };
}

/** Whether the reader may look at others' forecasts. */
export function mayRollUp(actor: Pick<Actor, "roles">): boolean {
  return isAllowed(actor, "forecast.roll_up");
}
