import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "../../db/client.ts";
import { people } from "../people/schema.ts";
import { auditLog } from "./schema.ts";

/** One line of the audit log as a person reads it. */
export type AuditLine = {
  at: Date;
  actorName: string | null;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
};

/** What happened to one thing, newest first. */
export function listAudit(
  tx: Tx,
  workspaceId: string,
  subject: { kind: string; id: number | string },
  limit: number,
): Promise<AuditLine[]> {
  return tx
    .select({
      at: auditLog.at,
      actorName: people.name,
      action: auditLog.action,
      before: auditLog.before,
      after: auditLog.after,
      reason: auditLog.reason,
    })
    .from(auditLog)
    .leftJoin(
      people,
      and(eq(people.workspaceId, auditLog.workspaceId), eq(people.id, auditLog.actorId)),
    )
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        eq(auditLog.subject, subject.kind),
        eq(auditLog.subjectId, String(subject.id)),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit);
}
