import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { type Actor, isAllowed } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { record } from "../../audit/index.ts";
import type { Scope } from "../../pipeline/index.ts";
import type { Plan, SubscriptionState } from "../domain/subscription.ts";
import { listSubscriptions, type Subscription } from "../queries/subscriptions.ts";
import {
  type DigestAct,
  noSuchDigest,
  ownMorning,
  plannedSubscription,
  updateSubscription,
} from "./subscribe.ts";

/** What a change of a digest says; what is undefined stays. */
export type DigestChange = {
  [K in keyof Plan]?: Plan[K] | undefined;
} & {
  scope?: Scope | undefined;
  timeZone?: string | undefined;
};

/**
 * Changes when a digest comes or what it is about. Its owner may, and managers and admins.
 * @throws AppError forbidden; not_found
 */
export function changeDigest(
  act: DigestAct,
  id: number,
  change: DigestChange,
): Promise<Subscription> {
  return inOwn(act, id, async (tx, was) => {
    const cadence = change.cadence ?? was.cadence;
    const after = {
      cadence,
      weekday: cadence === "weekly" ? (change.weekday ?? was.weekday ?? 1) : null,
      monthday: cadence === "monthly" ? (change.monthday ?? was.monthday ?? 1) : null,
      timeOfDay: change.time ?? was.time,
      timeZone: change.timeZone ?? was.zone,
      scope: change.scope ?? was.scope,
    };
    // What was due until now was due as it stood.
    await updateSubscription(tx, was, { ...after, since: act.now, updatedAt: act.now });
    await record(tx, act, [
      {
        action: "digest.changed",
        subject: "digest",
        subjectId: id,
        before: {
          cadence: was.cadence,
          weekday: was.weekday,
          monthday: was.monthday,
          timeOfDay: was.time,
          timeZone: was.zone,
          scope: was.scope,
        },
        after,
      },
    ]);
  });
}

/**
 * Pauses, resumes or stops a digest. Whoever resumes one whose owner is gone, or may not see its deals any more, becomes its owner.
 * @throws AppError forbidden; not_found; conflict when it is so already
 */
export function setDigestState(
  act: DigestAct,
  id: number,
  to: SubscriptionState,
): Promise<Subscription> {
  return inOwn(act, id, async (tx, was) => {
    if (was.state === to)
      throw new AppError("conflict", `Digest ${id} is ${to} already.`, "`/digest list` shows all.");
    const takesOver = to === "active" && (!was.ownerIsActive || was.stateReason !== null);
    await updateSubscription(tx, was, {
      state: to,
      stateReason: null,
      ...(to === "active" && { since: act.now }),
      ...(takesOver && was.kind === "digest" && { ownerId: act.actor.personId }),
      updatedAt: act.now,
    });
    await record(tx, act, [
      {
        action: `digest.${to === "active" ? "resumed" : to}`,
        subject: "digest",
        subjectId: id,
        before: { state: was.state },
        after: { state: to },
      },
    ]);
  });
}

/** Switches the actor's own morning message, or moves it to another time of day. */
export function setMorning(
  act: DigestAct,
  to: { on: boolean } | { time: string },
): Promise<Subscription> {
  return inChange(act, async (tx) => {
    const was = await ownMorning(tx, act);
    const changes =
      "time" in to
        ? { timeOfDay: to.time, state: "active" as const }
        : { state: to.on ? ("active" as const) : ("paused" as const) };
    await updateSubscription(tx, was, {
      ...changes,
      stateReason: null,
      since: act.now,
      updatedAt: act.now,
    });
    await record(tx, act, [
      {
        action: "digest.morning_set",
        subject: "digest",
        subjectId: was.id,
        before: { timeOfDay: was.time, state: was.state },
        after: changes,
      },
    ]);
    return plannedSubscription(tx, act, was.id);
  });
}

/** Runs a change of one digest with its row held, after the check of who may. */
function inOwn(
  act: DigestAct,
  id: number,
  work: (tx: Tx, was: Subscription) => Promise<void>,
): Promise<Subscription> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    const [was] = await listSubscriptions(tx, workspaceId, act.settings, { id, lock: true });
    if (!was || (was.kind === "morning" && was.ownerId !== act.actor.personId))
      throw noSuchDigest(id);
    checkOwner(act.actor, was);
    await work(tx, was);
    const [after] = await listSubscriptions(tx, workspaceId, act.settings, { id });
    // A stopped one is listed no more.
    return after ? plannedSubscription(tx, act, id) : { ...was, state: "stopped" };
  });
}

function checkOwner(actor: Actor, { ownerId, ownerName, id }: Subscription): void {
  const leads = actor.roles.includes("manager") || actor.roles.includes("admin");
  if (isAllowed(actor, "digest.subscribe") && (ownerId === actor.personId || leads)) return;
  throw new AppError(
    "forbidden",
    `Digest ${id} is ${ownerName}'s.`,
    "Its owner, managers and admins may change or stop it.",
  );
}
