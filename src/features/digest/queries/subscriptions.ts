import { and, asc, desc, eq, gt, inArray, max, ne, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { dayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { people } from "../../people/schema.ts";
import type { Scope } from "../../pipeline/index.ts";
import type { Skipped } from "../domain/digest.ts";
import { type Plan, type Rhythm, rhythmOf } from "../domain/subscription.ts";
import { digestSlots, digestSubscriptions } from "../schema.ts";

/** A subscription as it is kept. */
export type SubscriptionRow = typeof digestSubscriptions.$inferSelect;

/** A subscription with the clock it goes by and the newest slot that is decided. */
export type Subscription = Plan &
  Omit<SubscriptionRow, "timeOfDay" | "timeZone"> & {
    scope: Scope;
    /** The zone it was given; null for its owner's own. */
    zone: string | null;
    ownerName: string;
    ownerSlackId: string | null;
    ownerIsActive: boolean;
    rhythm: Rhythm;
    last: Date | null;
  };

type Which = {
  id?: number | undefined;
  channelId?: string | undefined;
  ownerId?: number | undefined;
  kind?: "digest" | "morning" | undefined;
  /** Only those that may come round. */
  active?: boolean | undefined;
  lock?: boolean | undefined;
};

/** Subscriptions that are not stopped, by number; of a channel, a person or all. */
export async function listSubscriptions(
  tx: Tx,
  workspaceId: string,
  settings: Settings,
  which: Which = {},
): Promise<Subscription[]> {
  const query = tx
    .select({
      row: digestSubscriptions,
      ownerName: people.name,
      ownerSlackId: people.slackUserId,
      ownerZone: people.timeZone,
      workDays: people.workDays,
      isActive: sql<boolean>`${people.deactivatedAt} is null`,
    })
    .from(digestSubscriptions)
    .innerJoin(
      people,
      and(
        eq(people.workspaceId, digestSubscriptions.workspaceId),
        eq(people.id, digestSubscriptions.ownerId),
      ),
    )
    .where(
      and(
        eq(digestSubscriptions.workspaceId, workspaceId),
        which.active
          ? eq(digestSubscriptions.state, "active")
          : ne(digestSubscriptions.state, "stopped"),
        which.id === undefined ? undefined : eq(digestSubscriptions.id, which.id),
        which.channelId === undefined
          ? undefined
          : eq(digestSubscriptions.channelId, which.channelId),
        which.ownerId === undefined ? undefined : eq(digestSubscriptions.ownerId, which.ownerId),
        which.kind === undefined ? undefined : eq(digestSubscriptions.kind, which.kind),
      ),
    )
    .orderBy(asc(digestSubscriptions.id));
  const rows = await (which.lock ? query.for("update", { of: digestSubscriptions }) : query);
  if (rows.length === 0) return [];
  const lasts = await tx
    .select({ id: digestSlots.subscriptionId, last: max(digestSlots.slot) })
    .from(digestSlots)
    .where(
      and(
        eq(digestSlots.workspaceId, workspaceId),
        // Somebody began to write it; until it is out it is still due.
        ne(digestSlots.state, "claimed"),
        inArray(
          digestSlots.subscriptionId,
          rows.map(({ row }) => row.id),
        ),
      ),
    )
    .groupBy(digestSlots.subscriptionId);
  const lastOf = new Map(lasts.map(({ id, last }) => [id, last]));
  return rows.map(({ row, ownerName, ownerSlackId, ownerZone, workDays, isActive }) => {
    const { timeOfDay, timeZone, ...rest } = row;
    const plan = { ...rest, time: timeOfDay };
    return {
      ...plan,
      zone: timeZone,
      ownerName,
      ownerSlackId,
      ownerIsActive: isActive,
      rhythm: rhythmOf(plan, timeZone ?? ownerZone, workDays ?? settings.workingHours.days),
      last: lastOf.get(row.id) ?? null,
    };
  });
}

/** The slots without a digest since the last one that was sent, oldest first; at most a hundred. */
export async function listSkipped(
  tx: Tx,
  { workspaceId, id, rhythm }: Subscription,
  sentAt: Date | null,
): Promise<Skipped[]> {
  const rows = await tx
    .select({ slot: digestSlots.slot, reason: digestSlots.reason })
    .from(digestSlots)
    .where(
      and(
        eq(digestSlots.workspaceId, workspaceId),
        eq(digestSlots.subscriptionId, id),
        eq(digestSlots.state, "skipped"),
        sentAt === null ? undefined : gt(digestSlots.slot, sentAt),
      ),
    )
    .orderBy(desc(digestSlots.slot))
    .limit(100);
  return rows
    .reverse()
    .flatMap(({ slot, reason }) => (reason ? [{ day: dayOf(slot, rhythm.timeZone), reason }] : []));
}

/** The newest slot whose digest was sent, before a moment; null when there is none. */
export async function lastSent(
  tx: Tx,
  { workspaceId, id }: Pick<Subscription, "workspaceId" | "id">,
  before: Date,
): Promise<Date | null> {
  const [row] = await tx
    .select({ slot: max(digestSlots.slot) })
    .from(digestSlots)
    .where(
      and(
        eq(digestSlots.workspaceId, workspaceId),
        eq(digestSlots.subscriptionId, id),
        eq(digestSlots.state, "sent"),
        sql`${digestSlots.slot} < ${before.toISOString()}::timestamptz`,
      ),
    );
  return row?.slot ?? null;
}
