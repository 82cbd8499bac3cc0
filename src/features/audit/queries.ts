import { and, desc, eq, inArray, or } from "drizzle-orm";
import type { Tx } from "../../db/client.ts";
import { people } from "../people/schema.ts";
import { auditLog } from "./schema.ts";

/** One line of the audit log as a person reads it. */
export type AuditLine = {
  at: Date;
  actorName: string | null;
  action: string;
  /** What kind of thing was changed, and which one. */
  subject: string;
  subjectId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
};

/** Things of one kind. */
export type Subject = { kind: string; id: number | string | readonly (number | string)[] };

/** What happened to one thing, or to several, newest first. */
export function listAudit(
  tx: Tx,
  workspaceId: string,
  subject: Subject | readonly Subject[],
  limit: number,
): Promise<AuditLine[]> {
  return tx
    .select({
      at: auditLog.at,
      actorName: people.name,
      action: auditLog.action,
      subject: auditLog.subject,
      subjectId: auditLog.subjectId,
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
        or(
          ...[subject]
            .flat()
            .map(({ kind, id }) =>
              and(eq(auditLog.subject, kind), inArray(auditLog.subjectId, [id].flat().map(String))),
            ),
        ),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit);
}
