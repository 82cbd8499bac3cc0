import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import { people } from "../../people/schema.ts";
import type { Approval, ApprovalKind, ApprovalSubject } from "../domain/approval.ts";
import type { Approver } from "../domain/approvers.ts";
import { approvals } from "../schema/approvals.ts";
import { approvalAnswers, approvalApprovers } from "../schema/parts.ts";

const requester = alias(people, "requester");
const decider = alias(people, "decider");
const decidedFor = alias(people, "decided_for");

/** Requests with the names of those who asked and decided: where every query of them begins. */
export function selectApprovals(tx: Tx) {
  return tx
    .select({
      id: approvals.id,
      kind: approvals.kind,
      subject: approvals.subject,
      subjectId: approvals.subjectId,
      dealId: approvals.dealId,
      requesterId: approvals.requesterId,
      requesterName: sql<string>`coalesce(${requester.name}, 'Dealdesk')`,
      state: approvals.state,
      what: approvals.what,
      facts: approvals.facts,
      reason: approvals.reason,
      data: approvals.data,
      agree: approvals.agree,
      version: approvals.version,
      comment: approvals.comment,
      decidedById: approvals.decidedById,
      decidedByName: decider.name,
      decidedForName: decidedFor.name,
      decidedAt: approvals.decidedAt,
      requestedAt: approvals.requestedAt,
      expiresAt: approvals.expiresAt,
    })
    .from(approvals)
    .leftJoin(
      requester,
      and(
        eq(requester.workspaceId, approvals.workspaceId),
        eq(requester.id, approvals.requesterId),
      ),
    )
    .leftJoin(
      decider,
      and(eq(decider.workspaceId, approvals.workspaceId), eq(decider.id, approvals.decidedById)),
    )
    .leftJoin(
      decidedFor,
      and(
        eq(decidedFor.workspaceId, approvals.workspaceId),
        eq(decidedFor.id, approvals.decidedForId),
      ),
    );
}

const ofSubject = (workspaceId: string, { subject, subjectId }: ApprovalSubject) =>
  and(
    eq(approvals.workspaceId, workspaceId),
    eq(approvals.subject, subject),
    eq(approvals.subjectId, subjectId),
  );

/** The newest request of a subject and kind, in whatever state; null when there never was one. */
export async function findApproval(
  tx: Tx,
  workspaceId: string,
  asked: ApprovalSubject & { kind: ApprovalKind },
): Promise<Approval | null> {
  const [found] = await selectApprovals(tx)
    .where(and(ofSubject(workspaceId, asked), eq(approvals.kind, asked.kind)))
    .orderBy(desc(approvals.id))
    .limit(1);
  return found ?? null;
}

/** The open requests of a subject, at most one of each kind. */
export function listOpenOf(
  tx: Tx,
  workspaceId: string,
  asked: ApprovalSubject & { kind?: ApprovalKind | undefined },
): Promise<Approval[]> {
  return openOnes(
    tx,
    and(
      ofSubject(workspaceId, asked),
      asked.kind === undefined ? undefined : eq(approvals.kind, asked.kind),
    ),
  );
}

/** The open requests on a deal and all that hangs on it. */
export function listOpenOnDeal(tx: Tx, workspaceId: string, dealId: number): Promise<Approval[]> {
  return openOnes(tx, and(eq(approvals.workspaceId, workspaceId), eq(approvals.dealId, dealId)));
}

function openOnes(tx: Tx, which: SQL | undefined): Promise<Approval[]> {
  return selectApprovals(tx)
    .where(and(which, eq(approvals.state, "open")))
    .orderBy(asc(approvals.id));
}

/** A request as it is, or null. */
export async function findById(tx: Tx, workspaceId: string, id: number): Promise<Approval | null> {
  const [found] = await selectApprovals(tx).where(
    and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id)),
  );
  return found ?? null;
}

/** The deal a request hangs on, which never changes: it is locked before the request. */
export async function findDealOf(tx: Tx, workspaceId: string, id: number): Promise<number | null> {
  const [row] = await tx
    .select({ dealId: approvals.dealId })
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id)));
  return row?.dealId ?? null;
}

/** Locks a request and reads it as it is then: its deal is locked already. */
export async function lockApproval(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<Approval | null> {
  // Two statements: one that locks and reads would read, after a wait, what was there before it.
  await tx
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id)))
    .for("update");
  return findById(tx, workspaceId, id);
}

/** Who may answer, in the order of the seats and of when they were asked. */
export function listApprovers(tx: Tx, workspaceId: string, id: number): Promise<Approver[]> {
  return tx
    .select({
      seat: approvalApprovers.seat,
      personId: approvalApprovers.personId,
      way: approvalApprovers.way,
      escalatedFromId: approvalApprovers.escalatedFromId,
    })
    .from(approvalApprovers)
    .where(
      and(eq(approvalApprovers.workspaceId, workspaceId), eq(approvalApprovers.approvalId, id)),
    )
    .orderBy(
      asc(approvalApprovers.addedAt),
      asc(approvalApprovers.seat),
      asc(approvalApprovers.personId),
    );
}

/** A seat that has agreed. */
export type Answer = { seat: number; byId: number; byName: string; comment: string | null };

/** The seats that have agreed, where all must. */
export async function listAnswers(tx: Tx, workspaceId: string, id: number): Promise<Answer[]> {
  return tx
    .select({
      seat: approvalAnswers.seat,
      byId: approvalAnswers.byId,
      byName: people.name,
      comment: approvalAnswers.comment,
    })
    .from(approvalAnswers)
    .innerJoin(
      people,
      and(eq(people.workspaceId, approvalAnswers.workspaceId), eq(people.id, approvalAnswers.byId)),
    )
    .where(and(eq(approvalAnswers.workspaceId, workspaceId), eq(approvalAnswers.approvalId, id)))
    .orderBy(asc(approvalAnswers.seat));
}
