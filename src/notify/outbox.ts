import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../db/client.ts";
import type { Row } from "./plan.ts";
import { notificationRecipients, notifications } from "./schema.ts";

/** One person or channel of a workspace, as its rows name it. */
export type Recipient = { workspaceId: string; recipient: string };

/** What is planned at a time; the rest is read when that is sent. */
export const MOST_ROWS = 500;
const MOST_HEADS = 500;

/** Up to when a channel's turns are taken, by the machine's clock and by the product's. */
export type Busy = { busyUntil: Date | null; busyUntilClock: Date | null };

const leases = notificationRecipients;
const ofLease = ({ workspaceId, recipient }: Recipient) =>
  and(eq(leases.workspaceId, workspaceId), eq(leases.recipient, recipient));

/**
 * Takes the lease on a recipient, so that no other run writes there. Times are the machine's.
 * @returns up to when the channel's turns are taken, or null when another run has the lease: that one looks again then
 */
export async function takeLease(
  tx: Tx,
  to: Recipient,
  lease: { by: string; now: Date; until: Date },
): Promise<Busy | null> {
  const [taken] = await tx
    .insert(leases)
    .values({ ...to, leasedBy: lease.by, leasedUntil: lease.until })
    .onConflictDoUpdate({
      target: [leases.workspaceId, leases.recipient],
      set: { leasedBy: lease.by, leasedUntil: lease.until, isWanted: false },
      setWhere: sql`${leases.leasedUntil} is null or ${leases.leasedUntil} <= ${lease.now.toISOString()}::timestamptz`,
    })
    .returning({ busyUntil: leases.busyUntil, busyUntilClock: leases.busyUntilClock });
  if (taken) return taken;
  await tx.update(leases).set({ isWanted: true }).where(ofLease(to));
  return null;
}

/** Prolongs the lease. @returns false when it was lost to another run */
export async function keepLease(
  tx: Tx,
  to: Recipient,
  lease: { by: string; until: Date } & Busy,
): Promise<boolean> {
  const { by, until, ...busy } = lease;
  const kept = await tx
    .update(leases)
    .set({ leasedUntil: until, ...busy })
    .where(and(ofLease(to), eq(leases.leasedBy, by)))
    .returning({ recipient: leases.recipient });
  return kept.length === 1;
}

/** Gives the lease back. @returns true when somebody came meanwhile: then there may be more to send */
export async function giveLeaseBack(
  tx: Tx,
  to: Recipient,
  lease: { by: string } & Busy,
): Promise<boolean> {
  const { by, ...busy } = lease;
  const [wanted] = await tx
    .select({ isWanted: leases.isWanted })
    .from(leases)
    .where(and(ofLease(to), eq(leases.leasedBy, by)))
    .for("update");
  if (!wanted) return false;
  await tx
    .update(leases)
    .set({ leasedBy: null, leasedUntil: null, isWanted: false, ...busy })
    .where(ofLease(to));
  return wanted.isWanted;
}

const ofRecipient = ({ workspaceId, recipient }: Recipient) =>
  and(eq(notifications.workspaceId, workspaceId), eq(notifications.recipient, recipient));

/** What is not sent yet, in the order it was told. */
export function listWaiting(tx: Tx, to: Recipient): Promise<Row[]> {
  return tx
    .select()
    .from(notifications)
    .where(and(ofRecipient(to), inArray(notifications.state, ["pending", "sending"])))
    .orderBy(asc(notifications.seq))
    .limit(MOST_ROWS);
}

/** Messages in Slack since a moment, oldest first, and those with these keys. */
export async function listHeads(
  tx: Tx,
  to: Recipient,
  since: Date,
  keys: readonly string[],
): Promise<Row[]> {
  const rows = await tx
    .select()
    .from(notifications)
    .where(
      and(
        ofRecipient(to),
        eq(notifications.state, "sent"),
        isNull(notifications.partOf),
        isNotNull(notifications.messageTs),
        keys.length > 0
          ? or(gte(notifications.sentAt, since), inArray(notifications.dedupeKey, [...keys]))
          : gte(notifications.sentAt, since),
      ),
    )
    .orderBy(sql`${notifications.sentAt} desc`, sql`${notifications.seq} desc`)
    .limit(MOST_HEADS);
  return rows.reverse();
}

