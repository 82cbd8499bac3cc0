import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { deals } from "../../deals/schema/deals.ts";
import { requirements } from "../../deals/schema/trail.ts";

/** What a deal knows of what its customer wants to see; the oldest requirements first. */
export async function findDealFacts(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<{ title: string; products: string[]; requirements: string[] } | null> {
  const [deal] = await tx
    .select({ title: deals.title, products: deals.products })
    .from(deals)
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, dealId)));
  if (!deal) return null;
  const rows = await tx
    .select({ text: requirements.text })
    .from(requirements)
    .where(and(eq(requirements.workspaceId, workspaceId), eq(requirements.dealId, dealId)))
    .orderBy(asc(requirements.id))
    .limit(50);
  return { ...deal, requirements: rows.map((row) => row.text) };
}
