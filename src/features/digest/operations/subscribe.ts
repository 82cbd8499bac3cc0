import { and, eq } from "drizzle-orm";
import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import type { Deps } from "../../../deps.ts";
import { authorize } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { record } from "../../audit/index.ts";
import type { Scope } from "../../pipeline/index.ts";
import type { Plan } from "../domain/subscription.ts";
import { listSubscriptions, type Subscription } from "../queries/subscriptions.ts";
import { digestSubscriptions } from "../schema.ts";
import { daysWords } from "../views/subscription.ts";
import { setNext } from "./tick.ts";

/** Somebody does something about digests. */
export type DigestAct = Act & { deps: Pick<Deps, "db" | "jobs">; settings: Settings };

/** More would drown what people write there. */
const MOST_IN_A_CHANNEL = 3;

/** A digest as it is asked for; a zone of null is its owner's own. */
export type NewDigest = Plan & { channelId: string; scope: Scope; timeZone: string | null };

/**
 * Subscribes a channel, or a person's direct messages, to a digest of the actor's.
 * @throws AppError forbidden; conflict for one that is there already; rule_broken when the channel has its fill
 */
export function subscribe(act: DigestAct, digest: NewDigest): Promise<Subscription> {
  const { workspaceId, personId } = act.actor;
  return inChange(act, async (tx) => {
    authorize(act.actor, "digest.subscribe");
    // Also holds off a second one who subscribes the channel at the same time.
    const id = await nextNumber(tx, workspaceId, "digest");
    const { channelId, scope, cadence, weekday, monthday, time, timeZone } = digest;
    const there = await listSubscriptions(tx, workspaceId, act.settings, {
      channelId,
      kind: "digest",
    });
    const same = there.find((one) => one.scope === scope && one.cadence === cadence);
    if (same)
      throw new AppError(
        "conflict",
        `That digest is here already: number ${same.id}, ${daysWords(same)} at ${same.time}.`,
        `\`/digest change ${same.id} ${cadence} 08:00\` moves it.`,
      );
    if (there.length >= MOST_IN_A_CHANNEL)
      throw new AppError(
        "rule_broken",
        `This channel has ${there.length} digests already; more would be noise.`,
        `\`/digest stop ${there[0]?.id}\` makes room.`,
      );
    await tx.insert(digestSubscriptions).values({
      workspaceId,
      id,
      kind: "digest",
      channelId,
      scope,
      cadence,
      weekday,
      monthday,
      timeOfDay: time,
      timeZone,
      ownerId: personId,
      state: "active",
      since: act.now,
      createdAt: act.now,
      updatedAt: act.now,
    });
    await record(tx, act, [
      {
        action: "digest.subscribed",
        subject: "digest",
        subjectId: id,
        after: { channelId, scope, cadence, weekday, monthday, time, timeZone },
      },
    ]);
    return plannedSubscription(tx, act, id);
  });
}

/** The subscription after a change, with its next slot set. */
export async function plannedSubscription(
  tx: Tx,
  act: DigestAct,
  id: number,
): Promise<Subscription> {
  const { workspaceId } = act.actor;
  const [subscription] = await listSubscriptions(tx, workspaceId, act.settings, { id });
  if (!subscription) throw noSuchDigest(id);
  if (subscription.state === "active")
    await setNext(act.deps, tx, workspaceId, [subscription], act.now);
  return subscription;
}

/** The morning message of the actor, made if there is none yet. */
export async function ownMorning(tx: Tx, act: DigestAct): Promise<Subscription> {
  const { workspaceId, personId, slackUserId } = act.actor;
  const find = () =>
    listSubscriptions(tx, workspaceId, act.settings, { ownerId: personId, kind: "morning" });
  const [found] = await find();
  if (found) return found;
  const id = await nextNumber(tx, workspaceId, "digest");
  await tx
    .insert(digestSubscriptions)
    .values({
      workspaceId,
      id,
      kind: "morning",
      channelId: slackUserId,
      scope: "mine",
      cadence: "workdays",
      timeOfDay: act.settings.digest.morningAt,
      ownerId: personId,
      state: "active",
      since: act.now,
      createdAt: act.now,
      updatedAt: act.now,
    })
    .onConflictDoNothing();
  const [made] = await find();
  if (!made) throw new Error("The morning message was made and is not there.");
  return made;
}

/** The answer to a number nobody's digest has. */
export function noSuchDigest(id: number): AppError {
  return new AppError("not_found", `There is no digest ${id}.`, "`/digest list` shows them.");
}

/** Sets columns of one subscription, in the transaction that holds it. */
export async function updateSubscription(
  tx: Tx,
  { workspaceId, id, version }: Pick<Subscription, "workspaceId" | "id" | "version">,
  changes: Partial<typeof digestSubscriptions.$inferInsert>,
): Promise<void> {
  await tx
    .update(digestSubscriptions)
    .set({ ...changes, version: version + 1 })
    .where(and(eq(digestSubscriptions.workspaceId, workspaceId), eq(digestSubscriptions.id, id)));
}
