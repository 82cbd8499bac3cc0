import type { Tx } from "../../../db/client.ts";
import type { EventAct, Outcome } from "../../../events/define-event.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { settingsSchema } from "../../../kernel/settings.ts";
import { joinWords } from "../../../kernel/text.ts";
import { code, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { type ApprovalDecided, requestApproval } from "../../approvals/index.ts";
import { type DealAct, inSentence } from "../../deals/index.ts";
import { openContract } from "../actions.ts";
import { type Contract, contractId } from "../domain/contract.ts";
import { askReview, endReview, takeVerdict } from "../domain/decide.ts";
import type { Point } from "../domain/point.ts";
import { reviewReasons } from "../domain/terms.ts";
import { termsFacts } from "../views/facts.ts";
import { applyDecision, changeContract, takeContract } from "./change-contract.ts";
import { refuseBelowQuote } from "./quoted.ts";

/**
 * Asks legal to read the contract. Who decides, and what happens when nobody answers, is the approvals' business.
 * @throws AppError rule_broken from a status where it makes no sense, or when nobody but the asker could answer
 */
export function requestReview(act: DealAct, id: number, reason: string) {
  return changeContract(
    act,
    id,
    (state) => askReview(state),
    async (tx, { contract, points }, locked) => {
      await refuseBelowQuote(tx, act.actor.workspaceId, contract);
      const { rule } = ruleOf(act);
      await requestApproval(tx, act, locked, {
        kind: "legal_review",
        subject: "contract",
        subjectId: id,
        what: md`a legal review of ${code(contractId(contract))} on ${inSentence({ title: locked.deal.title, accountName: locked.accountName })}, ${formatMoney(contract.value, "exact")}`,
        facts: reviewFacts(contract, points),
        reason,
        rule,
        data: { version: contract.version },
      });
    },
  );
}

function ruleOf(act: DealAct) {
  return { rule: (act.settings ?? settingsSchema.parse({})).approval.legalReview };
}

function reviewFacts(contract: Contract, points: readonly Point[]): Mrkdwn[] {
  const reasons = reviewReasons(contract, points);
  return [
    ...termsFacts(contract, points),
    reasons.length > 0
      ? md`To be read because ${joinWords(reasons, "and")}.`
      : md`The standard paper with nothing changed: it may be sent without a review.`,
  ];
}

/**
 * What a decision on a legal review does to its contract, in the decision's transaction.
 * @throws AppError conflict when the contract is not what was to be read any more: the decision is not made then
 */
export async function followReview(
  tx: Tx,
  act: EventAct,
  { approval }: ApprovalDecided,
): Promise<Outcome | null> {
  if (approval.kind !== "legal_review" || approval.subject !== "contract") return null;
  const state = await takeContract(tx, act.actor.workspaceId, approval.subjectId);
  const decided =
    approval.state === "approved" || approval.state === "rejected"
      ? takeVerdict(state, approval.state === "approved" ? "approved" : "changes_asked", {
          comment: approval.comment,
          personId: approval.decidedById,
          now: act.now,
        })
      : endReview(state, approval.state === "expired" ? "expired" : "withdrawn");
  if (!decided.event) return null;
  const contract = await applyDecision(tx, act, state, decided, decided.event);
  if (contract.status !== "approved") return null;
  return {
    text: md`${code(contractId(contract))} can be sent now.`,
    buttons: [openContract.button("Open contract", { id: contract.id })],
  };
}