/** The messages that show these news, by the news' keys: their own or one they are part of, as long as it can be edited. */
export async function listShown(
  tx: Tx,
  to: Recipient,
  keys: readonly string[],
): Promise<Map<string, Row>> {
  if (keys.length === 0) return new Map();
  const head = alias(notifications, "head");
  const shown = await tx
    .select({ key: notifications.dedupeKey, head })
    .from(notifications)
    .innerJoin(
      head,
      and(
        eq(head.workspaceId, notifications.workspaceId),
        eq(head.dedupeKey, sql`coalesce(${notifications.partOf}, ${notifications.dedupeKey})`),
      ),
    )
    .where(
      and(
        ofRecipient(to),
        inArray(notifications.dedupeKey, [...keys]),
        eq(notifications.state, "sent"),
        eq(head.state, "sent"),
        isNotNull(head.messageTs),
        eq(head.isClosed, false),
      ),
    );
  return new Map(shown.map((each) => [each.key, each.head]));
}

/** In which messages since a moment these subjects are told of already, by the messages' keys. */
export async function listTold(
  tx: Tx,
  to: Recipient,
  since: Date,
  subjects: readonly string[],
): Promise<{ topic: string; subject: string | null; partOf: string | null }[]> {
  if (subjects.length === 0) return [];
  return tx
    .selectDistinct({
      topic: notifications.topic,
      subject: notifications.subject,
      partOf: notifications.partOf,
    })
    .from(notifications)
    .where(
      and(
        ofRecipient(to),
        eq(notifications.state, "sent"),
        isNotNull(notifications.partOf),
        gte(notifications.sentAt, since),
        inArray(notifications.subject, [...subjects]),
      ),
    );
}

/** The news of a message that are sent, oldest first, the first of them included. */
export function listParts(tx: Tx, workspaceId: string, key: string): Promise<Row[]> {
  return tx
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        eq(notifications.state, "sent"),
        or(eq(notifications.partOf, key), eq(notifications.dedupeKey, key)),
      ),
    )
    .orderBy(asc(notifications.seq));
}

/** Writes the same to several rows. */
export async function save(
  tx: Tx,
  workspaceId: string,
  rows: readonly Row[],
  changes: Partial<typeof notifications.$inferInsert>,
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .update(notifications)
    .set(changes)
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        inArray(
          notifications.dedupeKey,
          rows.map((row) => row.dedupeKey),
        ),
      ),
    );
}

/** Notes that Slack is now asked to take the news, as one message or as part of one. */
export async function noteSending(
  tx: Tx,
  workspaceId: string,
  rows: readonly Row[],
  changes: { partOf: string | null; at: Date },
): Promise<void> {
  await tx
    .update(notifications)
    .set({
      state: "sending",
      partOf: changes.partOf,
      held: null,
      notBefore: null,
      retryAt: null,
      attempts: sql`${notifications.attempts} + 1`,
      attemptedAt: sql`coalesce(${notifications.attemptedAt}, ${changes.at.toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        inArray(
          notifications.dedupeKey,
          rows.map((row) => row.dedupeKey),
        ),
      ),
    );
}

/** Who has something waiting that could have gone out before this moment: nothing is lost with a job that is. */
export async function listForgotten(tx: Tx, workspaceId: string, before: Date): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ recipient: notifications.recipient })
    .from(notifications)
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        inArray(notifications.state, ["pending", "sending"]),
        lte(notifications.createdAt, before),
        or(isNull(notifications.notBefore), lte(notifications.notBefore, before)),
      ),
    );
  return rows.map((row) => row.recipient);
}
