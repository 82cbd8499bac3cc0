import { type SQL, sql } from "drizzle-orm";
import type { Day } from "../../../kernel/dates.ts";

/** The columns of a book, the same for today's deals and for those of a past day. */
const COLUMNS = sql.raw(
  "stage, status, amount, currency, close_date, probability, owner_id, se_id, close_pushes, stage_entered_at, created_at, closed_at",
);

/**
 * All deals of a workspace as rows of one shape: as they are now, or as they were at the end of a day (UTC) whose snapshots are
 * taken. Use it as a subquery: `from (${bookOf(…)}) b`.
 */
export function bookOf(workspaceId: string, at: Day | "now"): SQL {
  return at === "now"
    ? sql`select id as deal_id, ${COLUMNS} from deals where workspace_id = ${workspaceId}`
    : sql`select deal_id, ${COLUMNS} from deal_snapshots
        where workspace_id = ${workspaceId} and valid_from <= ${at}::date
          and coalesce(valid_to, 'infinity'::date) > ${at}::date`;
}

/** An open deal's amount times its probability, in whole minor units. */
export const WEIGHTED = sql.raw("round(b.amount * b.probability / 100.0)");

/** A day's column or value as PostgreSQL's date. */
export function date(day: Day): SQL {
  return sql`${day}::date`;
}
