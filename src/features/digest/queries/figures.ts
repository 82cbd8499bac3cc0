import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Stage } from "../../deals/index.ts";
import { inScope, mayBeSeen, type Sight, type Sum } from "../../pipeline/index.ts";
import { bookAt, WEIGHTED } from "./book-at.ts";

/** The open pipeline of one stage and currency. */
export type StageSum = Sum & { stage: Stage };

/** What a digest counts at one moment. */
export type Figures = {
  open: StageSum[];
  /** Won from the beginning of the quarter until the moment. */
  won: Sum[];
  /** Open deals that close on the days asked for. */
  closing: Sum[];
  /** Open deals that close by the end of the quarter, those that should have closed already among them. */
  dueInQuarter: Sum[];
};

const SUMS = sql`b.currency, count(*)::int as count, coalesce(sum(b.amount), 0)::bigint as value,
  coalesce(sum(${WEIGHTED}), 0)::bigint as weighted`;

/**
 * The figures of a scope as they stood at a moment, in one pass over its deals.
 * @param days of the quarter the moment is in, and of what counts as closing soon
 */
export async function figuresAt(
  tx: Tx,
  sight: Sight,
  at: Date,
  days: { quarter: { from: Day; to: Day }; closing: { from: Day; to: Day } },
): Promise<Figures> {
  const { quarter, closing } = days;
  const part = (name: string, stage: SQL, holds: SQL, group: SQL) =>
    sql`select ${name} as part, ${stage} as stage, ${SUMS} from seen b where ${holds} group by ${group}`;
  const none = sql`null::text`;
  const rows = await tx.execute<{
    part: keyof Figures;
    stage: Stage | null;
    currency: string;
    count: number;
    value: string;
    weighted: string;
  }>(sql`
    with seen as materialized (
      select b.* from (${bookAt(sight.workspaceId, at)}) b
      where (b.status = 'open' or b.status = 'won' and b.closed_at >= ${quarter.from}::timestamp at time zone 'UTC')
        and ${inScope(sight)} and ${mayBeSeen(sight)}
    )
    ${part("open", sql`b.stage`, sql`b.status = 'open'`, sql`b.stage, b.currency`)}
    union all ${part("won", none, sql`b.status = 'won'`, sql`b.currency`)}
    union all ${part(
      "closing",
      none,
      sql`b.status = 'open' and b.close_date between ${closing.from}::date and ${closing.to}::date`,
      sql`b.currency`,
    )}
    union all ${part(
      "dueInQuarter",
      none,
      sql`b.status = 'open' and b.close_date <= ${quarter.to}::date`,
      sql`b.currency`,
    )}`);
  const figures: Figures = { open: [], won: [], closing: [], dueInQuarter: [] };
  for (const { part: name, stage, value, weighted, ...sum } of rows) {
    const whole = { ...sum, value: Number(value), weighted: Number(weighted) };
    if (name !== "open") figures[name].push(whole);
    else if (stage) figures.open.push({ ...whole, stage });
  }
  return figures;
}

/** The open pipeline by stage at a moment: what a later one is compared with. */
export async function openAt(tx: Tx, sight: Sight, at: Date): Promise<StageSum[]> {
  const rows = await tx.execute<{
    stage: Stage;
    currency: string;
    count: number;
    value: string;
    weighted: string;
  }>(sql`
    select b.stage, ${SUMS} from (${bookAt(sight.workspaceId, at)}) b
    where b.status = 'open' and ${inScope(sight)} and ${mayBeSeen(sight)} group by b.stage, b.currency`);
  return rows.map((row) => ({ ...row, value: Number(row.value), weighted: Number(row.weighted) }));
}
