import { AppError } from "../../kernel/errors.ts";
import { type Action, onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { askGateSkip, dealName, seeDeal } from "../deals/index.ts";
import {
  approveNow,
  askAnswer,
  askQuestion,
  askReject,
  showApproval,
  showApprovals,
  withdrawNow,
} from "./actions.ts";
import { decideAndAnswer, list, show, withdrawAndAnswer } from "./doing.ts";
import { isNotAsked, isOver, isOwn } from "./domain/refusals.ts";
import { answerModal, changesModal, questionModal, rejectModal } from "./modals/answers.ts";
import { askToSkipModal } from "./modals/ask-to-skip.ts";
import { type SeenApproval, seeApproval } from "./reading.ts";

/**
 * The request before a form about it opens: nobody fills in what will be refused. The decision asks again.
 * @throws AppError when it is over, or not for this person to decide
 */
export async function beforeForm(call: Call, id: number): Promise<SeenApproval> {
  const seen = await seeApproval(call, id);
  if (seen.approval.state !== "open") throw isOver(seen.approval, call.actor.personId, call.now);
  if (seen.role === "asked for it") throw isOwn(seen.waitsFor);
  if (seen.role !== "decides") throw isNotAsked(seen.waitsFor);
  return seen;
}

/** Opens the form that asks why. */
export async function openReject(call: Call, id: number): Promise<null> {
  const { approval } = await beforeForm(call, id);
  const modal = approval.kind === "legal_review" ? changesModal : rejectModal;
  await call.open(modal.open({ id, whatMd: approval.what }));
  return null;
}

/** What each button of approvals does. */
export const approvalActions: readonly Action[] = [
  onAction(showApproval, ({ id }, call) => show(call, id)),
  onAction(showApprovals, (_, call) => list(call)),
  onAction(approveNow, ({ id }, call) => decideAndAnswer(call, id, { approve: true })),
  onAction(askReject, ({ id }, call) => openReject(call, id)),
  onAction(withdrawNow, ({ id }, call) => withdrawAndAnswer(call, id)),
  onAction(askQuestion, async ({ id }, call) => {
    const { approval } = await beforeForm(call, id);
    const { what: whatMd, requesterName } = approval;
    await call.open(questionModal.open({ id, whatMd, requesterName }));
    return null;
  }),
  onAction(askAnswer, async ({ id, n }, call) => {
    const { approval, questions } = await seeApproval(call, id);
    if (approval.state !== "open") throw isOver(approval, call.actor.personId, call.now);
    const asked = questions.find((one) => one.n === n);
    if (!asked) throw new AppError("not_found", "There is no such question.");
    if (asked.answer !== null)
      throw new AppError("conflict", `That is answered: “${asked.answer}”.`);
    const { askerName, question } = asked;
    await call.open(answerModal.open({ id, n, askerName, question }));
    return null;
  }),
  onAction(askGateSkip, async ({ id, to }, call) => {
    const { deal, accountName } = await seeDeal(call, id);
    const name = dealName({ title: deal.title, accountName });
    await call.open(askToSkipModal.open({ id, to, name }));
    return null;
  }),
];
