import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { SkipReason } from "../domain/subscription.ts";
import { digestSlots } from "../schema.ts";

/** Decides that slots have no digest; one that is sent stays sent. @param began the reason for one somebody began to write */
export async function skipSlots(
  tx: Tx,
  of: { workspaceId: string; id: number },
  slots: readonly Date[],
  reason: SkipReason,
  now: Date,
  began: SkipReason = reason,
): Promise<void> {
  if (slots.length === 0) return;
  await tx
    .insert(digestSlots)
    .values(
      slots.map((slot) => ({
        workspaceId: of.workspaceId,
        subscriptionId: of.id,
        slot,
        state: "skipped" as const,
        reason,
        decidedAt: now,
      })),
    )
    .onConflictDoUpdate({
      target: [digestSlots.workspaceId, digestSlots.subscriptionId, digestSlots.slot],
      set: { state: "skipped", reason: began, decidedAt: now },
      setWhere: eq(digestSlots.state, "claimed"),
    });
}

/** Takes a slot for writing. Of all processes that try, one at a time goes on, and none once it is decided. */
export async function claimSlot(
  tx: Tx,
  of: { workspaceId: string; id: number },
  slot: Date,
  now: Date,
): Promise<boolean> {
  await tx
    .insert(digestSlots)
    .values({
      workspaceId: of.workspaceId,
      subscriptionId: of.id,
      slot,
      state: "claimed",
      decidedAt: now,
    })
    .onConflictDoNothing();
  const [row] = await tx
    .select({ state: digestSlots.state })
    .from(digestSlots)
    .where(isSlot(of, slot))
    .for("update");
  return row?.state === "claimed";
}

/** Decides that a claimed slot's digest goes out with this transaction. */
export async function markSent(
  tx: Tx,
  of: { workspaceId: string; id: number },
  slot: Date,
  postedKey: string,
  now: Date,
): Promise<void> {
  await tx
    .update(digestSlots)
    .set({ state: "sent", reason: null, postedKey, decidedAt: now })
    .where(isSlot(of, slot));
}

function isSlot(of: { workspaceId: string; id: number }, slot: Date) {
  return and(
    eq(digestSlots.workspaceId, of.workspaceId),
    eq(digestSlots.subscriptionId, of.id),
    sql`${digestSlots.slot} = ${slot.toISOString()}::timestamptz`,
  );
}
