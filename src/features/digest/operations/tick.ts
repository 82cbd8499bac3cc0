import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import type { Deps } from "../../../deps.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { refreshInsights } from "../../pipeline/index.ts";
import { readSettings } from "../../settings/index.ts";
import { comesNext, dueSlots } from "../domain/slots.ts";
import { TICK, WRITE } from "../job-kinds.ts";
import { listSubscriptions, type Subscription } from "../queries/subscriptions.ts";
import { digestSubscriptions } from "../schema.ts";
import { skipSlots } from "./skip.ts";

const HOUR_MS = 3_600_000;
/** A digest whose job was lost with its process is asked for again this often, while the grace time lasts. */
const ASK_AGAIN_MS = 5 * 60_000;

/**
 * Looks which digests of a workspace are due: asks for those to be written, skips what is too late, and sets itself for the next
 * moment one is due. Done twice, or by several processes at once, it does the same as once.
 */
export async function tick(deps: Deps, workspaceId: string): Promise<void> {
  const now = deps.clock.now();
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    const settings = await readSettings(tx, workspaceId);
    await addMornings(tx, workspaceId, settings, now);
    const subscriptions = await listSubscriptions(tx, workspaceId, settings, { active: true });
    const graceMs = settings.digest.graceHours * HOUR_MS;
    const bucket = Math.floor(now.getTime() / ASK_AGAIN_MS);
    let writes = 0;
    for (const subscription of subscriptions) {
      const { id, rhythm } = subscription;
      const { send, missed } = dueSlots(rhythm, subscription, now, graceMs);
      const times = missed.map((slot) => slot.at);
      await skipSlots(tx, { workspaceId, id }, times, "not_running", now, "failed");
      if (!send) continue;
      writes += 1;
      const slot = send.at.toISOString();
      await deps.jobs.enqueue(
        tx,
        WRITE,
        { workspaceId, subscriptionId: id, slot },
        { key: `${id} ${slot} ${bucket}` },
      );
    }
    // Once for all that are written now, not once for each.
    if (writes > 0) await refreshInsights(tx, { workspaceId, settings, now });
    await setNext(deps, tx, workspaceId, subscriptions, now);
  });
}

/** Sets the next look for the moment at which the first of these is due. */
export async function setNext(
  deps: Pick<Deps, "jobs">,
  tx: Tx,
  workspaceId: string,
  subscriptions: readonly Subscription[],
  now: Date,
): Promise<void> {
  const times = subscriptions.flatMap((one) => comesNext(one.rhythm, one, now)?.at.getTime() ?? []);
  if (times.length === 0) return;
  const next = new Date(Math.min(...times));
  await deps.jobs.enqueue(
    tx,
    TICK,
    { workspaceId },
    { key: `at ${next.toISOString()}`, startAfter: next },
  );
}

/** Everyone who owns an open deal, engineers one or leads people gets a morning message, until they switch it off. */
async function addMornings(
  tx: Tx,
  workspaceId: string,
  settings: Settings,
  now: Date,
): Promise<void> {
  const rows = await tx.execute<{ id: number; slack_user_id: string }>(sql`
    select p.id, p.slack_user_id from people p
    where p.workspace_id = ${workspaceId} and p.slack_user_id is not null and p.deactivated_at is null
      and not exists (select from digest_subscriptions s where s.workspace_id = p.workspace_id and s.owner_id = p.id and s.kind = 'morning')
      and (exists (select from deals d where d.workspace_id = p.workspace_id and d.owner_id = p.id and d.status = 'open')
        or exists (select from deals d where d.workspace_id = p.workspace_id and d.se_id = p.id and d.status = 'open')
        or 'manager' = any(p.roles) and exists (
          select from people b where b.workspace_id = p.workspace_id and b.manager_id = p.id))
    order by p.id`);
  if (rows.length === 0) return;
  const first = await nextNumber(tx, workspaceId, "digest", rows.length);
  await tx
    .insert(digestSubscriptions)
    .values(
      rows.map((row, i) => ({
        workspaceId,
        id: first + i,
        kind: "morning" as const,
        channelId: row.slack_user_id,
        scope: "mine" as const,
        cadence: "workdays" as const,
        timeOfDay: settings.digest.morningAt,
        ownerId: row.id,
        state: "active" as const,
        since: now,
        createdAt: now,
        updatedAt: now,
      })),
    )
    // Two processes that look at once.
    .onConflictDoNothing();
}
