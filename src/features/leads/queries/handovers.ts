import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { auditLog } from "../../audit/schema.ts";
import type { Handover, HandoverState } from "../domain/handover.ts";
import { leadHandovers } from "../schema/handovers.ts";

type Row = typeof leadHandovers.$inferSelect;

function toHandover(row: Row): Handover {
  const { id, leadId, dealId, personId, byId, why, at, state, nudgedAt } = row;
  return { id, leadId, dealId, personId, byId, why, at, state, nudgedAt };
}

/** The newest handover of a lead, whatever came of it; null for a lead nobody was given. */
export async function findHandover(
  tx: Tx,
  workspaceId: string,
  leadId: number,
): Promise<Handover | null> {
  const [row] = await tx
    .select()
    .from(leadHandovers)
    .where(and(eq(leadHandovers.workspaceId, workspaceId), eq(leadHandovers.leadId, leadId)))
    .orderBy(desc(leadHandovers.id))
    .limit(1);
  return row ? toHandover(row) : null;
}

/** One handover by its number. */
export async function getHandover(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<Handover | null> {
  const [row] = await tx
    .select()
    .from(leadHandovers)
    .where(and(eq(leadHandovers.workspaceId, workspaceId), eq(leadHandovers.id, id)));
  return row ? toHandover(row) : null;
}

/** Who let this lead lapse or passed it on. */
export async function listRefusers(
  tx: Tx,
  workspaceId: string,
  leadId: number,
): Promise<Set<number>> {
  const refused: HandoverState[] = ["lapsed", "passed_on"];
  const rows = await tx
    .selectDistinct({ personId: leadHandovers.personId })
    .from(leadHandovers)
    .where(
      and(
        eq(leadHandovers.workspaceId, workspaceId),
        eq(leadHandovers.leadId, leadId),
        inArray(leadHandovers.state, refused),
      ),
    );
  return new Set(rows.map((row) => row.personId));
}

/** Whether somebody did anything to a deal, or to what hangs on it, since a moment. */
export async function hasWorkedOn(
  tx: Tx,
  workspaceId: string,
  work: { dealId: number; personId: number; since: Date },
): Promise<boolean> {
  const id = String(work.dealId);
  const rows = await tx
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        gt(auditLog.at, work.since),
        eq(auditLog.actorId, work.personId),
        or(
          and(eq(auditLog.subject, "deal"), eq(auditLog.subjectId, id)),
          sql`${auditLog.after}->>'dealId' = ${id}`,
        ),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
