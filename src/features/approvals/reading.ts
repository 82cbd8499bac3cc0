import { AppError } from "../../kernel/errors.ts";
import type { Call } from "../../slack/call.ts";
import { PickOne } from "../../slack/pick-one.ts";
import { read, resolveDeal, seeDeal, type ThingRef } from "../deals/index.ts";
import { type Approval, approvalId, kindName } from "./domain/approval.ts";
import { standingOf } from "./domain/approvers.ts";
import { noSuchApproval } from "./domain/refusals.ts";
import { listAnswers, listApprovers, listOpenOnDeal } from "./queries/approval.ts";
import { type ApprovalView, findView } from "./queries/card.ts";
import { concernedBy, findStaff } from "./queries/staff.ts";
import type { CardRole } from "./views/card.ts";
import { waitsFor } from "./views/reached.ts";

/** A request as its reader may see it: what they may do with it, and whom it waits for. */
export type SeenApproval = ApprovalView & { role: CardRole; waitsFor: string[] };

/**
 * A request for those who are asked, who asked, and who may see its deal.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeApproval(call: Call, id: number): Promise<SeenApproval> {
  const { workspaceId, personId } = call.actor;
  const seen = await read(call, async (tx): Promise<SeenApproval | null> => {
    const view = await findView(tx, workspaceId, id);
    if (!view) return null;
    const { requesterId, state } = view.approval;
    const approvers = await listApprovers(tx, workspaceId, id);
    const answered = new Set((await listAnswers(tx, workspaceId, id)).map((one) => one.seat));
    const missing = approvers.filter((one) => !answered.has(one.seat));
    const staff = await findStaff(
      tx,
      call.deps,
      workspaceId,
      call.now,
      concernedBy(approvers, requesterId, personId),
    );
    const mayDecide = standingOf(personId, missing, staff, requesterId).length > 0;
    const role = requesterId === personId ? "asked for it" : mayDecide ? "decides" : "looks";
    return {
      ...view,
      role,
      waitsFor: state === "open" ? waitsFor(missing, staff, requesterId) : [],
    };
  });
  if (!seen) throw noSuchApproval(id);
  if (seen.role === "looks" && seen.approval.decidedById !== personId)
    await seeDeal(call, seen.deal.id);
  return seen;
}

/**
 * The number of the request that was meant: by its own id, or the open one of a deal.
 * @throws PickOne, or AppError not_found
 */
export async function resolveApproval(call: Call, ref: ThingRef): Promise<number> {
  if ("id" in ref) return ref.id;
  const dealId = await resolveDeal(call, ref.deal);
  const open = await read(call, (tx) => listOpenOnDeal(tx, call.actor.workspaceId, dealId));
  const [only] = open;
  if (!only)
    throw new AppError(
      "not_found",
      "Nothing waits for a decision on that deal.",
      "`/approval` lists what does.",
    );
  if (open.length === 1) return only.id;
  throw new PickOne(
    "Several requests are open on that deal. Which one?",
    "name" in ref.deal ? ref.deal.name : `opp_${ref.deal.id}`,
    open.map((one) => ({ id: approvalId(one), label: `${approvalId(one)}: ${labelOf(one)}` })),
  );
}

function labelOf({ kind, requesterName }: Approval): string {
  return `${kindName(kind)}, asked by ${requesterName}`;
}
