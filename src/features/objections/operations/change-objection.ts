import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, type LockedDeal, workOnDealIn } from "../../deals/index.ts";
import type { FollowUp, Objection } from "../domain/objection.ts";
import { findDealOf, type LockedObjection, lockObjection } from "../queries/objection.ts";
import { toRow } from "../queries/row.ts";
import { objections } from "../schema.ts";
import { planReminder } from "./plan-reminder.ts";

/** What was decided about an objection. */
export type Decided = {
  objection: Objection;
  /** The audit entry's action: `objection.answered`. */
  action: string;
  /** What was done, to finish "Dan …". */
  words: Mrkdwn;
  /** Kept beside the change: why, or how it went. */
  reason?: string | null | undefined;
  /** People besides the deal's who are told. */
  tell?: readonly (number | null)[] | undefined;
  /** Other rows of the slice that the change writes. */
  alsoWrite?: ((tx: Tx) => Promise<void>) | undefined;
};

/** An objection after a change, and the deal it hangs on. */
export type ObjectionChange = { before: Objection; objection: Objection; deal: Changed };

/**
 * The only way to change an objection that is there: locks its deal and then the objection, checks that the actor may, lets
 * `decide` say what becomes of it, and saves it with its audit entry, messages and reminder. All in one transaction.
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changeObjection(
  act: DealAct,
  id: number,
  decide: (
    locked: LockedObjection,
    deal: LockedDeal,
    tx: Tx,
  ) => Decided | null | Promise<Decided | null>,
): Promise<ObjectionChange> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOf(tx, workspaceId, id);
    if (dealId === null) throw noSuchObjection(id);
    const { result, change } = await workOnDealIn(
      tx,
      act,
      dealId,
      "discovery.log",
      async (_, deal) => {
        const locked = await lockObjection(tx, workspaceId, id);
        if (!locked) throw noSuchObjection(id);
        const before = locked.objection;
        const decided = await decide(locked, deal, tx);
        if (!decided) return { result: { before, objection: before }, words: null };
        const { words, tell = [] } = decided;
        const objection = { ...decided.objection, version: before.version + 1 };
        await save(tx, act, before, objection, decided);
        await decided.alsoWrite?.(tx);
        return { result: { before, objection }, words, tell: [deal.deal.seId, ...tell] };
      },
    );
    return { ...result, deal: change };
  });
}

/** The answer to an id that belongs to nothing. */
export function noSuchObjection(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no objection ${formatId("obj", id)}.`,
    "`/objection list` shows those of your deals.",
  );
}

async function save(
  tx: Tx,
  act: DealAct,
  before: Objection,
  objection: Objection,
  decided: Decided,
): Promise<void> {
  const { workspaceId } = act.actor;
  await tx
    .update(objections)
    .set({ ...toRow(objection), updatedAt: act.now })
    .where(and(eq(objections.workspaceId, workspaceId), eq(objections.id, objection.id)));
  await record(tx, act, [
    {
      action: decided.action,
      subject: "objection",
      subjectId: objection.id,
      ...differences(before, objection),
      reason: decided.reason,
    },
  ]);
  if (objection.followUp && isMoved(before.followUp, objection.followUp))
    await planReminder(tx, act, objection.id, objection.followUp);
}

function isMoved(before: FollowUp | null, after: FollowUp): boolean {
  return before?.date !== after.date || before.personId !== after.personId;
}

/** What differs, but for the version, which always does. */
function differences(before: Objection, after: Objection) {
  const keys = (Object.keys(after) as (keyof Objection)[]).filter(
    (key) => key !== "version" && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (objection: Objection) =>
    Object.fromEntries(keys.map((key) => [key, objection[key]]));
  return { before: pick(before), after: pick(after) };
}
