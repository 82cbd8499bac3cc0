import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { risksOf } from "../queries/totals.ts";
import { utcDay } from "./timeline.ts";

/**
 * Looks which rules hold on which open deals: one that newly holds fires, one that stands goes on standing, one that holds no
 * longer is resolved, and may fire anew later.
 * @returns how many fired and how many were resolved
 */
export async function refreshInsights(
  tx: Tx,
  at: { workspaceId: string; settings: Settings; now: Date },
): Promise<{ fired: number; resolved: number }> {
  const { workspaceId, settings, now } = at;
  const rules: SQL[] = Object.entries(risksOf({ settings, now, today: utcDay(now) })).map(
    ([rule, holds]) => sql`(${rule}::text, ${holds})`,
  );
  const moment = sql`${now.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ fired: number; resolved: number }>(sql`
    with holding as materialized (
      select deals.id as deal_id, r.rule
      from deals cross join lateral (values ${sql.join(rules, sql`, `)}) r (rule, holds)
      where deals.workspace_id = ${workspaceId} and deals.status = 'open' and r.holds
    ),
    resolved as (
      update insight_states s set resolved_at = ${moment}
      where s.workspace_id = ${workspaceId} and s.resolved_at is null
        and not exists (select from holding h where h.deal_id = s.deal_id and h.rule = s.rule)
      returning 1
    ),
    fired as (
      insert into insight_states (workspace_id, deal_id, rule, fired_at)
      select ${workspaceId}, h.deal_id, h.rule, ${moment} from holding h
      where not exists (select from insight_states s where s.workspace_id = ${workspaceId} and s.deal_id = h.deal_id
        and s.rule = h.rule and s.resolved_at is null)
      on conflict do nothing returning 1
    )
    select (select count(*)::int from fired) as fired, (select count(*)::int from resolved) as resolved`);
  return row ?? { fired: 0, resolved: 0 };
}

/** Notes that people were told of these alerts, so that none is sent twice while it stands. */
export async function markInsightsTold(
  tx: Tx,
  workspaceId: string,
  alerts: readonly { dealId: number; rule: string }[],
  now: Date,
): Promise<void> {
  if (alerts.length === 0) return;
  await tx.execute(sql`
    update insight_states s set told_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(alerts)}::jsonb) as a ("dealId" int, rule text)
    where s.workspace_id = ${workspaceId} and s.deal_id = a."dealId" and s.rule = a.rule
      and s.resolved_at is null and s.told_at is null`);
}
