import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Stage, Status } from "../../deals/index.ts";
import { bookOf } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";
import { closedIn } from "./totals.ts";

/** A deal as a line of a file. */
export type DealLine = {
  id: number;
  title: string;
  accountName: string | null;
  ownerName: string;
  stage: Stage;
  status: Status;
  /** Minor units of `currency`. */
  amount: number | null;
  currency: string;
  probability: number;
  closeDate: Day | null;
  createdOn: Day;
  closedOn: Day | null;
};

/** The deals behind a report: the open ones, or those closed on some days; the next to close first. */
export async function listDealLines(
  tx: Tx,
  sight: Sight,
  which: "open" | { closed: { from: Day; to: Day } },
  limit: number,
): Promise<DealLine[]> {
  const condition =
    which === "open"
      ? sql`b.status = 'open'`
      : sql`b.status <> 'open' and ${closedIn(which.closed)}`;
  const rows = await tx.execute<{
    id: number;
    title: string;
    account: string | null;
    owner: string;
    stage: Stage;
    status: Status;
    amount: string | null;
    currency: string;
    probability: number;
    close_date: Day | null;
    created_on: Day;
    closed_on: Day | null;
  }>(sql`
    select d.id, d.title, a.name as account, p.name as owner, d.stage, d.status, d.amount, d.currency, d.probability,
      d.close_date::text as close_date, (d.created_at at time zone 'UTC')::date::text as created_on,
      (d.closed_at at time zone 'UTC')::date::text as closed_on
    from (${bookOf(sight.workspaceId, "now")}) b
    join deals d on d.workspace_id = ${sight.workspaceId} and d.id = b.deal_id
    join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where ${condition} and ${inScope(sight)} and ${mayBeSeen(sight)}
    order by d.close_date nulls last, d.id limit ${limit}`);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    accountName: row.account,
    ownerName: row.owner,
    stage: row.stage,
    status: row.status,
    amount: row.amount === null ? null : Number(row.amount),
    currency: row.currency,
    probability: row.probability,
    closeDate: row.close_date,
    createdOn: row.created_on,
    closedOn: row.closed_on,
  }));
}
