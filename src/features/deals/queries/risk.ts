import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import type { Risk } from "../domain/risk.ts";
import { deals } from "../schema/deals.ts";

/** What the risks are measured by: the moment, the reader's day and the workspace's limits. */
export const RISK_VALUES = ["now", "today", "quietDays", "closeDatePushes", "stalledDays"] as const;
type RiskValue = (typeof RISK_VALUES)[number];

/** Those values, as PostgreSQL is sent them. */
export function riskValues(at: {
  settings: Settings;
  now: Date;
  today: Day;
}): Record<RiskValue, string | number> {
  const { quietDays, closeDatePushes, stalledDays } = at.settings.risk;
  return {
    now: at.now.toISOString(),
    today: at.today,
    quietDays,
    closeDatePushes,
    stalledDays: JSON.stringify(stalledDays),
  };
}

/**
 * Why a deal is at risk, each reason a condition; closed deals have none. `by` are the places of `riskValues`.
 */
export function riskColumns(by: Record<RiskValue, SQLWrapper>): Record<Risk, SQL<boolean>> {
  const open = sql`${deals.status} = 'open'`;
  const now = sql`${by.now}::timestamptz`;
  return {
    close_date_passed: sql<boolean>`(${open} and coalesce(${deals.closeDate} < ${by.today}::date, false))`,
    pushed: sql<boolean>`(${open} and ${deals.closePushes} >= ${by.closeDatePushes}::int)`,
    stalled: sql<boolean>`(${open} and ${deals.stageEnteredAt} < ${now} - make_interval(days => coalesce((${by.stalledDays}::jsonb ->> ${deals.stage})::int, 36500)))`,
    quiet: sql<boolean>`(${open} and ${deals.lastActivityAt} < ${now} - make_interval(days => ${by.quietDays}::int))`,
    next_step_overdue: sql<boolean>`(${open} and coalesce(${deals.nextStepDate} < ${by.today}::date, false))`,
    no_next_step: sql<boolean>`(${open} and ${deals.nextStep} is null)`,
  };
}
