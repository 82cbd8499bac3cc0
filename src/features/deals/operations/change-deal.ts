import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import type { Outcome } from "../../../events/define-event.ts";
import { authorize, type Permission } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Settings } from "../../../kernel/settings.ts";
import type { Deal, DealEvent, Decision } from "../domain/deal.ts";
import { stageEntered } from "../events.ts";
import { findAccountName } from "../queries/account.ts";
import { type LockedDeal, lockDeal } from "../queries/deal.ts";
import { announceWin } from "./announce-win.ts";
import { saveDeal } from "./save-deal.ts";
import { tellOthers } from "./tell-others.ts";

/** Somebody changes a deal; a `Call` is one. */
export type DealAct = Act & { deps: Deps; settings?: Settings | undefined };

/** The deal before and after, and what happened; no events mean that nothing had to change. */
export type Changed = {
  before: Deal;
  deal: Deal;
  accountName: string | null;
  events: readonly DealEvent[];
  /** What later slices did because of it: a quote was drafted. */
  outcomes: readonly Outcome[];
};

/**
 * The only way to change a deal: lock it, check the permission, let a pure rule decide, and save it with its history,
 * audit entries and messages, all in one transaction.
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changeDeal(
  act: DealAct,
  id: number,
  permission: Permission,
  decide: (locked: LockedDeal) => Decision,
): Promise<Changed> {
  return inChange(act, (tx) => changeDealIn(tx, act, id, permission, decide));
}

/**
 * The same inside a transaction that is open already, for changes that touch more than the deal.
 * @param toldElsewhere people whom the caller tells of it in other words
 */
export async function changeDealIn(
  tx: Tx,
  act: DealAct,
  id: number,
  permission: Permission,
  decide: (locked: LockedDeal) => Decision | Promise<Decision>,
  toldElsewhere: readonly number[] = [],
): Promise<Changed> {
  const locked = await lockDeal(tx, act.actor, id);
  if (!locked) throw noSuchDeal(id);
  authorize(act.actor, permission, locked.relations);
  const { deal, events } = await decide(locked);
  const before = locked.deal;
  const accountName =
    deal.accountId === before.accountId || deal.accountId === null
      ? locked.accountName
      : await findAccountName(tx, act.actor.workspaceId, deal.accountId);
  if (events.length === 0) return { before, deal: before, accountName, events, outcomes: [] };
  const saved: Deal = {
    ...deal,
    version: before.version + 1,
    updatedAt: act.now,
    lastActivityAt: act.now,
  };
  const changed = { before, deal: saved, accountName, events, outcomes: [] };
  await saveDeal(tx, act, changed);
  await tellOthers(tx, act, changed, locked.hasCards, toldElsewhere);
  await announceWin(tx, act, changed);
  const isMoved = events.some(
    (event) => event.kind === "reopened" || (event.kind === "moved" && !event.undo),
  );
  if (!isMoved) return changed;
  const outcomes = await act.deps.events.publish(tx, act, stageEntered, {
    deal: saved,
    accountName,
    from: before.stage,
    hasRequests: locked.hasRequests,
  });
  return { ...changed, outcomes };
}

/** The answer to an id that belongs to nothing. */
export function noSuchDeal(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no deal ${formatId("opp", id)}.`,
    "`/deal list` shows yours, `/deal search <name>` finds one by its account.",
  );
}
