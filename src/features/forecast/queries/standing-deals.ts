import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Stage } from "../../deals/index.ts";
import { inScope, mayBeSeen, type Sight } from "../../pipeline/index.ts";
import type { StandingDeal } from "../domain/deal-features.ts";
import { bookAt, date, type Standpoint } from "./standpoint.ts";

/**
 * The open deals of a scope as they stand, with what the models may know of them. Now, a deal's own row is of now; the counts of
 * what was written and done on it are of the last day that is over.
 */
export async function listStandingDeals(
  tx: Tx,
  sight: Sight,
  from: Standpoint,
  which: SQL = sql`true`,
): Promise<StandingDeal[]> {
  const through = date(from.through);
  const rows = await tx.execute<Row>(sql`
    select b.deal_id, b.owner_id, b.stage, b.amount, b.currency, b.close_date::text as close_date, b.probability, b.close_pushes,
      b.se_id, coalesce(s.has_contact, false) as has_contact, coalesce(s.members, 0) as members, coalesce(s.notes, 0) as notes,
      coalesce(s.requirements, 0) as requirements, coalesce(s.demos, 0) as demos, coalesce(s.pocs, 0) as pocs,
      coalesce(s.objections, 0) as objections,
      (b.stage_entered_at at time zone 'UTC')::date::text as stage_entered,
      (b.created_at at time zone 'UTC')::date::text as created,
      coalesce(s.rebuilt, false) and ${from.at !== "now"}::boolean as rebuilt
    from (${bookAt(sight.workspaceId, from)}) b
    left join deal_snapshots s on s.workspace_id = ${sight.workspaceId} and s.deal_id = b.deal_id
      and s.valid_from <= ${through} and coalesce(s.valid_to, 'infinity'::date) > ${through}
    where b.status = 'open' and ${which} and ${inScope(sight)} and ${mayBeSeen(sight)}
    order by b.deal_id`);
  return rows.map((row) => ({
    dealId: row.deal_id,
    ownerId: row.owner_id,
    stage: row.stage,
    amount: row.amount === null ? null : Number(row.amount),
    currency: row.currency,
    closeDate: row.close_date,
    probability: row.probability,
    closePushes: row.close_pushes,
    seId: row.se_id,
    hasContact: row.has_contact,
    members: row.members,
    notes: row.notes,
    requirements: row.requirements,
    demos: row.demos,
    pocs: row.pocs,
    objections: row.objections,
    stageEnteredOn: row.stage_entered,
    createdOn: row.created,
    rebuilt: row.rebuilt,
  }));
}

type Row = {
  deal_id: number;
  owner_id: number;
  stage: Stage;
  amount: string | null;
  currency: string;
  close_date: Day | null;
  probability: number;
  close_pushes: number;
  se_id: number | null;
  has_contact: boolean;
  members: number;
  notes: number;
  requirements: number;
  demos: number;
  pocs: number;
  objections: number;
  stage_entered: Day;
  created: Day;
  rebuilt: boolean;
};

/** What became of deals, as it is known when a day is over. */
export async function listOutcomes(
  tx: Tx,
  workspaceId: string,
  through: Day,
): Promise<Map<number, { won: boolean; closedOn: Day }>> {
  const rows = await tx.execute<{ deal_id: number; won: boolean; closed: Day }>(sql`
    select b.deal_id, b.status = 'won' as won, (b.closed_at at time zone 'UTC')::date::text as closed
    from (${bookAt(workspaceId, { at: through, through })}) b
    where b.status <> 'open' and b.closed_at is not null`);
  return new Map(rows.map((row) => [row.deal_id, { won: row.won, closedOn: row.closed }] as const));
}
