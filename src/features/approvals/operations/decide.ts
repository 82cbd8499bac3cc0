import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import type { Outcome } from "../../../events/define-event.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDealIn } from "../../deals/index.ts";
import type { Approval } from "../domain/approval.ts";
import { type Approver, type Staff, type Standing, standingOf } from "../domain/approvers.ts";
import { isNotAsked, isOver, isOwn, noSuchApproval } from "../domain/refusals.ts";
import {
  type Answer,
  findDealOf,
  listAnswers,
  listApprovers,
  lockApproval,
} from "../queries/approval.ts";
import type { ApprovalView } from "../queries/card.ts";
import { concernedBy, findStaff } from "../queries/staff.ts";
import { approvalAnswers } from "../schema/parts.ts";
import { decisionWords } from "../views/card.ts";
import { waitsFor } from "../views/reached.ts";
import { publishEnding, saveEnding } from "./close.ts";
import { reviseCards } from "./tell.ts";

/** What somebody says to a request; a rejection needs words. */
export type Decision = { approve: boolean; comment?: string | undefined };

/** What became of it: decided, or one more who agreed where all must; `waitsFor` are those still missing then. */
export type Decided = { approval: Approval; outcomes: Outcome[]; waitsFor: string[] };

/** A request that somebody is about to answer: locked, with all that says whether they may. */
export type Answerable = {
  approval: Approval;
  approvers: Approver[];
  answers: Answer[];
  staff: Staff;
  /** The seats the actor may answer for that nobody has answered for yet; at least one. */
  seats: Standing[];
};

/**
 * Approves or rejects. Everything is checked here, in the transaction of the decision, with the deal locked first: whether it is open
 * still, whether the actor is asked or stands in for somebody who is, and that they did not ask for it themself.
 * @throws AppError conflict "Dan approved this 4 minutes ago", forbidden with who is asked, or what a reaction refuses; nothing is
 * decided then
 */
export function decide(act: DealAct, id: number, decision: Decision): Promise<Decided> {
  const comment = decision.comment?.trim() || null;
  if (!decision.approve && !comment)
    return Promise.reject(
      new AppError(
        "bad_input",
        "A rejection needs a reason.",
        `Say what would have to change: \`/approval reject approval_${id} 10 % and I agree\`.`,
      ),
    );
  return inChange(act, (tx) => decideIn(tx, act, id, decision.approve, comment));
}

async function decideIn(
  tx: Tx,
  act: DealAct,
  id: number,
  approve: boolean,
  comment: string | null,
): Promise<Decided> {
  const { workspaceId } = act.actor;
  const dealId = await findDealOf(tx, workspaceId, id);
  if (dealId === null) throw noSuchApproval(id);
  const { result } = await workOnDealIn(tx, act, dealId, "approval.decide", async () => {
    const found = await lockAnswerable(tx, act, id);
    const { approval, seats, answers } = found;
    const answered = new Set([...answers, ...seats].map((one) => one.seat));
    const missing = found.approvers.filter((one) => !answered.has(one.seat));
    if (approve && approval.agree === "all" && missing.length > 0) {
      const view = await agree(tx, act, found, comment);
      const names = waitsFor(missing, found.staff, approval.requesterId);
      return {
        result: { approval: view.approval, waitsFor: names },
        words: md`agreed to ${new Mrkdwn(approval.what)}`,
        isQuiet: true,
      };
    }
    const state = approve ? ("approved" as const) : ("rejected" as const);
    const forId = seats[0]?.forId ?? null;
    const view = await saveEnding(tx, act, approval, { state, comment, forId });
    return {
      result: { approval: view.approval, waitsFor: [] },
      words: decisionWords(approval, state),
      isQuiet: true,
    };
  });
  const { approval } = result;
  const outcomes = approval.state === "open" ? [] : await publishEnding(tx, act, approval);
  return { ...result, outcomes };
}

/**
 * Locks a request and finds out what the actor may answer for; the deal is locked already.
 * @throws AppError when it is over, when they asked for it themself, or when they are not asked
 */
export async function lockAnswerable(tx: Tx, act: DealAct, id: number): Promise<Answerable> {
  const { workspaceId, personId } = act.actor;
  const approval = await lockApproval(tx, workspaceId, id);
  if (!approval) throw noSuchApproval(id);
  if (approval.state !== "open") throw isOver(approval, personId, act.now);
  // The job that ends it may be late; what is over is over.
  if (act.now >= approval.expiresAt)
    throw isOver(
      { ...approval, state: "expired", decidedAt: approval.expiresAt },
      personId,
      act.now,
    );
  const approvers = await listApprovers(tx, workspaceId, id);
  const answers = await listAnswers(tx, workspaceId, id);
  const { requesterId } = approval;
  const concerned = concernedBy(approvers, requesterId, personId);
  const staff = await findStaff(tx, act.deps, workspaceId, act.now, concerned);
  const answered = new Set(answers.map((one) => one.seat));
  const missing = approvers.filter((one) => !answered.has(one.seat));
  const names = waitsFor(missing, staff, requesterId);
  if (personId === requesterId) throw isOwn(names);
  const standing = standingOf(personId, approvers, staff, requesterId);
  if (standing.length === 0) throw isNotAsked(names);
  const seats = standing.filter((one) => !answered.has(one.seat));
  if (seats.length === 0)
    throw new AppError(
      "conflict",
      "You have agreed already.",
      `It still waits for ${joinWords(names, "and")}.`,
    );
  return { approval, approvers, answers, staff, seats };
}

/** One more who agrees, where all must. */
async function agree(
  tx: Tx,
  act: DealAct,
  { approval, seats }: Answerable,
  comment: string | null,
): Promise<ApprovalView> {
  const { workspaceId, personId } = act.actor;
  await tx.insert(approvalAnswers).values(
    seats.map(({ seat, forId }) => ({
      workspaceId,
      approvalId: approval.id,
      seat,
      byId: personId,
      forId,
      comment,
      at: act.now,
    })),
  );
  await record(tx, act, [
    {
      action: "approval.agreed",
      subject: "approval",
      subjectId: approval.id,
      after: { seats: seats.map((one) => one.seat) },
      reason: comment,
    },
  ]);
  return reviseCards(tx, act, approval.id);
}
