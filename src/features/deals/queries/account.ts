import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../schema/accounts.ts";

/** What the account is called; null when there is none with this id. */
export async function findAccountName(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<string | null> {
  const [row] = await tx
    .select({ name: accounts.name })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.id, id)));
  return row?.name ?? null;
}
