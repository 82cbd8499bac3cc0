import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Outcome } from "../../../events/define-event.ts";
import { notify } from "../../../notify/notify.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, lockDeal } from "../../deals/index.ts";
import type { Approval, ApprovalState } from "../domain/approval.ts";
import { approvalDecided } from "../events.ts";
import { questionAsked } from "../notifications.ts";
import type { ApprovalView } from "../queries/card.ts";
import { approvals } from "../schema/approvals.ts";
import { reviseCards, slackIdsOf, tellOutcome } from "./tell.ts";

/** How a request ends. */
export type Ending = {
  state: Exclude<ApprovalState, "open">;
  comment: string | null;
  /** Whom the actor stood in for. */
  forId?: number | null | undefined;
};

/** Ends an open request that is locked: the row, the audit entry, its cards, and those whose it is are told. */
export async function saveEnding(
  tx: Tx,
  act: DealAct,
  approval: Approval,
  { state, comment, forId = null }: Ending,
): Promise<ApprovalView> {
  const { workspaceId, personId } = act.actor;
  await tx
    .update(approvals)
    .set({
      state,
      comment,
      // Person 0 is the bot itself.
      decidedById: personId || null,
      decidedForId: forId,
      decidedAt: act.now,
    })
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, approval.id)));
  await record(tx, act, [
    {
      action: `approval.${state}`,
      subject: "approval",
      subjectId: approval.id,
      after: forId === null ? undefined : { forId },
      reason: comment,
    },
  ]);
  const view = await reviseCards(tx, act, approval.id);
  await closeQuestions(tx, act, view);
  await tellOutcome(tx, act, view);
  return view;
}

/**
 * Tells the rest of the product of an ending that is saved. Whoever reacts may refuse it, which takes everything back. Publish it
 * after the work on the deal, not within: what reacts may move the deal.
 */
export async function publishEnding(tx: Tx, act: DealAct, approval: Approval): Promise<Outcome[]> {
  const locked = await lockDeal(tx, act.actor, approval.dealId);
  if (!locked) throw new Error(`approval ${approval.id} hangs on no deal`);
  return act.deps.events.publish(tx, act, approvalDecided, { approval, locked });
}

/** Nobody needs an answer any more: the questions to the requester say so. */
async function closeQuestions(tx: Tx, act: DealAct, view: ApprovalView): Promise<void> {
  const { workspaceId } = act.actor;
  const { approval } = view;
  const open = view.questions.filter((one) => one.answer === null);
  if (open.length === 0) return;
  for (const to of await slackIdsOf(tx, workspaceId, [approval.requesterId]))
    for (const { n, askerName, question } of open)
      await notify(act.deps, tx, questionAsked, {
        workspaceId,
        to,
        data: {
          id: approval.id,
          n,
          askerName,
          question,
          whatMd: approval.what,
          closedMd: md`The request is over: no answer is needed.`.text,
        },
        dedupeKey: `approval:${approval.id}:question:${n}:over`,
        revises: `approval:${approval.id}:question:${n}`,
      });
}
