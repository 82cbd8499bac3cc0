import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { approvals } from "../../approvals/schema/approvals.ts";
import { demos } from "../../demos/schema.ts";
import { objections } from "../../objections/schema.ts";
import { pocCriteria } from "../../pocs/schema/parts.ts";
import { pocs } from "../../pocs/schema/pocs.ts";
import type { Risk } from "../domain/risk.ts";
import { contacts } from "../schema/accounts.ts";
import { deals } from "../schema/deals.ts";

/** What the risks are measured by: the moment, the reader's day and the workspace's limits. */
export const RISK_VALUES = [
  "now",
  "today",
  "quietDays",
  "closeDatePushes",
  "stalledDays",
  "demoMissingDays",
  "discountWaitingHours",
  "singleContactStages",
] as const;
type RiskValue = (typeof RISK_VALUES)[number];

/** Those values, as PostgreSQL is sent them. */
export function riskValues(at: {
  settings: Settings;
  now: Date;
  today: Day;
}): Record<RiskValue, string | number> {
  const {
    quietDays,
    closeDatePushes,
    stalledDays,
    demoMissingDays,
    discountWaitingHours,
    singleContactStages,
  } = at.settings.risk;
  return {
    now: at.now.toISOString(),
    today: at.today,
    quietDays,
    closeDatePushes,
    stalledDays: JSON.stringify(stalledDays),
    demoMissingDays,
    discountWaitingHours,
    singleContactStages: JSON.stringify(singleContactStages),
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
    single_contact: sql<boolean>`(${open} and ${by.singleContactStages}::jsonb ? ${deals.stage} and (
      select count(*) from ${contacts} c
      where c.workspace_id = ${deals.workspaceId} and c.account_id = ${deals.accountId}) < 2)`,
    // Last, because a list that only asks whether there is any reason stops at the first.
    objection_high: sql<boolean>`(${open} and exists (select 1 from ${objections} o
      where o.workspace_id = ${deals.workspaceId} and o.deal_id = ${deals.id} and o.status = 'open' and o.severity = 'high'))`,
    // As the proof of concept itself says it: a must-have was not met, or it runs past its end.
    poc_failing: sql<boolean>`(${open} and exists (select 1 from ${pocs} p
      where p.workspace_id = ${deals.workspaceId} and p.deal_id = ${deals.id} and (
        p.status = 'in_progress' and p.ends_on < ${by.today}::date
        or p.status in ('in_progress', 'completed') and exists (select 1 from ${pocCriteria} c
          where c.workspace_id = p.workspace_id and c.poc_id = p.id and c.must_have and c.grade = 'not_met'))))`,
    discount_waiting: sql<boolean>`(${open} and exists (select 1 from ${approvals} a
      where a.workspace_id = ${deals.workspaceId} and a.deal_id = ${deals.id} and a.state = 'open' and a.kind = 'discount'
        and a.requested_at < ${now} - make_interval(hours => ${by.discountWaitingHours}::int)))`,
    demo_missing: sql<boolean>`(${open} and ${deals.stage} = 'demo'
      and ${deals.stageEnteredAt} < ${now} - make_interval(days => ${by.demoMissingDays}::int)
      and not exists (select 1 from ${demos} d where d.workspace_id = ${deals.workspaceId}
        and d.deal_id = ${deals.id} and d.status not in ('cancelled', 'no_show')))`,
  };
}
