import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { riskColumns, riskValues, type Stage, type Viewing } from "../../deals/index.ts";
import { bookOf, date, WEIGHTED } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";

/** Deals counted and added up in one currency, in minor units. */
export type Sum = { currency: string; count: number; value: number; weighted: number };
export type StageSum = Sum & { stage: Stage };

type Row = { currency: string; count: number; value: string; weighted: string };

/** Sums as drizzle reads them: PostgreSQL's bigint comes as text. */
export function toSum<R extends Row>(row: R): Omit<R, "value" | "weighted"> & Sum {
  return { ...row, value: Number(row.value), weighted: Number(row.weighted) };
}

/** What is counted and added up of each group. */
export const SUMS = sql`b.currency, count(*)::int as count, coalesce(sum(b.amount), 0)::bigint as value,
  coalesce(sum(${WEIGHTED}), 0)::bigint as weighted`;

/** The open pipeline by stage and currency, now or at the end of a day. */
export async function totalByStage(tx: Tx, sight: Sight, at: Day | "now"): Promise<StageSum[]> {
  const rows = await tx.execute<Row & { stage: Stage }>(sql`
    select b.stage, ${SUMS} from (${bookOf(sight.workspaceId, at)}) b
    where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by b.stage, b.currency order by b.stage, b.currency`);
  return rows.map(toSum);
}

/** The open deals that close on these days, those without a close date left out. */
export async function totalClosing(
  tx: Tx,
  sight: Sight,
  span: { from: Day; to: Day },
): Promise<Sum[]> {
  const rows = await tx.execute<Row>(sql`
    select ${SUMS} from (${bookOf(sight.workspaceId, "now")}) b
    where b.status = 'open' and b.close_date between ${date(span.from)} and ${date(span.to)}
      and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by b.currency order by b.currency`);
  return rows.map(toSum);
}

/** A sum of one close month; `month` is its first day, "overdue" what should have closed, null without a close date. */
export type MonthSum = Sum & { month: Day | "overdue" | null };

/** The open pipeline by the month in which it closes. */
export async function totalByMonth(tx: Tx, sight: Sight, today: Day): Promise<MonthSum[]> {
  const rows = await tx.execute<Row & { month: Day | "overdue" | null }>(sql`
    select case when b.close_date < ${date(today)} then 'overdue'
        else date_trunc('month', b.close_date)::date::text end as month, ${SUMS}
    from (${bookOf(sight.workspaceId, "now")}) b
    where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by 1, b.currency order by 1, b.currency`);
  return rows.map(toSum);
}

export type RepSum = Sum & {
  ownerId: number;
  name: string;
  teamId: number | null;
  won: number;
  wonCount: number;
  closing: number;
};

/** Each owner's open deals, those of them that close by the end of a period, and what was won in it. */
export async function totalByRep(
  tx: Tx,
  sight: Sight,
  span: { from: Day; to: Day },
): Promise<RepSum[]> {
  const rows = await tx.execute<
    Row & {
      owner_id: number;
      name: string;
      team_id: number | null;
      won: string;
      won_count: number;
      closing: string;
    }
  >(sql`
    select b.owner_id, p.name, p.team_id, b.currency,
      count(*) filter (where b.status = 'open')::int as count,
      coalesce(sum(b.amount) filter (where b.status = 'open'), 0)::bigint as value,
      coalesce(sum(${WEIGHTED}) filter (where b.status = 'open'), 0)::bigint as weighted,
      coalesce(sum(b.amount) filter (where b.status = 'open' and b.close_date <= ${date(span.to)}), 0)::bigint as closing,
      coalesce(sum(b.amount) filter (where b.status = 'won'), 0)::bigint as won,
      count(*) filter (where b.status = 'won')::int as won_count
    from (${bookOf(sight.workspaceId, "now")}) b
    join people p on p.workspace_id = ${sight.workspaceId} and p.id = b.owner_id
    where (b.status = 'open' or b.status = 'won' and ${closedIn(span)}) and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by b.owner_id, p.name, p.team_id, b.currency order by value desc, p.name`);
  return rows.map((row) => ({
    ...toSum(row),
    ownerId: row.owner_id,
    teamId: row.team_id,
    won: Number(row.won),
    wonCount: row.won_count,
    closing: Number(row.closing),
  }));
}

/** Whether a closed deal (`b`) was closed on these days, in UTC as all of the history. */
export function closedIn(span: { from: Day; to: Day }) {
  return sql`b.closed_at >= ${span.from}::timestamp at time zone 'UTC'
    and b.closed_at < (${date(span.to)} + 1)::timestamp at time zone 'UTC'`;
}

/** What was won on these days. */
export async function totalWon(tx: Tx, sight: Sight, span: { from: Day; to: Day }): Promise<Sum[]> {
  const rows = await tx.execute<Row>(sql`
    select ${SUMS} from (${bookOf(sight.workspaceId, "now")}) b
    where b.status = 'won' and ${closedIn(span)} and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by b.currency order by b.currency`);
  return rows.map(toSum);
}

/** The open deals that are at risk, for whatever reason. */
export async function totalAtRisk(tx: Tx, sight: Sight, viewing: Viewing): Promise<Sum[]> {
  const rows = await tx.execute<Row>(sql`
    select ${SUMS} from (${bookOf(sight.workspaceId, "now")}) b
    where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)}
      and exists (select from deals where deals.workspace_id = ${sight.workspaceId} and deals.id = b.deal_id
        and (${sql.join(Object.values(risksOf(viewing)), sql` or `)}))
    group by b.currency order by b.currency`);
  return rows.map(toSum);
}

/** The conditions under which a row of `deals` is at risk, by their names. */
export function risksOf(viewing: Pick<Viewing, "settings" | "now" | "today">) {
  const values = riskValues(viewing);
  const places = Object.fromEntries<SQL>(
    Object.entries(values).map(([name, value]) => [name, sql`${value}`]),
  ) as Record<keyof typeof values, SQL>;
  return riskColumns(places);
}
