import { type SQL, sql } from "drizzle-orm";

/** The fields of a deal that the audit log tells what was written over of, as it names them. */
const TOLD = sql.raw(
  ["stage", "amount", "closeDate", "probability", "ownerId", "seId", "closedAt", "closePushes"]
    .map((field) => `'${field}'`)
    .join(", "),
);

/**
 * All deals of a workspace as they were at a moment: today's rows with everything taken back that the audit log says was written
 * over since. As exact as the log, to the second, while the snapshots of the pipeline know only the ends of days; its price grows
 * with what happened since, so it is for the last weeks. Use it as a subquery: `from (${bookAt(…)}) b`.
 */
export function bookAt(workspaceId: string, at: Date): SQL {
  const moment = sql`${at.toISOString()}::timestamptz`;
  return sql`
    select d.id as deal_id, s.stage,
      case s.stage when 'closed_won' then 'won' when 'closed_lost' then 'lost' else 'open' end as status,
      case when w.was ? 'amount' then (w.was -> 'amount' ->> 'minor')::bigint else d.amount end as amount,
      coalesce(w.was -> 'amount' ->> 'currency', d.currency) as currency,
      case when w.was ? 'closeDate' then (w.was ->> 'closeDate')::date else d.close_date end as close_date,
      case when w.was ? 'probability' then (w.was ->> 'probability')::int else d.probability end as probability,
      coalesce((w.was ->> 'ownerId')::int, d.owner_id) as owner_id,
      case when w.was ? 'seId' then (w.was ->> 'seId')::int else d.se_id end as se_id,
      case when w.was ? 'closedAt' then (w.was ->> 'closedAt')::timestamptz else d.closed_at end as closed_at,
      case when w.was ? 'closePushes' then (w.was ->> 'closePushes')::int else d.close_pushes end as close_pushes
    from deals d
    left join (
      select subject_id, jsonb_object_agg(key, value) as was from (
        -- What the first change after the moment wrote over is what stood at the moment.
        select distinct on (a.subject_id, f.key) a.subject_id, f.key, f.value
        from audit_log a cross join lateral jsonb_each(a.before) f
        where a.workspace_id = ${workspaceId} and a.subject = 'deal' and a.at > ${moment} and f.key in (${TOLD})
        order by a.subject_id, f.key, a.at, a.id
      ) first group by subject_id
    ) w on w.subject_id = d.id::text
    cross join lateral (select coalesce(w.was ->> 'stage', d.stage) as stage) s
    where d.workspace_id = ${workspaceId} and d.created_at <= ${moment}`;
}

/** An open deal's amount times its probability, in whole minor units. */
export const WEIGHTED = sql.raw("round(b.amount * b.probability / 100.0)");
