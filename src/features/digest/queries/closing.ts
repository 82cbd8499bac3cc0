import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import type { Stage } from "../../deals/index.ts";
import { inScope, mayBeSeen, type Sight, type Sum } from "../../pipeline/index.ts";
import { bookAt, WEIGHTED } from "./book-at.ts";

/** A deal that closes soon, as a table shows it. */
export type ClosingDeal = {
  dealId: number;
  title: string;
  accountName: string | null;
  ownerName: string;
  stage: Stage;
  amount: Money | null;
  closeDate: Day;
  nextStep: string | null;
};

/** The open deals that close on these days as they stood at a moment, soonest and largest first. */
export async function listClosing(
  tx: Tx,
  sight: Sight,
  at: Date,
  days: { from: Day; to: Day },
  limit: number,
): Promise<ClosingDeal[]> {
  const rows = await tx.execute<{
    deal_id: number;
    title: string;
    account: string | null;
    owner: string;
    stage: Stage;
    amount: string | null;
    currency: string;
    close_date: Day;
    next_step: string | null;
  }>(sql`
    select b.deal_id, d.title, a.name as account, p.name as owner, b.stage, b.amount::text as amount, b.currency,
      b.close_date::text as close_date, d.next_step
    from (${bookAt(sight.workspaceId, at)}) b
    join deals d on d.workspace_id = ${sight.workspaceId} and d.id = b.deal_id
    join people p on p.workspace_id = d.workspace_id and p.id = b.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where b.status = 'open' and b.close_date between ${days.from}::date and ${days.to}::date
      and ${inScope(sight)} and ${mayBeSeen(sight)}
    order by b.close_date, b.amount desc nulls last, b.deal_id limit ${limit}`);
  return rows.map((row) => ({
    dealId: row.deal_id,
    title: row.title,
    accountName: row.account,
    ownerName: row.owner,
    stage: row.stage,
    amount: row.amount === null ? null : { minor: Number(row.amount), currency: row.currency },
    closeDate: row.close_date,
    nextStep: row.next_step,
  }));
}

/** What the deals with a standing alert add up to; alerts that were put off or called wrong don't count. */
export async function sumAtRisk(tx: Tx, sight: Sight, at: Date, today: Day): Promise<Sum[]> {
  const rows = await tx.execute<{
    currency: string;
    count: number;
    value: string;
    weighted: string;
  }>(sql`
    select b.currency, count(*)::int as count, coalesce(sum(b.amount), 0)::bigint as value,
      coalesce(sum(${WEIGHTED}), 0)::bigint as weighted
    from (${bookAt(sight.workspaceId, at)}) b
    where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)} and exists (
      select from insight_states i where i.workspace_id = ${sight.workspaceId} and i.deal_id = b.deal_id
        and i.resolved_at is null and not i.wrong and (i.snoozed_until is null or i.snoozed_until <= ${today}::date))
    group by b.currency order by b.currency`);
  return rows.map((row) => ({ ...row, value: Number(row.value), weighted: Number(row.weighted) }));
}
