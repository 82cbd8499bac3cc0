import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type ApprovalRule, settingsSchema } from "../../../kernel/settings.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import type { DealAct, LockedDeal } from "../../deals/index.ts";
import {
  type Approval,
  type ApprovalKind,
  type ApprovalSubject,
  kindName,
} from "../domain/approval.ts";
import {
  type Approver,
  approversOf,
  escalate,
  type Staff,
  standInFor,
} from "../domain/approvers.ts";
import { AlreadyAsked } from "../domain/refusals.ts";
import { climb, type Rung } from "../job-kinds.ts";
import { listApprovers, listOpenOf } from "../queries/approval.ts";
import { concernedBy, findStaff } from "../queries/staff.ts";
import { approvals } from "../schema/approvals.ts";
import { approvalApprovers } from "../schema/parts.ts";
import { reach, waitsFor } from "../views/reached.ts";
import { postCards, viewOf } from "./tell.ts";

/** What somebody asks a decision for. */
export type Asked = ApprovalSubject & {
  kind: ApprovalKind;
  /** "15 % off *Acme · Platform rollout*: 80,000.00 → 68,000.00 EUR": finishes "Ada asks for …". */
  what: Mrkdwn;
  /** Further lines of the card: "Margin rule: at most 20 %." */
  facts: readonly Mrkdwn[];
  /** Why, in the requester's own words. */
  reason: string;
  rule: ApprovalRule;
  /** Kept with the request and given back with the decision. */
  data: Record<string, unknown>;
};

const HOUR_MS = 3_600_000;

/**
 * Asks for a decision. Call it inside `workOnDeal` of the deal, which is locked then: whoever is to decide gets a card by direct
 * message, and so does who stands in for them. Somebody away without a stand-in may still decide; their manager may too, at once.
 * @throws AlreadyAsked when one is open for the subject and kind; AppError rule_broken when nobody but the requester could
 * decide, bad_input without a reason
 */
export async function requestApproval(
  tx: Tx,
  act: DealAct,
  locked: LockedDeal,
  asked: Asked,
): Promise<Approval> {
  const { workspaceId, personId: requesterId } = act.actor;
  const { kind, subject, subjectId, rule, data } = asked;
  const reason = asked.reason.trim();
  if (!reason)
    throw new AppError(
      "bad_input",
      "A request for approval needs a reason.",
      "Say in a sentence why it is worth it: who decides reads nothing else.",
    );
  const staffOf = (concerned: Parameters<typeof findStaff>[4]) =>
    findStaff(tx, act.deps, workspaceId, act.now, concerned);
  const [open] = await listOpenOf(tx, workspaceId, { subject, subjectId, kind });
  if (open) {
    const approvers = await listApprovers(tx, workspaceId, open.id);
    const staff = await staffOf(concernedBy(approvers, open.requesterId));
    throw new AlreadyAsked(open, waitsFor(approvers, staff, open.requesterId), act.now);
  }
  const named = rule.approvers.flatMap((line) => ("personId" in line ? [line.personId] : []));
  const staff = await staffOf({
    ids: [requesterId, locked.deal.ownerId, ...named],
    withRoles: true,
  });
  const first = approversOf(rule, staff, { requesterId, ownerId: locked.deal.ownerId });
  const approvers = [...first, ...forTheAbsent(first, staff, requesterId)];
  const { remindAfterHours, escalateAfterHours, expireAfterHours } = (
    act.settings ?? settingsSchema.parse({})
  ).approval;
  const after = (hours: number) => new Date(act.now.getTime() + hours * HOUR_MS);
  const id = await nextNumber(tx, workspaceId, "approval");
  await tx.insert(approvals).values({
    workspaceId,
    id,
    kind,
    subject,
    subjectId,
    dealId: locked.deal.id,
    requesterId,
    state: "open",
    what: asked.what.text,
    facts: asked.facts.map((fact) => fact.text),
    reason,
    data,
    agree: rule.agree,
    requestedAt: act.now,
    expiresAt: after(expireAfterHours),
  });
  await addApprovers(tx, act, id, approvers);
  await record(tx, act, [
    {
      action: "approval.requested",
      subject: "approval",
      subjectId: id,
      after: { asked: kindName(kind), approverIds: approvers.map((one) => one.personId) },
      reason,
    },
  ]);
  const rungs: [Rung, number][] = [
    ["remind", remindAfterHours],
    ["escalate", escalateAfterHours],
    ["expire", expireAfterHours],
  ];
  for (const [rung, hours] of rungs)
    if (rung === "expire" || hours < expireAfterHours)
      await act.deps.jobs.enqueue(
        tx,
        climb,
        { workspaceId, approvalId: id, rung },
        { key: `${id}:${rung}`, startAfter: after(hours) },
      );
  const view = await viewOf(tx, workspaceId, id);
  await postCards(tx, act, view, reach(approvers, staff, requesterId, act.now), {
    occasion: "asked",
    isUrgent: true,
  });
  return view.approval;
}

/** Writes down that people may decide. */
export async function addApprovers(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now">,
  approvalId: number,
  approvers: readonly Approver[],
): Promise<void> {
  if (approvers.length === 0) return;
  const { workspaceId } = act.actor;
  await tx
    .insert(approvalApprovers)
    .values(approvers.map((one) => ({ workspaceId, approvalId, ...one, addedAt: act.now })));
}

/** The managers of those who are away and for whom nobody stands in. */
export function forTheAbsent(
  approvers: readonly Approver[],
  staff: Staff,
  requesterId: number,
): Approver[] {
  const absent = approvers
    .map((one) => one.personId)
    .filter((id) => staff.get(id)?.away && !standInFor(staff, id, requesterId));
  return escalate(approvers, staff, requesterId, new Set(absent));
}
