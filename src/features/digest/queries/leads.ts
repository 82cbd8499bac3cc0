import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";

/** Whether anybody who is still there reports to the person. */
export async function leadsPeople(tx: Tx, workspaceId: string, personId: number): Promise<boolean> {
  const [row] = await tx.execute<{ leads: boolean }>(sql`
    select exists (select from people p where p.workspace_id = ${workspaceId} and p.manager_id = ${personId}::int
      and p.deactivated_at is null) as leads`);
  return row?.leads ?? false;
}
