import { and, asc, count, desc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { people } from "../../people/schema.ts";
import { dealNotes, stageHistory } from "../schema/trail.ts";

/** Every stage the deal has stood in, oldest first. */
export function listStageHistory(tx: Tx, workspaceId: string, dealId: number) {
  return tx
    .select({
      kind: stageHistory.kind,
      fromStage: stageHistory.fromStage,
      toStage: stageHistory.toStage,
      at: stageHistory.at,
      reason: stageHistory.reason,
      version: stageHistory.version,
      actorName: people.name,
    })
    .from(stageHistory)
    .leftJoin(
      people,
      and(eq(people.workspaceId, stageHistory.workspaceId), eq(people.id, stageHistory.actorId)),
    )
    .where(and(eq(stageHistory.workspaceId, workspaceId), eq(stageHistory.dealId, dealId)))
    .orderBy(asc(stageHistory.id));
}

/** The move that brought the deal where it is, with what it wrote over; null for a deal that never moved. */
export async function findLastMove(tx: Tx, workspaceId: string, dealId: number) {
  const [row] = await tx
    .select({
      kind: stageHistory.kind,
      from: stageHistory.fromStage,
      to: stageHistory.toStage,
      at: stageHistory.at,
      version: stageHistory.version,
      before: stageHistory.before,
      actorId: stageHistory.actorId,
      actorName: people.name,
    })
    .from(stageHistory)
    .leftJoin(
      people,
      and(eq(people.workspaceId, stageHistory.workspaceId), eq(people.id, stageHistory.actorId)),
    )
    .where(and(eq(stageHistory.workspaceId, workspaceId), eq(stageHistory.dealId, dealId)))
    .orderBy(desc(stageHistory.id))
    .limit(1);
  return row ?? null;
}

/** The newest notes of a deal, and how many there are. */
export async function listNotes(tx: Tx, workspaceId: string, dealId: number, limit: number) {
  const where = and(eq(dealNotes.workspaceId, workspaceId), eq(dealNotes.dealId, dealId));
  const notes = await tx
    .select({ text: dealNotes.text, at: dealNotes.at, authorName: people.name })
    .from(dealNotes)
    .innerJoin(
      people,
      and(eq(people.workspaceId, dealNotes.workspaceId), eq(people.id, dealNotes.authorId)),
    )
    .where(where)
    .orderBy(desc(dealNotes.id))
    .limit(limit);
  const [total] = await tx.select({ count: count() }).from(dealNotes).where(where);
  return { notes, total: total?.count ?? 0 };
}
