import type { Act } from "../../db/change.ts";
import type { Tx } from "../../db/client.ts";
import { auditLog } from "./schema.ts";

/** One change to be remembered. `before` and `after` hold only what differs. */
export type AuditEntry = {
  action: string;
  subject: string;
  subjectId: number | string;
  before?: Record<string, unknown> | undefined;
  after?: Record<string, unknown> | undefined;
  reason?: string | null | undefined;
};

/** Writes what was changed into the audit log, in the transaction that changes it. */
export async function record(
  tx: Tx,
  act: Pick<Act, "actor" | "now" | "requestId">,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.insert(auditLog).values(
    entries.map((entry) => ({
      workspaceId: act.actor.workspaceId,
      at: act.now,
      // Person 0 is the bot itself, as in an import from the command line.
      actorId: act.actor.personId || null,
      action: entry.action,
      subject: entry.subject,
      subjectId: String(entry.subjectId),
      before: entry.before ?? null,
      after: entry.after ?? null,
      reason: entry.reason ?? null,
      requestId: act.requestId,
    })),
  );
}
