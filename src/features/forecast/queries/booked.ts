import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { inScope, mayBeSeen, type Sight } from "../../pipeline/index.ts";
import type { BookedDay } from "../domain/booked.ts";
import { bookAt, type Standpoint } from "./standpoint.ts";

/** What a scope won on each day (UTC) that has any, by owner, as it is known at the standpoint; oldest first, every currency. */
export async function listBooked(
  tx: Tx,
  sight: Sight,
  from: Standpoint,
): Promise<(BookedDay & { ownerId: number; currency: string; count: number })[]> {
  const rows = await tx.execute<{
    day: Day;
    owner_id: number;
    currency: string;
    count: number;
    amount: string;
  }>(sql`
    select (b.closed_at at time zone 'UTC')::date::text as day, b.owner_id, b.currency, count(*)::int as count,
      coalesce(sum(b.amount), 0)::bigint as amount
    from (${bookAt(sight.workspaceId, from)}) b
    where b.status = 'won' and b.closed_at is not null and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by 1, 2, 3 order by 1`);
  return rows.map(({ owner_id, amount, ...row }) => ({
    ...row,
    ownerId: owner_id,
    amount: Number(amount),
  }));
}
