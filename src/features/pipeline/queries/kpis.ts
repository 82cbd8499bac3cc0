import { eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { HandedInKpi } from "../domain/kpi.ts";
import { kpiFigures } from "../schema/kpis.ts";
import { bookOf } from "./book.ts";
import { inScope, mayBeSeen, type Sight } from "./scope.ts";

/** Something that was counted: how many of the cases were good. */
export type Counted = { good: number; cases: number };

/** What sales engineering achieved since a moment on the deals of a scope. */
export type EngineeringFigures = {
  discovery: Counted;
  demos: Counted;
  pocs: Counted;
  objections: Counted;
};

/**
 * Discovery: deals that went beyond the stage Discovery since, of which a requirement is on record and either a discovery
 * activity or the requirements document. Demos: delivered since, a success. PoCs: decided since, accepted. Objections: settled
 * since, resolved.
 */
export async function engineeringFigures(
  tx: Tx,
  sight: Sight,
  since: Date,
): Promise<EngineeringFigures> {
  const from = sql`${since.toISOString()}::timestamptz`;
  const ws = sight.workspaceId;
  const rows = await tx.execute<{
    what: keyof EngineeringFigures;
    good: number;
    cases: number;
  }>(sql`
    with facts as (
      select 'discovery' as what, p.deal_id,
        r.deal_id is not null and (a.deal_id is not null or v.deal_id is not null) as good
      from (select distinct deal_id from stage_history where workspace_id = ${ws} and at >= ${from}
        and to_stage in ('solution_design', 'demo', 'proposal', 'negotiation', 'closed_won')) p
      left join (select distinct deal_id from requirements where workspace_id = ${ws}) r on r.deal_id = p.deal_id
      left join (select distinct deal_id from discovery_activities where workspace_id = ${ws}) a on a.deal_id = p.deal_id
      left join discovery_deliverables v on v.workspace_id = ${ws} and v.deal_id = p.deal_id
        and v.kind = 'requirements_document'
      union all
      select 'demos', deal_id, outcome = 'success' from demos
        where workspace_id = ${ws} and status = 'delivered' and starts_at >= ${from}
      union all
      select 'pocs', deal_id, status = 'accepted' from pocs
        where workspace_id = ${ws} and status in ('accepted', 'rejected') and decided_at >= ${from}
      union all
      select 'objections', deal_id, status = 'resolved' from objections
        where workspace_id = ${ws} and status in ('resolved', 'unresolved') and settled_at >= ${from}
    )
    select f.what, count(*)::int as cases, count(*) filter (where f.good)::int as good
    from facts f join (${bookOf(ws, "now")}) b on b.deal_id = f.deal_id
    where ${inScope(sight)} and ${mayBeSeen(sight)} group by f.what`);
  const counted = (what: keyof EngineeringFigures): Counted => {
    const row = rows.find((one) => one.what === what);
    return { good: row?.good ?? 0, cases: row?.cases ?? 0 };
  };
  return {
    discovery: counted("discovery"),
    demos: counted("demos"),
    pocs: counted("pocs"),
    objections: counted("objections"),
  };
}

/** The newest figures other slices handed in. */
export function listHandedIn(
  tx: Tx,
  workspaceId: string,
): Promise<{ kpi: HandedInKpi; value: number; cases: number; measuredAt: Date }[]> {
  return tx
    .select({
      kpi: kpiFigures.kpi,
      value: kpiFigures.value,
      cases: kpiFigures.cases,
      measuredAt: kpiFigures.measuredAt,
    })
    .from(kpiFigures)
    .where(eq(kpiFigures.workspaceId, workspaceId));
}
