import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import { AppError } from "../../../kernel/errors.ts";
import { notify } from "../../../notify/notify.ts";
import { bold, lines, md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDealIn } from "../../deals/index.ts";
import type { Approval } from "../domain/approval.ts";
import { isOver, noSuchApproval } from "../domain/refusals.ts";
import { questionAsked } from "../notifications.ts";
import { findDealOf, lockApproval } from "../queries/approval.ts";
import { listQuestions } from "../queries/card.ts";
import { approvalQuestions } from "../schema/parts.ts";
import { lockAnswerable } from "./decide.ts";
import { postCards, reviseCards, slackIdsOf } from "./tell.ts";

/**
 * Who is to decide asks the requester something first: it comes to them as a direct message, and stands on every card.
 * @throws AppError as `decide`
 */
export function askRequester(act: DealAct, id: number, question: string): Promise<Approval> {
  const { workspaceId, personId, name } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOf(tx, workspaceId, id);
    if (dealId === null) throw noSuchApproval(id);
    const { result } = await workOnDealIn(tx, act, dealId, "approval.decide", async () => {
      const { approval } = await lockAnswerable(tx, act, id);
      const [to] = await slackIdsOf(tx, workspaceId, [approval.requesterId]);
      if (!to)
        throw new AppError(
          "rule_broken",
          `${approval.requesterName} has no Slack account to ask.`,
          "Decide it, or ask them elsewhere.",
        );
      const n = (await listQuestions(tx, workspaceId, id)).length + 1;
      await tx
        .insert(approvalQuestions)
        .values({ workspaceId, approvalId: id, n, askerId: personId, question, askedAt: act.now });
      await record(tx, act, [
        { action: "approval.asked", subject: "approval", subjectId: id, after: { n, question } },
      ]);
      await reviseCards(tx, act, id);
      await notify(act.deps, tx, questionAsked, {
        workspaceId,
        to,
        data: { id, n, askerName: name, question, whatMd: approval.what, closedMd: null },
        dedupeKey: keyOfQuestion(id, n),
      });
      return { result: approval, words: null };
    });
    return result;
  });
}

/**
 * The requester answers. Who asked gets the whole card again, with the answer on it; the other cards show it where they hang.
 * @throws AppError conflict when it is answered or the request is over, forbidden for others
 */
export function answerQuestion(
  act: DealAct,
  id: number,
  n: number,
  answer: string,
): Promise<{ approval: Approval; askerName: string }> {
  const { workspaceId, personId, name } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOf(tx, workspaceId, id);
    if (dealId === null) throw noSuchApproval(id);
    const { result } = await workOnDealIn(tx, act, dealId, "approval.decide", async () => {
      const approval = await lockApproval(tx, workspaceId, id);
      if (!approval) throw noSuchApproval(id);
      if (approval.requesterId !== personId)
        throw new AppError(
          "forbidden",
          "The question is not for you.",
          `${approval.requesterName} was asked.`,
        );
      if (approval.state !== "open") throw isOver(approval, personId, act.now);
      const asked = (await listQuestions(tx, workspaceId, id)).find((one) => one.n === n);
      if (!asked) throw new AppError("not_found", "There is no such question.");
      if (asked.answer !== null)
        throw new AppError("conflict", `You answered that: “${asked.answer}”.`);
      await tx
        .update(approvalQuestions)
        .set({ answer, answeredById: personId, answeredAt: act.now })
        .where(
          and(
            eq(approvalQuestions.workspaceId, workspaceId),
            eq(approvalQuestions.approvalId, id),
            eq(approvalQuestions.n, n),
          ),
        );
      await record(tx, act, [
        { action: "approval.answered", subject: "approval", subjectId: id, after: { n, answer } },
      ]);
      const view = await reviseCards(tx, act, id);
      const key = keyOfQuestion(id, n);
      await notify(act.deps, tx, questionAsked, {
        workspaceId,
        to: act.actor.slackUserId,
        data: {
          id,
          n,
          askerName: asked.askerName,
          question: asked.question,
          whatMd: approval.what,
          closedMd: md`You answered: “${answer}”`.text,
        },
        dedupeKey: `${key}:answered`,
        revises: key,
      });
      const [to] = await slackIdsOf(tx, workspaceId, [asked.askerId]);
      if (to)
        await postCards(tx, act, view, [{ personId: asked.askerId, slackUserId: to, why: null }], {
          occasion: `answer:${n}`,
          isUrgent: true,
          news: lines(md`${bold(name)} answers:`, md`“${answer}”`),
        });
      return { result: { approval: view.approval, askerName: asked.askerName }, words: null };
    });
    return result;
  });
}

/** What a question is known by among the messages. */
function keyOfQuestion(id: number, n: number): string {
  return `approval:${id}:question:${n}`;
}
