import { and, eq, gte, inArray, lte, or, type Placeholder, type SQL } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";
import type { Stage, Status } from "../domain/stage.ts";
import { deals } from "../schema/deals.ts";
import { RISK_VALUES, riskColumns, riskValues } from "./risk.ts";
import { ofTeam, visibleTo } from "./standing.ts";
import type { Viewing } from "./viewing.ts";

/** Which deals are asked for. What is left out does not narrow. */
export type DealFilter = {
  scope: "mine" | "team" | "all";
  status: Status | "any";
  ownerId?: number | undefined;
  stages?: readonly Stage[] | undefined;
  closesFrom?: Day | undefined;
  closesTo?: Day | undefined;
  atRisk?: boolean | undefined;
};

/** The values by which lists and totals are narrowed, each null where it is not asked for. */
export const FILTER_VALUES = [
  "workspaceId",
  "personId",
  "teamId",
  "ownerId",
  "closesFrom",
  "closesTo",
  ...RISK_VALUES,
] as const;

/** What the SQL's text depends on; all else are values. */
export type FilterShape = ReturnType<typeof shapeOf>;

/** What the text of a query depends on, of who asks and for what. */
export function shapeOf({ actor, settings }: Viewing, filter: DealFilter) {
  const { scope, status, stages, atRisk, ownerId, closesFrom, closesTo } = filter;
  return {
    roles: actor.roles,
    hasTeam: actor.teamId !== null,
    settings: { salesSeeAllDeals: settings.salesSeeAllDeals },
    filter: { scope, status, stages, atRisk },
    asks: {
      owner: ownerId !== undefined,
      from: closesFrom !== undefined,
      to: closesTo !== undefined,
    },
  };
}

/** The values, as PostgreSQL is sent them. */
export function valuesOf(viewing: Viewing, { ownerId, closesFrom, closesTo }: DealFilter) {
  const { workspaceId, personId, teamId } = viewing.actor;
  return {
    workspaceId,
    personId,
    teamId,
    ownerId: ownerId ?? null,
    closesFrom: closesFrom ?? null,
    closesTo: closesTo ?? null,
    ...riskValues(viewing),
  };
}

/** The deals that the filter asks for and the reader may see. */
export function conditions(
  values: Record<(typeof FILTER_VALUES)[number], Placeholder>,
  { filter, asks, ...shape }: FilterShape,
): SQL | undefined {
  const actor = {
    roles: shape.roles,
    personId: values.personId,
    teamId: shape.hasTeam ? values.teamId : null,
  };
  return and(
    eq(deals.workspaceId, values.workspaceId),
    visibleTo(actor, shape.settings),
    filter.status === "any" ? undefined : eq(deals.status, filter.status),
    filter.scope === "mine"
      ? or(eq(deals.ownerId, actor.personId), eq(deals.seId, actor.personId))
      : undefined,
    filter.scope === "team" ? ofTeam(actor) : undefined,
    asks.owner ? eq(deals.ownerId, values.ownerId) : undefined,
    filter.stages ? inArray(deals.stage, [...filter.stages]) : undefined,
    asks.from ? gte(deals.closeDate, values.closesFrom) : undefined,
    asks.to ? lte(deals.closeDate, values.closesTo) : undefined,
    filter.atRisk ? or(...Object.values(riskColumns(values))) : undefined,
  );
}
