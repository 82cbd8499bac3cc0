import { and, asc, desc, eq, ne, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { absences, people } from "../../people/schema.ts";
import type { Approval } from "../domain/approval.ts";
import { approvals } from "../schema/approvals.ts";
import { approvalAnswers, approvalApprovers } from "../schema/parts.ts";
import { selectApprovals } from "./approval.ts";

const MOST = 50;

/** Somebody is asked for a seat that nobody has answered for. */
const seatOf = (condition: SQL) => sql`exists (
  select 1 from ${approvalApprovers} a
  where a.workspace_id = ${approvals.workspaceId} and a.approval_id = ${approvals.id} and ${condition}
    and not exists (select 1 from ${approvalAnswers} done
      where done.workspace_id = a.workspace_id and done.approval_id = a.approval_id and done.seat = a.seat))`;

/**
 * What waits for somebody's decision at that moment, what ends first on top: they are asked, or somebody who is asked is away and
 * named them. Never what they asked for themself.
 */
export function listWaitingFor(
  tx: Tx,
  workspaceId: string,
  personId: number,
  now: Date,
): Promise<Approval[]> {
  const lentToThem = seatOf(sql`exists (
    select 1 from ${absences} away join ${people} p on p.workspace_id = away.workspace_id and p.id = away.person_id
    where away.workspace_id = a.workspace_id and away.person_id = a.person_id and away.delegate_id = ${personId}
      and (${now.toISOString()}::timestamptz at time zone p.time_zone)::date between away.from_day and away.to_day)`);
  return selectApprovals(tx)
    .where(
      and(
        eq(approvals.workspaceId, workspaceId),
        eq(approvals.state, "open"),
        ne(approvals.requesterId, personId),
        or(seatOf(sql`a.person_id = ${personId}`), lentToThem),
      ),
    )
    .orderBy(asc(approvals.expiresAt), asc(approvals.id))
    .limit(MOST);
}

/** What somebody asked for: open ones first, then the newest. */
export function listAskedBy(
  tx: Tx,
  workspaceId: string,
  personId: number,
  limit: number,
): Promise<Approval[]> {
  return selectApprovals(tx)
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.requesterId, personId)))
    .orderBy(desc(sql`${approvals.state} = 'open'`), desc(approvals.id))
    .limit(limit);
}

/** What somebody decided lately, the newest first. */
export function listDecidedBy(
  tx: Tx,
  workspaceId: string,
  personId: number,
  limit: number,
): Promise<Approval[]> {
  return selectApprovals(tx)
    .where(
      and(
        eq(approvals.workspaceId, workspaceId),
        eq(approvals.decidedById, personId),
        ne(approvals.requesterId, personId),
      ),
    )
    .orderBy(desc(approvals.decidedAt), desc(approvals.id))
    .limit(limit);
}
