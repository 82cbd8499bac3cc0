import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { authorize } from "../../../kernel/access.ts";
import { type Day, formatInstant } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Money } from "../../../kernel/money.ts";
import type { Deal, LostReason } from "../domain/deal.ts";
import { inTurn } from "../domain/decision.ts";
import { editDeal } from "../domain/edit.ts";
import { evidenceWords, missingFor, workWords } from "../domain/gates.ts";
import { type Move, moveDeal, reopenDeal, StandsElsewhere, undoMove } from "../domain/move.ts";
import type { Stage } from "../domain/stage.ts";
import { addRequirement } from "../domain/write.ts";
import { moveUndone } from "../events.ts";
import type { LockedDeal } from "../queries/deal.ts";
import { findLackingWork } from "../queries/lacking-work.ts";
import { findLastMove } from "../queries/trail.ts";
import { ensureAccount, ensureContact } from "./accounts.ts";
import { type Changed, changeDeal, changeDealIn, type DealAct } from "./change-deal.ts";

/** What a gate asked for, filled in together with the move. */
export type Filled = {
  account?: string | undefined;
  contact?: { name: string; email?: string | undefined } | undefined;
  amount?: Money | undefined;
  closeDate?: Day | undefined;
  requirement?: string | undefined;
  lostReason?: LostReason | undefined;
  lostTo?: string | undefined;
};

/** A move as somebody asks for it. */
type AskedMove = Pick<Move, "to" | "from" | "override"> & {
  /**
   * Somebody the workspace's policy names has approved that the gate is skipped, and is the actor: neither the right to change
   * the deal nor the one to skip gates is asked of them.
   */
  isApproved?: boolean | undefined;
};

/**
 * Moves a deal, filling in first what its gate asks for. Skipping a gate takes the permission for it and a reason.
 * @throws AppError as `moveDeal` of the domain, GateClosed among them; forbidden
 */
export function moveDealTo(
  act: DealAct,
  id: number,
  move: Pick<Move, "to" | "from" | "override">,
  filled: Filled = {},
): Promise<Changed> {
  return inChange(act, (tx) => moveDealIn(tx, act, id, move, filled));
}

/** The same inside a transaction that is open already; not within other work on the deal, which would write over it. */
export function moveDealIn(
  tx: Tx,
  act: DealAct,
  id: number,
  move: AskedMove,
  filled: Filled = {},
): Promise<Changed> {
  const permission = move.isApproved ? "approval.decide" : "deal.change";
  return changeDealIn(tx, act, id, permission, async ({ deal, evidence }) => {
    if (move.override !== undefined && !move.isApproved) authorize(act.actor, "deal.override");
    const { accountId, contactId } = await ensureNamed(tx, act, deal, filled);
    const known = {
      contact: contactId !== null,
      // A deal of nothing has no amount, also when somebody fills that in.
      amount: filled.amount ? filled.amount.minor > 0 : evidence.amount,
      closeDate: evidence.closeDate || filled.closeDate !== undefined,
      requirement: evidence.requirement || Boolean(filled.requirement),
      lacking: await findLackingWork(tx, act, deal, move.to),
    };
    const decision = () =>
      inTurn(
        deal,
        (now) =>
          editDeal(now, {
            accountId,
            contactId,
            amount: filled.amount ?? now.amount,
            closeDate: filled.closeDate ?? now.closeDate,
          }),
        (now) =>
          filled.requirement ? addRequirement(now, filled.requirement) : { deal: now, events: [] },
        (now) => moveDeal(now, asMove(move, filled), known, act.now),
      );
    try {
      return decision();
    } catch (error) {
      throw await withMover(tx, act, error);
    }
  });
}

/** The account and contact the deal has with what was filled in; new ones are made. */
async function ensureNamed(tx: Tx, act: DealAct, current: Deal, filled: Filled) {
  const account = filled.account ? await ensureAccount(tx, act, filled.account) : null;
  const accountId = account?.id ?? current.accountId;
  // A contact belongs to their account: with another account they are not the deal's contact.
  const isMoved = accountId !== current.accountId;
  if (!filled.contact) return { accountId, contactId: isMoved ? null : current.contactId };
  if (accountId === null)
    throw new AppError(
      "rule_broken",
      `${current.title} has no account yet, so it can have no contact.`,
      "Give it an account first.",
    );
  return { accountId, contactId: await ensureContact(tx, act, accountId, filled.contact) };
}

/** What the gate to a stage misses, in words: "a close date"; nothing when it is open. */
export async function whatGateLacks(
  tx: Tx,
  act: DealAct,
  { deal, evidence }: LockedDeal,
  to: Stage,
): Promise<string[]> {
  const known = { ...evidence, lostReason: deal.lostReason !== null };
  const lacking = await findLackingWork(tx, act, deal, to);
  return [...missingFor(deal.stage, to, known).map(evidenceWords), ...lacking.map(workWords)];
}

/** Two people at once: the second hears who was quicker, and when. */
async function withMover(tx: Tx, act: DealAct, error: unknown): Promise<unknown> {
  if (!(error instanceof StandsElsewhere)) return error;
  const { workspaceId, personId, timeZone } = act.actor;
  const last = await findLastMove(tx, workspaceId, error.deal.id);
  if (!last?.actorName || last.actorId === personId) return error;
  const when = formatInstant(last.at, { now: act.now, timeZone });
  return new StandsElsewhere(
    error.deal,
    `${error.message} ${last.actorName} moved it there ${when}.`,
    error.hint ?? "",
  );
}

function asMove(move: Pick<Move, "to" | "from" | "override">, filled: Filled): Move {
  return { ...move, lostReason: filled.lostReason, lostTo: filled.lostTo };
}

/** Opens a closed deal again; for managers and admins, with a reason. */
export function reopen(
  act: DealAct,
  id: number,
  reopening: { to: Stage; reason: string },
): Promise<Changed> {
  return changeDeal(act, id, "deal.override", ({ deal }) => reopenDeal(deal, reopening, act.now));
}

/** Takes the last move back, for those who may change the deal, as long as nothing else happened to it. */
export function undo(act: DealAct, id: number, version: number): Promise<Changed> {
  return inChange(act, async (tx) => {
    let movedAt = act.now;
    const change = await changeDealIn(tx, act, id, "deal.change", async ({ deal }) => {
      const last = await findLastMove(tx, act.actor.workspaceId, id);
      const { from, before, kind } = last ?? {};
      if (!last || !from || !before || kind !== "moved" || last.version !== version)
        throw new AppError("conflict", "There is no move to take back any more.");
      movedAt = last.at;
      return undoMove(deal, { ...last, from, before }, act.now);
    });
    const undone = { deal: change.deal, left: change.before.stage, movedAt };
    const outcomes = await act.deps.events.publish(tx, act, moveUndone, undone);
    return { ...change, outcomes };
  });
}
