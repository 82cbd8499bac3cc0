import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../db/client.ts";
import type { Deps } from "../deps.ts";
import { defineJobKind } from "../jobs/define-job.ts";
import type { NotificationDefinition } from "./define-notification.ts";
import { notifications } from "./schema.ts";

export const deliveryData = z.object({
  workspaceId: z.string(),
  recipient: z.string(),
  /** The news that asked for it; null when it is only time to look. */
  dedupeKey: z.string().nullable(),
});
export type DeliveryData = z.infer<typeof deliveryData>;

/** The job that brings what waits for one person or channel to Slack. */
export const DELIVERY = {
  title: "Deliver messages",
  ...defineJobKind({
    name: "notifications.deliver",
    data: deliveryData,
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 300,
    concurrency: 200,
    isBatched: true,
    pollSeconds: 0.5,
    expireSeconds: 120,
  }),
};

/** One piece of news for one reader. */
export type Notice<Data> = {
  workspaceId: string;
  /** The Slack id of a person or of a channel the bot is in. */
  to: string;
  data: Data;
  dedupeKey: string;
  /** The `ts` of the channel's message in whose thread it is to be posted. */
  thread?: string | undefined;
  /**
   * The key of news told to the same reader before: its message is edited, on whatever day it was sent and without a ping, to
   * what the kind's `merge` makes of both. If that message never went out, neither does this.
   */
  revises?: string | undefined;
};

/**
 * Sends a message with this transaction: it is out within a second of the commit unless its reader wants quiet, and
 * never if there is none. Told twice with the same key, it is sent once.
 * @returns whether it is news: false when that key was told before.
 */
export async function notify<Data>(
  deps: Pick<Deps, "clock" | "jobs">,
  tx: Tx,
  notification: NotificationDefinition<Data>,
  notice: Notice<Data>,
): Promise<boolean> {
  const { workspaceId, dedupeKey, to, data } = notice;
  const told = await tx
    .insert(notifications)
    .values({
      workspaceId,
      dedupeKey,
      kind: notification.kind,
      topic: notification.topic,
      subject: notification.subject(data),
      recipient: to,
      threadTs: notice.thread ?? null,
      revises: notice.revises ?? null,
      payload: notification.store(data),
      state: "pending",
      createdAt: deps.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ dedupeKey: notifications.dedupeKey });
  if (told.length === 0) return false;
  await deps.jobs.enqueue(
    tx,
    DELIVERY,
    { workspaceId, recipient: to, dedupeKey },
    // Somebody waits for it: it does not queue behind a morning's digests.
    { isUrgent: notification.urgency === "now" },
  );
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

/**
 * Has a message that failed for good tried anew. Slack may have it from an earlier try: then it is looked for first, and not
 * posted twice.
 * @returns whether it was among the failed ones
 */
export async function retryNotification(
  deps: Pick<Deps, "jobs">,
  tx: Tx,
  workspaceId: string,
  dedupeKey: string,
): Promise<boolean> {
  const [retried] = await tx
    .update(notifications)
    .set({
      state: sql`case when ${notifications.attemptedAt} is not null and ${notifications.partOf} is null then 'sending' else 'pending' end`,
      partOf: null,
      attempts: 0,
      held: null,
      notBefore: null,
      retryAt: null,
    })
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        eq(notifications.dedupeKey, dedupeKey),
        eq(notifications.state, "failed"),
      ),
    )
    .returning({ recipient: notifications.recipient });
  if (!retried) return false;
  await deps.jobs.enqueue(tx, DELIVERY, { workspaceId, recipient: retried.recipient, dedupeKey });
  return true;
}
