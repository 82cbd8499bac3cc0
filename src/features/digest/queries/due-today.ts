import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { addDays, type Day, startOfDay } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";

/** What a person's day may hold. The last two wait for them without a day. */
export const DUE_KINDS = [
  "demo",
  "next_step",
  "follow_up",
  "poc_end",
  "closing",
  "quote_ends",
  "demo_to_schedule",
  "poc_to_decide",
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

/** One thing of the day, with the deal it is about. */
export type DueItem = {
  kind: DueKind;
  id: number;
  dealId: number;
  title: string;
  accountName: string | null;
  amount: Money | null;
  /** The next step, the follow-up, the demo's or the proof of concept's title. */
  what: string;
  day: Day | null;
  at: Date | null;
};

/** A busy person reads the first of them; how many there are is counted from all. */
const MOST = 200;

/**
 * What is due for a person on the days after `after` up to today, by the clocks of their zone: a day on which they got no message is
 * made up for. What they put off is left out.
 */
export async function listDue(
  tx: Tx,
  workspaceId: string,
  personId: number,
  days: { after: Day; today: Day; timeZone: string },
): Promise<DueItem[]> {
  const { after, today, timeZone } = days;
  const from = startOfDay(today, timeZone).toISOString();
  const to = startOfDay(addDays(today, 1), timeZone).toISOString();
  const within = (column: string) =>
    sql`${sql.raw(column)} > ${after}::date and ${sql.raw(column)} <= ${today}::date`;
  const me = sql`${personId}::int`;
  const mine = sql`(d.owner_id = ${me} or x.se_id = ${me})`;
  const rows = await tx.execute<{
    kind: DueKind;
    id: number;
    deal_id: number;
    title: string;
    account: string | null;
    amount: string | null;
    currency: string;
    what: string;
    day: Day | null;
    at_ms: number | null;
  }>(sql`
    with things as (
      select 'next_step' as kind, d.id, d.id as deal_id, d.next_step as what, d.next_step_date as day, null::timestamptz as at
      from deals d where d.workspace_id = ${workspaceId} and d.owner_id = ${me} and d.status = 'open' and d.next_step is not null
        and ${within("d.next_step_date")} and (d.snoozed_until is null or d.snoozed_until <= ${today}::date)
      union all
      select 'closing', d.id, d.id, '', d.close_date, null
      from deals d where d.workspace_id = ${workspaceId} and d.owner_id = ${me} and d.status = 'open' and ${within("d.close_date")}
      union all
      select 'quote_ends', x.quote_id, x.deal_id, '', x.valid_until, null
      from quote_versions x join deals d on d.workspace_id = x.workspace_id and d.id = x.deal_id
      where x.workspace_id = ${workspaceId} and x.status = 'sent' and d.owner_id = ${me} and d.status = 'open'
        and ${within("x.valid_until")}
      union all
      select 'demo', x.id, x.deal_id, x.title, null, x.starts_at
      from demos x join deals d on d.workspace_id = x.workspace_id and d.id = x.deal_id
      where x.workspace_id = ${workspaceId} and x.status = 'scheduled' and ${mine}
        and x.starts_at >= ${from}::timestamptz and x.starts_at < ${to}::timestamptz
      union all
      select 'demo_to_schedule', x.id, x.deal_id, x.title, null, null
      from demos x where x.workspace_id = ${workspaceId} and x.status = 'assigned' and x.se_id = ${me}
      union all
      select 'poc_end', x.id, x.deal_id, x.title, x.ends_on, null
      from pocs x join deals d on d.workspace_id = x.workspace_id and d.id = x.deal_id
      where x.workspace_id = ${workspaceId} and x.status = 'in_progress' and ${mine} and ${within("x.ends_on")}
      union all
      select 'poc_to_decide', x.id, x.deal_id, x.title, null, null
      from pocs x join deals d on d.workspace_id = x.workspace_id and d.id = x.deal_id
      where x.workspace_id = ${workspaceId} and x.status = 'completed' and d.owner_id = ${me} and d.status = 'open'
      union all
      select 'follow_up', x.id, x.deal_id, x.follow_up, x.follow_up_date, null
      from objections x where x.workspace_id = ${workspaceId} and x.follow_up_person_id = ${me}
        and x.status in ('open', 'answered') and ${within("x.follow_up_date")}
    )
    select t.kind, t.id, t.deal_id, d.title, a.name as account, d.amount::text as amount, d.currency, t.what,
      t.day::text as day, (extract(epoch from t.at) * 1000)::float8 as at_ms
    from things t join deals d on d.workspace_id = ${workspaceId} and d.id = t.deal_id and d.status = 'open'
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    order by t.at nulls last, t.day nulls last, d.amount desc nulls last, t.kind, t.id limit ${MOST}`);
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    dealId: row.deal_id,
    title: row.title,
    accountName: row.account,
    amount: row.amount === null ? null : { minor: Number(row.amount), currency: row.currency },
    what: row.what,
    day: row.day,
    at: row.at_ms === null ? null : new Date(row.at_ms),
  }));
}
