import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { auditLog } from "../../audit/schema.ts";
import { people } from "../../people/schema.ts";

/** Who changed something last, and when. */
export type LastChange = { name: string | null; at: Date };

/** The newest change of one requirement or challenge of a deal; null when it was never changed. */
export async function findLastChange(
  tx: Tx,
  workspaceId: string,
  dealId: number,
  of: { part: "requirement" | "challenge" | "solution"; id: number | string },
): Promise<LastChange | null> {
  const [row] = await tx
    .select({ name: people.name, at: auditLog.at })
    .from(auditLog)
    .leftJoin(
      people,
      and(eq(people.workspaceId, auditLog.workspaceId), eq(people.id, auditLog.actorId)),
    )
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        eq(auditLog.subject, "deal"),
        eq(auditLog.subjectId, String(dealId)),
        sql`${auditLog.action} like ${`deal.${of.part}_%`}`,
        sql`${auditLog.after}->>'id' = ${String(of.id)}`,
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(1);
  return row ?? null;
}
