import { and, eq, sql } from "drizzle-orm";
import type { Act } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { type AuditEntry, record } from "../../audit/index.ts";
import type { PocEvent } from "../domain/decision.ts";
import type { Criterion, Poc } from "../domain/poc.ts";
import { pocCriteria, pocExtensions } from "../schema/parts.ts";
import { pocs } from "../schema/pocs.ts";

/** Writes a decided change: the row, its criteria, the extension, and the audit log. */
export async function savePoc(
  tx: Tx,
  act: Act,
  before: Poc,
  after: Poc,
  criteria: { before: readonly Criterion[]; after: readonly Criterion[] },
  event: PocEvent,
): Promise<void> {
  const { workspaceId, personId } = act.actor;
  const { features, integrations, ...columns } = after;
  await tx
    .update(pocs)
    .set({ ...columns, features: [...features], integrations: [...integrations] })
    .where(and(eq(pocs.workspaceId, workspaceId), eq(pocs.id, after.id)));
  if (criteria.before !== criteria.after)
    await saveCriteria(tx, workspaceId, after.id, criteria.after);
  if (event.kind === "extended")
    await tx.insert(pocExtensions).values({
      workspaceId,
      pocId: after.id,
      fromDay: event.from,
      toDay: event.to,
      reason: event.reason,
      byId: personId,
      at: act.now,
    });
  await record(tx, act, [
    {
      action: `poc.${event.kind}`,
      subject: "poc",
      subjectId: after.id,
      ...told(event, before, after, criteria),
    },
  ]);
}

/** Writes the criteria as they are now; those beyond the last are gone. */
export async function saveCriteria(
  tx: Tx,
  workspaceId: string,
  pocId: number,
  criteria: readonly Criterion[],
): Promise<void> {
  await tx
    .delete(pocCriteria)
    .where(
      and(
        eq(pocCriteria.workspaceId, workspaceId),
        eq(pocCriteria.pocId, pocId),
        sql`${pocCriteria.n} > ${criteria.length}`,
      ),
    );
  await tx
    .insert(pocCriteria)
    .values(criteria.map((one) => ({ workspaceId, pocId, ...one })))
    .onConflictDoUpdate({
      target: [pocCriteria.workspaceId, pocCriteria.pocId, pocCriteria.n],
      set: {
        kind: sql`excluded.kind`,
        text: sql`excluded.text`,
        mustHave: sql`excluded.must_have`,
        grade: sql`excluded.grade`,
        note: sql`excluded.note`,
        evidenceUrl: sql`excluded.evidence_url`,
        gradedBy: sql`excluded.graded_by`,
        gradedAt: sql`excluded.graded_at`,
      },
    });
}

const UNTOLD: ReadonlySet<string> = new Set(["version", "updatedAt"]);

function told(
  event: PocEvent,
  before: Poc,
  after: Poc,
  criteria: { before: readonly Criterion[]; after: readonly Criterion[] },
): Pick<AuditEntry, "before" | "after" | "reason"> {
  if (event.kind === "graded") {
    const was = criteria.before.find((one) => one.n === event.criterion.n);
    const { n, text, grade, note, evidenceUrl } = event.criterion;
    return {
      before: { n, grade: was?.grade, note: was?.note, evidenceUrl: was?.evidenceUrl },
      after: { n, text, grade, note, evidenceUrl },
    };
  }
  const keys = (Object.keys(after) as (keyof Poc)[]).filter(
    (key) => !UNTOLD.has(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (poc: Poc) => Object.fromEntries(keys.map((key) => [key, poc[key]]));
  const written = (all: readonly Criterion[]) =>
    criteria.before === criteria.after
      ? {}
      : { criteria: all.map(({ text, mustHave }) => ({ text, mustHave })) };
  return {
    before: { ...pick(before), ...written(criteria.before) },
    after: { ...pick(after), ...written(criteria.after) },
    reason: "reason" in event ? event.reason : null,
  };
}
