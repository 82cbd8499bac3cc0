import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { WEIGHTED } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";
import type { Sum } from "./totals.ts";

/**
 * The open pipeline at the end of each of these days, which must be past and in order. One pass over the snapshots that were
 * open on any of them: each counts from the first day it stands in to the last.
 */
export async function totalByDay(
  tx: Tx,
  sight: Sight,
  days: readonly Day[],
): Promise<{ day: Day; sums: Sum[] }[]> {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return [];
  const marks = sql`${`{${days.join(",")}}`}::date[]`;
  const rows = await tx.execute<{
    currency: string;
    enters: number;
    leaves: number;
    count: number;
    value: string;
    weighted: string;
  }>(sql`
    select b.currency,
      case when b.valid_from <= ${first}::date then 0 else width_bucket(b.valid_from - 1, ${marks}) end as enters,
      case when b.valid_to is null then ${days.length}::int else width_bucket(b.valid_to - 1, ${marks}) end as leaves,
      count(*)::int as count, coalesce(sum(b.amount), 0)::bigint as value,
      coalesce(sum(${WEIGHTED}), 0)::bigint as weighted
    from deal_snapshots b
    where b.workspace_id = ${sight.workspaceId} and b.status = 'open' and b.valid_from <= ${last}::date
      and coalesce(b.valid_to, 'infinity'::date) > ${first}::date and ${inScope(sight)} and ${mayBeSeen(sight)}
    group by 1, 2, 3`);
  return days.map((day, i) => {
    const sums = new Map<string, Sum>();
    for (const row of rows) {
      if (i < row.enters || i >= row.leaves) continue;
      const sum = sums.get(row.currency) ?? {
        currency: row.currency,
        count: 0,
        value: 0,
        weighted: 0,
      };
      sum.count += row.count;
      sum.value += Number(row.value);
      sum.weighted += Number(row.weighted);
      sums.set(row.currency, sum);
    }
    return { day, sums: [...sums.values()] };
  });
}
