import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import type { Deps } from "../../../deps.ts";
import { type Actor, isAllowed } from "../../../kernel/access.ts";
import { dayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { notify } from "../../../notify/notify.ts";
import { findChoices, wants } from "../../../notify/preferences.ts";
import { ensureHistory } from "../../pipeline/index.ts";
import { readSettings } from "../../settings/index.ts";
import { slotsBetween } from "../domain/slots.ts";
import type { SkipReason, Slot } from "../domain/subscription.ts";
import { digestPosted, morningPosted } from "../notifications.ts";
import { actorOf } from "../queries/owner.ts";
import {
  lastSent,
  listSkipped,
  listSubscriptions,
  type Subscription,
} from "../queries/subscriptions.ts";
import { digestSubscriptions } from "../schema.ts";
import { type DigestMessage, digestMessage } from "../views/digest.ts";
import { smallPrint } from "../views/subscription.ts";
import { gatherDigest } from "./gather.ts";
import { makeMorning } from "./morning.ts";
import { claimSlot, markSent, skipSlots } from "./skip.ts";

const HOUR_MS = 3_600_000;

/** The permanent key of a slot's message: a crash between posting and noting it is recognised by it. */
export function digestKey(id: number, slot: Date): string {
  return `digest:${id}:${slot.toISOString()}`;
}

/**
 * Writes the digest of one slot and hands it to delivery, in one transaction that holds the slot: however many processes try, and
 * wherever one of them dies, it is handed over once.
 */
export async function writeDigest(
  deps: Deps,
  { workspaceId, id, at }: { workspaceId: string; id: number; at: Date },
): Promise<void> {
  const of = { workspaceId, id };
  const now = deps.clock.now();
  // Committed before the work: a slot that is claimed and never sent was tried and failed.
  if (!(await inWorkspace(deps.db, workspaceId, (tx) => claimSlot(tx, of, at, now)))) return;
  // What the forecast in it learns from.
  await ensureHistory(deps, workspaceId, now);
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    if (!(await claimSlot(tx, of, at, now))) return;
    const settings = await readSettings(tx, workspaceId);
    const skip = (reason: SkipReason) => skipSlots(tx, of, [at], reason, now);
    const [subscription] = await listSubscriptions(tx, workspaceId, settings, {
      id,
      active: true,
      lock: true,
    });
    const slot = subscription && slotOf(subscription, at);
    if (!subscription || !slot) return skip("switched_off");
    if (now.getTime() - at.getTime() > settings.digest.graceHours * HOUR_MS) return skip("failed");
    if (await isSilenced(tx, subscription, now)) return skip("switched_off");
    const message = await messageOf(deps, tx, subscription, settings, slot);
    if (message === "not_allowed") {
      await pauseFor(tx, subscription, "its owner may not see these deals any more", now);
      return skip("not_allowed");
    }
    if (message === null) return skip("nothing_to_say");
    const key = digestKey(id, at);
    await notify(deps, tx, subscription.kind === "morning" ? morningPosted : digestPosted, {
      workspaceId,
      to: subscription.channelId,
      data: message,
      dedupeKey: key,
    });
    await markSent(tx, of, at, key, now);
  });
}

/** Whether its reader wants silence now: a message about a day is of no use when the silence ends. */
async function isSilenced(
  tx: Tx,
  { workspaceId, channelId, kind }: Subscription,
  now: Date,
): Promise<boolean> {
  if (!/^[UW]/.test(channelId)) return false;
  const choices = await findChoices(tx, workspaceId, channelId);
  const isSnoozed = choices.snoozedUntil !== null && choices.snoozedUntil > now;
  return isSnoozed || !wants(choices, kind);
}

/** The slot of a subscription at a moment; null when it has none then, because it was changed or made later. */
function slotOf(subscription: Subscription, at: Date): Slot | null {
  if (subscription.since >= at) return null;
  const before = new Date(at.getTime() - 1);
  return slotsBetween(subscription.rhythm, before, at)[0] ?? null;
}

async function messageOf(
  deps: Deps,
  tx: Tx,
  subscription: Subscription,
  settings: Settings,
  slot: Slot,
): Promise<DigestMessage | "not_allowed" | null> {
  const { workspaceId, ownerId, kind, ownerIsActive } = subscription;
  const { actor, person } = await actorOf(deps, tx, workspaceId, ownerId);
  if (!ownerIsActive || !isAllowed(actor, "digest.subscribe")) return "not_allowed";
  const sentAt = await lastSent(tx, subscription, slot.at);
  if (kind === "morning")
    return makeMorning(tx, { actor, person, settings, slot, subscription, sentAt });
  return composeDigest(tx, subscription, slot, { actor, settings, sentAt, tellSkipped: true });
}

/**
 * A subscription's digest as it stands at a slot, as its owner may see it.
 * @param of.actor the owner
 * @returns "not_allowed" when what it is about is not there any more
 */
export async function composeDigest(
  tx: Tx,
  subscription: Subscription,
  slot: Slot,
  of: { actor: Actor; settings: Settings; sentAt: Date | null; tellSkipped: boolean },
): Promise<DigestMessage | "not_allowed"> {
  const { scope, cadence, rhythm } = subscription;
  const { actor, settings, sentAt, tellSkipped } = of;
  const data = await gatherDigest(tx, {
    actor,
    settings,
    scope,
    cadence,
    slot,
    timeZone: rhythm.timeZone,
    lastSent: sentAt,
    skipped: tellSkipped ? await listSkipped(tx, subscription, sentAt) : [],
  });
  return data ? digestMessage(data, smallPrint(subscription)) : "not_allowed";
}

/** Pauses a subscription that can't go on, with the reason that its list shows. */
export async function pauseFor(
  tx: Tx,
  { workspaceId, id }: Pick<Subscription, "workspaceId" | "id">,
  reason: string,
  now: Date,
): Promise<void> {
  await tx
    .update(digestSubscriptions)
    .set({
      state: "paused",
      stateReason: reason,
      version: sql`${digestSubscriptions.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(digestSubscriptions.workspaceId, workspaceId), eq(digestSubscriptions.id, id)));
}

/** The slot a look at it now stands for. */
export function slotNow(now: Date, timeZone: string): Slot {
  return { day: dayOf(now, timeZone), at: now };
}
