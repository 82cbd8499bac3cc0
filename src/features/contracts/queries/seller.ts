import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { workspaces } from "../../../db/schema.ts";

/** The selling company, as its Slack workspace is called: what stands on the letterhead. */
export async function findSellerName(tx: Tx, workspaceId: string): Promise<string> {
  const [row] = await tx
    .select({ name: workspaces.name })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return row?.name ?? "";
}
