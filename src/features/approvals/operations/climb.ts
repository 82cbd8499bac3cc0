import type { Tx } from "../../../db/client.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import type { Deps } from "../../../deps.ts";
import { botActor } from "../../../kernel/access.ts";
import { formatAgo } from "../../../kernel/dates.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDealIn } from "../../deals/index.ts";
import { readSettings } from "../../settings/index.ts";
import { type Approval, approvalId } from "../domain/approval.ts";
import { type Approver, escalate, type Staff } from "../domain/approvers.ts";
import type { Rung } from "../job-kinds.ts";
import { findDealOf, listAnswers, listApprovers, lockApproval } from "../queries/approval.ts";
import { concernedBy, findStaff } from "../queries/staff.ts";
import { reach } from "../views/reached.ts";
import { publishEnding, saveEnding } from "./close.ts";
import { addApprovers } from "./request.ts";
import { postCards, reviseCards, viewOf } from "./tell.ts";

/**
 * What happens to a request nobody decides: who is asked is reminded, later their managers may decide too, at last it expires. Does
 * nothing to one that is over.
 * @returns whether it was open
 */
export function climbRung(
  deps: Deps,
  workspaceId: string,
  id: number,
  rung: Rung,
): Promise<boolean> {
  return inWorkspace(deps.db, workspaceId, async (tx) => {
    const act = await botAct(tx, deps, workspaceId);
    const dealId = await findDealOf(tx, workspaceId, id);
    if (dealId === null) return false;
    const { result } = await workOnDealIn<Approval | null>(
      tx,
      act,
      dealId,
      "approval.decide",
      async () => {
        const approval = await lockApproval(tx, workspaceId, id);
        if (approval?.state !== "open") return { result: null, words: null };
        if (rung === "expire") {
          const { approval: over } = await saveEnding(tx, act, approval, {
            state: "expired",
            comment: null,
          });
          return { result: over, words: md`let ${approvalId(approval)} expire`, isQuiet: true };
        }
        if (rung === "escalate") await escalateNow(tx, act, approval);
        else await remindNow(tx, act, approval);
        return { result: approval, words: null };
      },
    );
    if (result && result.state !== "open") await publishEnding(tx, act, result);
    return result !== null;
  });
}

async function remindNow(tx: Tx, act: DealAct, approval: Approval): Promise<void> {
  const { missing, staff } = await stillAsked(tx, act, approval);
  await postCards(
    tx,
    act,
    await viewOf(tx, act.actor.workspaceId, approval.id),
    reach(missing, staff, approval.requesterId, act.now),
    { occasion: "reminder", isUrgent: false, news: waiting(approval, act.now) },
  );
}

async function escalateNow(tx: Tx, act: DealAct, approval: Approval): Promise<void> {
  const { missing, staff } = await stillAsked(tx, act, approval);
  // One rung up and no further, also when the job is done twice.
  const first = missing.filter((one) => one.way !== "escalated");
  const added = escalate(first, staff, approval.requesterId).filter(
    (one) => !missing.some((known) => known.seat === one.seat && known.personId === one.personId),
  );
  if (added.length === 0) return;
  await addApprovers(tx, act, approval.id, added);
  await record(tx, act, [
    {
      action: "approval.escalated",
      subject: "approval",
      subjectId: approval.id,
      after: { approverIds: added.map((one) => one.personId) },
    },
  ]);
  const view = await reviseCards(tx, act, approval.id);
  const asked = new Set(missing.map((one) => one.personId));
  // Who has the card already, as somebody's stand-in or for another seat, needs no second one.
  const fresh = added.filter((one) => !asked.has(one.personId));
  await postCards(tx, act, view, reach(fresh, staff, approval.requesterId, act.now), {
    occasion: "escalated",
    isUrgent: true,
    news: waiting(approval, act.now),
  });
}

/** Who is asked for a seat that nobody has answered for. */
async function stillAsked(
  tx: Tx,
  act: DealAct,
  { id, requesterId }: Approval,
): Promise<{ missing: Approver[]; staff: Staff }> {
  const { workspaceId } = act.actor;
  const approvers = await listApprovers(tx, workspaceId, id);
  const answered = new Set((await listAnswers(tx, workspaceId, id)).map((one) => one.seat));
  return {
    missing: approvers.filter((one) => !answered.has(one.seat)),
    staff: await findStaff(tx, act.deps, workspaceId, act.now, concernedBy(approvers, requesterId)),
  };
}

function waiting(approval: Approval, now: Date): Mrkdwn {
  return md`${approval.requesterName} asked ${formatAgo(approval.requestedAt, now)} and still waits for a decision.`;
}

/** The bot itself acts, as it does when time passes. */
async function botAct(tx: Tx, deps: Deps, workspaceId: string): Promise<DealAct> {
  return {
    deps,
    actor: botActor(workspaceId),
    now: deps.clock.now(),
    requestId: null,
    settings: await readSettings(tx, workspaceId),
  };
}
