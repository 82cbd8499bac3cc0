import type { Tx } from "../../../db/client.ts";
import type { EventAct, Outcome } from "../../../events/define-event.ts";
import { AppError } from "../../../kernel/errors.ts";
import { settingsSchema } from "../../../kernel/settings.ts";
import { capitalize, joinWords } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import {
  type DealAct,
  inSentence,
  moveDealIn,
  STAGES,
  type Stage,
  stageName,
  whatGateLacks,
  workOnDeal,
} from "../../deals/index.ts";
import type { Approval } from "../domain/approval.ts";
import type { ApprovalDecided } from "../events.ts";
import { requestApproval } from "./request.ts";

/**
 * Somebody who may not skip a gate asks those who may: approved, the deal moves by itself.
 * @throws AlreadyAsked, or AppError when there is nothing to skip
 */
export async function askToSkip(
  act: DealAct,
  dealId: number,
  to: Stage,
  reason: string,
): Promise<Approval> {
  const { result } = await workOnDeal(act, dealId, "deal.change", async (tx, locked) => {
    const { deal, accountName } = locked;
    if (deal.status !== "open" || deal.stage === to)
      throw new AppError(
        "conflict",
        `${deal.title} is in ${stageName(deal.stage)} already.`,
        "There is no gate to skip.",
      );
    const lacking = await whatGateLacks(tx, act, locked, to);
    if (lacking.length === 0)
      throw new AppError(
        "rule_broken",
        `Nothing is missing for ${stageName(to)} any more.`,
        `Move it: \`/deal move opp_${deal.id} ${to}\`.`,
      );
    const name = inSentence({ title: deal.title, accountName });
    const { approval } = act.settings ?? settingsSchema.parse({});
    const asked = await requestApproval(tx, act, locked, {
      kind: "gate_override",
      subject: "deal",
      subjectId: deal.id,
      what: md`skipping the gate to ${stageName(to)} for ${name}`,
      facts: [md`Missing: ${joinWords(lacking, "and")}. It is in ${stageName(deal.stage)}.`],
      reason,
      rule: approval.gateOverride,
      data: { from: deal.stage, to },
    });
    return { result: asked, words: md`asked to skip the gate to ${stageName(to)}` };
  });
  return result;
}

/**
 * Moves the deal when somebody approved it: they are the one who skips the gate, for the requester's reason.
 * @throws StandsElsewhere when it was moved meanwhile; then nothing is approved
 */
export async function moveWhenApproved(
  tx: Tx,
  act: EventAct,
  { approval }: ApprovalDecided,
): Promise<Outcome | null> {
  if (approval.kind !== "gate_override" || approval.state !== "approved") return null;
  const stage = (key: string) => STAGES.find((one) => one === approval.data[key]);
  const to = stage("to");
  if (!to) throw new Error(`approval ${approval.id} names no stage`);
  const change = await moveDealIn(tx, act, approval.dealId, {
    to,
    from: stage("from"),
    override: approval.reason,
    isApproved: true,
  });
  const name = inSentence({ title: change.deal.title, accountName: change.accountName });
  const [first, ...more] = change.outcomes;
  const moved = md`${name} is in ${capitalize(stageName(to))} now.`;
  return {
    text: first ? md`${moved} ${first.text}` : moved,
    buttons: [first, ...more].flatMap((outcome) => outcome?.buttons ?? []),
  };
}
