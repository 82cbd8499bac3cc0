import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { addMonths, type Day, monthOf } from "../../../kernel/dates.ts";
import { bookOf, date } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";
import { closedIn } from "./totals.ts";

/** What the deals that were closed on some days tell. */
export type ClosedFigures = {
  won: number;
  lost: number;
  /** Median days from created to won; null without a won deal. */
  cycleDays: number | null;
  /** The average amount of won deals that have one, in minor units, by currency. */
  sizes: { currency: string; count: number; average: number }[];
};

/** Win rate, sales cycle and deal size of the deals closed on these days. */
export async function closedFigures(
  tx: Tx,
  sight: Sight,
  span: { from: Day; to: Day },
): Promise<ClosedFigures> {
  const rows = await tx.execute<{
    currency: string | null;
    won: number;
    lost: number;
    cycle: number | null;
    sized: number;
    average: number | null;
  }>(sql`
    select b.currency, count(*) filter (where b.status = 'won')::int as won, count(*) filter (where b.status = 'lost')::int as lost,
      percentile_cont(0.5) within group (order by extract(epoch from b.closed_at - b.created_at) / 86400)
        filter (where b.status = 'won')::float8 as cycle,
      count(*) filter (where b.status = 'won' and b.amount > 0)::int as sized,
      avg(b.amount) filter (where b.status = 'won' and b.amount > 0)::float8 as average
    from (${bookOf(sight.workspaceId, "now")}) b
    where b.status <> 'open' and ${closedIn(span)} and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by grouping sets ((b.currency), ()) order by sized desc`);
  const all = rows.find((row) => row.currency === null);
  return {
    won: all?.won ?? 0,
    lost: all?.lost ?? 0,
    cycleDays: all?.cycle ?? null,
    sizes: rows.flatMap(({ currency, sized, average }) =>
      currency === null || average === null ? [] : [{ currency, count: sized, average }],
    ),
  };
}

/** Won deals of a calendar month (UTC), in minor units. */
export type BookedMonth = { month: Day; count: number; value: number };

/**
 * Booked revenue by month: won deals by the month they were closed in, every month from the first to the last, those without a
 * win as 0.
 * @param months any day of the first and of the last month
 */
export async function bookedByMonth(
  tx: Tx,
  sight: Sight,
  months: { from: Day; to: Day },
  currency: string,
): Promise<BookedMonth[]> {
  const span = { from: monthOf(months.from).from, to: monthOf(months.to).to };
  const rows = await tx.execute<{ month: Day; count: number; value: string }>(sql`
    select date_trunc('month', b.closed_at at time zone 'UTC')::date::text as month, count(*)::int as count,
      coalesce(sum(b.amount), 0)::bigint as value
    from (${bookOf(sight.workspaceId, "now")}) b
    where b.status = 'won' and b.currency = ${currency} and ${closedIn(span)} and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by 1`);
  const found = new Map(rows.map((row) => [row.month, row]));
  const booked: BookedMonth[] = [];
  for (let month = span.from; month <= span.to; month = addMonths(month, 1)) {
    const row = found.get(month);
    booked.push({ month, count: row?.count ?? 0, value: Number(row?.value ?? 0) });
  }
  return booked;
}

/** Deals created on these days and the people who own them. */
export async function createdFigures(
  tx: Tx,
  sight: Sight,
  span: { from: Day; to: Day },
): Promise<{ deals: number; reps: number }> {
  const [row] = await tx.execute<{ deals: number; reps: number }>(sql`
    select count(*)::int as deals, count(distinct b.owner_id)::int as reps
    from (${bookOf(sight.workspaceId, "now")}) b
    where b.created_at >= ${span.from}::timestamp at time zone 'UTC'
      and b.created_at < (${date(span.to)} + 1)::timestamp at time zone 'UTC' and ${inScope(sight)} and ${mayBeSeen(sight)}`);
  return row ?? { deals: 0, reps: 0 };
}
