import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../db/client.ts";
import type { Deps } from "../deps.ts";
import { defineJobKind } from "../jobs/define-job.ts";
import type { NotificationDefinition } from "./define-notification.ts";
import { notifications } from "./schema.ts";

export const deliveryData = z.object({ workspaceId: z.string(), dedupeKey: z.string() });
export type DeliveryData = z.infer<typeof deliveryData>;

/** The job that brings one notification to Slack. */
export const DELIVERY = defineJobKind({
  name: "notifications.deliver",
  data: deliveryData,
  retryLimit: 8,
  retryDelay: 2,
  retryDelayMax: 900,
  concurrency: 4,
  pollSeconds: 0.5,
  expireSeconds: 120,
});

/**
 * Sends a message with this transaction: it is out within a second of the commit, and never if there is none.
 * Told twice with the same key, it is sent once.
 * @param request.to the Slack id of a person or of a channel the bot is in.
 * @returns whether it is news: false when that key was told before.
 */
export async function notify<Data>(
  deps: Pick<Deps, "clock" | "jobs">,
  tx: Tx,
  notification: NotificationDefinition<Data>,
  request: { workspaceId: string; to: string; data: Data; dedupeKey: string },
): Promise<boolean> {
  const { workspaceId, dedupeKey } = request;
  const told = await tx
    .insert(notifications)
    .values({
      workspaceId,
      dedupeKey,
      kind: notification.kind,
      recipient: request.to,
      payload: notification.store(request.data),
      state: "pending",
      createdAt: deps.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ dedupeKey: notifications.dedupeKey });
  if (told.length === 0) return false;
  await deps.jobs.enqueue(tx, DELIVERY, { workspaceId, dedupeKey });
  return true;
}

/** Notifications that will not arrive, newest first, with Slack's reason: for the admins. */
export function listFailedNotifications(tx: Tx, workspaceId: string, limit = 50) {
  return tx
    .select({
      dedupeKey: notifications.dedupeKey,
      kind: notifications.kind,
      recipient: notifications.recipient,
      attempts: notifications.attempts,
      lastError: notifications.lastError,
      createdAt: notifications.createdAt,
    })
    .from(notifications)
    .where(and(eq(notifications.workspaceId, workspaceId), eq(notifications.state, "failed")))
    .orderBy(desc(notifications.createdAt))
    .limit(limit);
}
