import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import type { Undelivered } from "../../../notify/delivery.ts";
import { notify } from "../../../notify/notify.ts";
import { readSettings } from "../../settings/index.ts";
import { digestPosted, digestTurnedOff, morningPosted } from "../notifications.ts";
import { listSubscriptions } from "../queries/subscriptions.ts";
import { digestSlots } from "../schema.ts";
import { pauseFor } from "./write-digest.ts";

const REASONS: Readonly<Record<string, string>> = {
  is_archived: "the channel is archived",
  not_in_channel: "I was removed from the channel",
  channel_not_found: "the channel is gone, or I was removed from it",
};

/**
 * Notes that a digest did not arrive. Where Slack lets the bot post no longer, the channel's digests are paused, and each owner is
 * told once.
 */
export async function digestUndelivered(
  deps: Pick<Deps, "clock" | "jobs">,
  tx: Tx,
  failed: Undelivered,
): Promise<void> {
  const { workspaceId, kind, recipient, dedupeKey } = failed;
  if (kind !== digestPosted.kind && kind !== morningPosted.kind) return;
  const now = deps.clock.now();
  await tx
    .update(digestSlots)
    .set({ state: "skipped", reason: "undeliverable", decidedAt: now })
    .where(and(eq(digestSlots.workspaceId, workspaceId), eq(digestSlots.postedKey, dedupeKey)));
  const code = failed.reason.split(" ")[0] ?? "";
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (kind !== digestPosted.kind || reason === undefined) return;
  const there = await listSubscriptions(tx, workspaceId, await readSettings(tx, workspaceId), {
    channelId: recipient,
    kind: "digest",
    active: true,
    lock: true,
  });
  for (const subscription of there) {
    await pauseFor(tx, subscription, reason, now);
    const { id, ownerSlackId, version } = subscription;
    if (!ownerSlackId) continue;
    await notify(deps, tx, digestTurnedOff, {
      workspaceId,
      to: ownerSlackId,
      data: { id, channelId: recipient, reason },
      dedupeKey: `digest-off:${id}:${version}`,
    });
  }
}
