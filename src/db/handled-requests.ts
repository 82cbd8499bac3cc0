import { subDays } from "date-fns/subDays";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "./client.ts";
import { prepared } from "./prepared.ts";
import { handledRequests } from "./schema.ts";

const KEPT_DAYS = 7;

const insertRequest = prepared(
  ["workspaceId", "requestId", "now"],
  (tx, { workspaceId, requestId, now }) =>
    tx
      .insert(handledRequests)
      .values({ workspaceId, requestId, handledAt: sql`${now}::timestamptz` })
      .onConflictDoNothing()
      .returning({ requestId: handledRequests.requestId }),
);

/**
 * Claims a Slack request for this transaction: false when the request has already changed something.
 * A second claim at the same time waits for the first transaction, and is true only when that one fails.
 */
export async function claimRequest(
  tx: Tx,
  workspaceId: string,
  requestId: string,
  now: Date,
): Promise<boolean> {
  const claimed = await insertRequest(tx, { workspaceId, requestId, now: now.toISOString() });
  return claimed.length === 1;
}

/** Forgets requests older than 7 days, long after Slack's last retry; returns how many. */
export async function forgetOldRequests(tx: Tx, workspaceId: string, now: Date): Promise<number> {
  const { count } = await tx
    .delete(handledRequests)
    .where(
      and(
        eq(handledRequests.workspaceId, workspaceId),
        lt(handledRequests.handledAt, subDays(now, KEPT_DAYS)),
      ),
    );
  return count;
}
