import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Stage } from "../../deals/index.ts";
import { inScope, mayBeSeen, type Sight } from "../../pipeline/index.ts";
import { CATEGORY_FROM, type Category } from "../domain/category.ts";
import { bookAt, date, type Standpoint } from "./standpoint.ts";

/** An open deal with its names, its category, and the one somebody chose by hand. */
export type NamedStanding = {
  dealId: number;
  title: string;
  accountName: string | null;
  ownerName: string;
  ownerId: number;
  stage: Stage;
  amount: number | null;
  currency: string;
  closeDate: Day | null;
  probability: number;
  category: Category;
  isChosen: boolean;
};

/** The open deals of a scope as lines: those given, or all up to a limit, the largest first. */
export async function listNamedDeals(
  tx: Tx,
  sight: Sight,
  from: Standpoint,
  periodEnd: Day,
  which: { ids: readonly number[] } | { most: number },
): Promise<NamedStanding[]> {
  const chosen =
    "ids" in which ? sql`b.deal_id = any(${`{${which.ids.join(",")}}`}::int[])` : sql`true`;
  const rows = await tx.execute<{
    deal_id: number;
    title: string;
    account: string | null;
    owner: string;
    owner_id: number;
    stage: Stage;
    amount: string | null;
    currency: string;
    close_date: Day | null;
    probability: number;
    category: Category;
    chosen: boolean;
  }>(sql`
    select b.deal_id, d.title, a.name as account, p.name as owner, b.owner_id, b.stage, b.amount, b.currency,
      b.close_date::text as close_date, b.probability, c.category is not null as chosen,
      coalesce(c.category, case when b.close_date > ${date(periodEnd)} or b.close_date is null then 'pipeline'
        when b.probability >= ${CATEGORY_FROM.commit}::int then 'commit'
        when b.probability >= ${CATEGORY_FROM.best_case}::int then 'best_case' else 'pipeline' end) as category
    from (${bookAt(sight.workspaceId, from)}) b
    join deals d on d.workspace_id = ${sight.workspaceId} and d.id = b.deal_id
    join people p on p.workspace_id = ${sight.workspaceId} and p.id = b.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join forecast_categories c on c.workspace_id = ${sight.workspaceId} and c.deal_id = b.deal_id
    where b.status = 'open' and ${chosen} and ${inScope(sight)} and ${mayBeSeen(sight)}
    order by b.amount desc nulls last, b.deal_id limit ${"most" in which ? which.most : which.ids.length}::int`);
  return rows.map((row) => ({
    dealId: row.deal_id,
    title: row.title,
    accountName: row.account,
    ownerName: row.owner,
    ownerId: row.owner_id,
    stage: row.stage,
    amount: row.amount === null ? null : Number(row.amount),
    currency: row.currency,
    closeDate: row.close_date,
    probability: row.probability,
    category: row.category,
    isChosen: row.chosen,
  }));
}

/** A deal that was won in a period. */
export type WonDeal = {
  dealId: number;
  title: string;
  accountName: string | null;
  ownerName: string;
  amount: number;
  currency: string;
  wonOn: Day;
};

/** What was won in a period, deal by deal, at most `most`. */
export async function listWonDeals(
  tx: Tx,
  sight: Sight,
  period: { from: Day; to: Day },
  most: number,
): Promise<WonDeal[]> {
  const rows = await tx.execute<{
    id: number;
    title: string;
    account: string | null;
    owner: string;
    amount: string | null;
    currency: string;
    won_on: Day;
  }>(sql`
    select d.id, d.title, a.name as account, p.name as owner, d.amount, d.currency,
      (d.closed_at at time zone 'UTC')::date::text as won_on
    from (${bookAt(sight.workspaceId, { at: "now", through: period.to })}) b
    join deals d on d.workspace_id = ${sight.workspaceId} and d.id = b.deal_id
    join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where b.status = 'won' and b.closed_at >= ${date(period.from)}::timestamp at time zone 'UTC'
      and b.closed_at < (${date(period.to)} + 1)::timestamp at time zone 'UTC'
      and ${inScope(sight)} and ${mayBeSeen(sight)}
    order by won_on, d.id limit ${most}::int`);
  return rows.map((row) => ({
    dealId: row.id,
    title: row.title,
    accountName: row.account,
    ownerName: row.owner,
    amount: Number(row.amount ?? 0),
    currency: row.currency,
    wonOn: row.won_on,
  }));
}
