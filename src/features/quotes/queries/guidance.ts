import { and, asc, eq, gt, isNotNull, ne, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { requirements } from "../../deals/schema/trail.ts";
import { challenges } from "../../discovery/schema/challenges.ts";
import type { PricingFacts, WonDeal } from "../domain/guidance.ts";

const MOST = 50;
/** Older wins than the newest of these say little of today's prices. */
const MOST_WON = 500;

/** What a deal's customer needs and struggles with. */
export async function findPricingFacts(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<Pick<PricingFacts, "requirements" | "challenges">> {
  const needs = await tx
    .select({ text: requirements.text, category: requirements.category })
    .from(requirements)
    .where(and(eq(requirements.workspaceId, workspaceId), eq(requirements.dealId, dealId)))
    .orderBy(asc(requirements.id))
    .limit(MOST);
  const open = await tx
    .select({ text: challenges.text, severity: challenges.severity })
    .from(challenges)
    .where(
      and(
        eq(challenges.workspaceId, workspaceId),
        eq(challenges.dealId, dealId),
        eq(challenges.status, "open"),
      ),
    )
    .orderBy(asc(challenges.id))
    .limit(MOST);
  return { requirements: needs, challenges: open };
}

/** Won deals in a currency, the newest first, each with how like the deal it is. */
export async function listWonLike(
  tx: Tx,
  workspaceId: string,
  deal: { id: number; accountId: number | null; products: readonly string[] },
  currency: string,
): Promise<WonDeal[]> {
  const sector = sql`(select a.sector from ${accounts} a
    where a.workspace_id = ${workspaceId} and a.id = ${deal.accountId})`;
  const rows = await tx
    .select({
      amount: deals.amount,
      sharesProduct: sql<boolean>`${deals.products} && ${sql.param([...deal.products])}::text[]`,
      sameSector: sql<boolean>`coalesce(${accounts.sector} = ${sector}, false)`,
    })
    .from(deals)
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(
      and(
        eq(deals.workspaceId, workspaceId),
        eq(deals.status, "won"),
        eq(deals.currency, currency),
        ne(deals.id, deal.id),
        isNotNull(deals.amount),
        gt(deals.amount, 0),
      ),
    )
    .orderBy(sql`${deals.closedAt} desc nulls last`)
    .limit(MOST_WON);
  return rows.map(({ amount, ...like }) => ({
    ...like,
    amount: { minor: amount ?? 0, currency },
  }));
}
