import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { type DealAct, workOnDealIn } from "../../deals/index.ts";
import type { Approval, ApprovalKind, ApprovalSubject } from "../domain/approval.ts";
import { isOver, noSuchApproval } from "../domain/refusals.ts";
import { findDealOf, listOpenOf, listOpenOnDeal, lockApproval } from "../queries/approval.ts";
import { publishEnding, saveEnding } from "./close.ts";

/**
 * Ends the open requests of a subject, of one kind or of any, because what they asked for no longer stands. Call it while the deal
 * is locked: inside `workOnDeal`, or in a reaction to its move.
 * @param why a sentence for the cards
 * @returns the first that was open; null when none was
 */
export async function withdrawApproval(
  tx: Tx,
  act: DealAct,
  subject: ApprovalSubject & { kind?: ApprovalKind | undefined },
  why: Mrkdwn,
): Promise<Approval | null> {
  const open = await listOpenOf(tx, act.actor.workspaceId, subject);
  const [first] = await endAll(tx, act, open, why);
  return first ?? null;
}

/** Ends the open requests on a deal and all that hangs on it, of one kind or of any. */
export async function withdrawAllOf(
  tx: Tx,
  act: DealAct,
  dealId: number,
  why: Mrkdwn,
  kind?: ApprovalKind,
): Promise<Approval[]> {
  const open = await listOpenOnDeal(tx, act.actor.workspaceId, dealId);
  return endAll(
    tx,
    act,
    open.filter((one) => kind === undefined || one.kind === kind),
    why,
  );
}

async function endAll(
  tx: Tx,
  act: DealAct,
  open: readonly Approval[],
  why: Mrkdwn,
): Promise<Approval[]> {
  const ended: Approval[] = [];
  for (const { id } of open) {
    const approval = await lockApproval(tx, act.actor.workspaceId, id);
    if (approval?.state !== "open") continue;
    const view = await saveEnding(tx, act, approval, { state: "withdrawn", comment: why.text });
    await publishEnding(tx, act, view.approval);
    ended.push(view.approval);
  }
  return ended;
}

/**
 * The requester takes their own request back; admins may too.
 * @throws AppError conflict when it is over, forbidden for others
 */
export function withdrawOwn(act: DealAct, id: number): Promise<Approval> {
  const { workspaceId, personId, roles } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOf(tx, workspaceId, id);
    if (dealId === null) throw noSuchApproval(id);
    const { result } = await workOnDealIn(tx, act, dealId, "approval.decide", async () => {
      const approval = await lockApproval(tx, workspaceId, id);
      if (!approval) throw noSuchApproval(id);
      if (approval.requesterId !== personId && !roles.includes("admin"))
        throw new AppError(
          "forbidden",
          `Only ${approval.requesterName} or an admin can take this back.`,
          "Who is asked can reject it.",
        );
      if (approval.state !== "open") throw isOver(approval, personId, act.now);
      const view = await saveEnding(tx, act, approval, { state: "withdrawn", comment: null });
      return {
        result: view.approval,
        words: md`withdrew the request for ${new Mrkdwn(approval.what)}`,
        isQuiet: true,
      };
    });
    await publishEnding(tx, act, result);
    return result;
  });
}
