import type { Call } from "../../slack/call.ts";
import { bold, type Mrkdwn } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { findApproval } from "../approvals/index.ts";
import { dealName, read, viewingOf } from "../deals/index.ts";
import { OPEN_STATUSES } from "./domain/contract.ts";
import { findQuotedValue } from "./queries/value.ts";
import { seeContract, seesDeal } from "./reading.ts";
import { type ContractReader, contractCard, type SeenContract } from "./views/card.ts";

/** Who reads the answer. */
export function readerOf(call: Call): ContractReader {
  const { actor, now, today } = viewingOf(call);
  return { actor, now, today };
}

/** A contract with the review that is open, as its card needs it. */
export async function lookAt(call: Call, id: number): Promise<SeenContract> {
  const view = await seeContract(call, id);
  const { contract } = view;
  const { workspaceId } = call.actor;
  const { review, quoted } = await read(call, async (tx) => ({
    review:
      contract.status === "in_review"
        ? await findApproval(tx, workspaceId, {
            subject: "contract",
            subjectId: id,
            kind: "legal_review",
          })
        : null,
    quoted: OPEN_STATUSES.includes(contract.status)
      ? await findQuotedValue(tx, workspaceId, contract.dealId)
      : null,
  }));
  const differs =
    quoted !== null &&
    (quoted.value.minor !== contract.value.minor ||
      quoted.value.currency !== contract.value.currency);
  return {
    ...view,
    review: review?.state === "open" ? review : null,
    quoted: differs ? quoted : null,
    hasDeal: seesDeal(call, view),
  };
}

/** The card after a change, with what was done above it; it takes the place of the message the button was on. */
export async function cardAnswer(
  call: Call,
  id: number,
  say?: (name: Mrkdwn) => Mrkdwn,
): Promise<Reply> {
  const view = await lookAt(call, id);
  const notice = say?.(bold(dealName(view.deal)));
  return { ...contractCard(view, readerOf(call), notice), replace: call.inPlace };
}
