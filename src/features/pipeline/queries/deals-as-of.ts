import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import type { Stage, Status } from "../../deals/index.ts";

/** A deal as it was at the end of a day. */
export type PastDeal = {
  dealId: number;
  stage: Stage;
  status: Status;
  amount: Money | null;
  closeDate: Day | null;
  /** In percent. */
  probability: number;
  ownerId: number;
  seId: number | null;
  closePushes: number;
  hasContact: boolean;
  members: number;
  notes: number;
  requirements: number;
  demos: number;
  pocs: number;
  objections: number;
  stageEnteredAt: Date;
  createdAt: Date;
  closedAt: Date | null;
  /** Its amount, owner and close date are what an import knew later: don't learn from those. */
  rebuilt: boolean;
};

/**
 * All deals of a workspace that existed at the end of a day (UTC), as they were then. The day must be over, and its snapshots
 * taken: `ensureHistory` sees to it. What happens later never changes the answer; only an import that tells of deals from
 * before they were known here adds to it.
 * @param which narrows the deals, as a condition on `s`, a row of `deal_snapshots`
 */
export async function dealsAsOf(
  tx: Tx,
  workspaceId: string,
  day: Day,
  which: SQL = sql`true`,
): Promise<PastDeal[]> {
  const rows = await tx.execute<Row>(sql`
    select s.deal_id, s.stage, s.status, s.amount, s.currency, s.close_date::text as close_date, s.probability, s.owner_id,
      s.se_id, s.close_pushes, s.has_contact, s.members, s.notes, s.requirements, s.demos, s.pocs, s.objections,
      (extract(epoch from s.stage_entered_at) * 1000)::float8 as entered,
      (extract(epoch from s.created_at) * 1000)::float8 as created,
      (extract(epoch from s.closed_at) * 1000)::float8 as closed, s.rebuilt
    from deal_snapshots s where s.workspace_id = ${workspaceId} and s.valid_from <= ${day}::date
      and coalesce(s.valid_to, 'infinity'::date) > ${day}::date and ${which}
    order by s.deal_id`);
  return rows.map((row) => ({
    dealId: row.deal_id,
    stage: row.stage,
    status: row.status,
    amount: row.amount === null ? null : { minor: Number(row.amount), currency: row.currency },
    closeDate: row.close_date,
    probability: row.probability,
    ownerId: row.owner_id,
    seId: row.se_id,
    closePushes: row.close_pushes,
    hasContact: row.has_contact,
    members: row.members,
    notes: row.notes,
    requirements: row.requirements,
    demos: row.demos,
    pocs: row.pocs,
    objections: row.objections,
    stageEnteredAt: new Date(row.entered),
    createdAt: new Date(row.created),
    closedAt: row.closed === null ? null : new Date(row.closed),
    rebuilt: row.rebuilt,
  }));
}

type Row = {
  deal_id: number;
  stage: Stage;
  status: Status;
  amount: string | null;
  currency: string;
  close_date: Day | null;
  probability: number;
  owner_id: number;
  se_id: number | null;
  close_pushes: number;
  has_contact: boolean;
  members: number;
  notes: number;
  requirements: number;
  demos: number;
  pocs: number;
  objections: number;
  entered: number;
  created: number;
  closed: number | null;
  rebuilt: boolean;
};
