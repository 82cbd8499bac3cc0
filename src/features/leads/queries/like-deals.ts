import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import type { LikeDeals, WonDeals } from "../domain/estimate.ts";
import { segmentOf } from "../domain/facts.ts";
import type { LeadFacts } from "../domain/lead.ts";

/**
 * Won deals like a lead, in one look at the table: of the same industry, of companies of the same size, and all; only those with
 * an amount in the base currency. The median of an even number is the lower of the two in the middle: a deal that was won.
 */
export async function findLikeDeals(
  tx: Tx,
  workspaceId: string,
  lead: Pick<LeadFacts, "industry" | "employees">,
  currency: string,
): Promise<LikeDeals> {
  const segment = segmentOf(lead.employees);
  const sameIndustry = sql`lower(${accounts.sector}) = lower(${lead.industry ?? ""})`;
  const sameSegment = sql`case when ${accounts.employees} < 100 then 'SMB'
    when ${accounts.employees} < 1000 then 'Mid-market'
    when ${accounts.employees} is not null then 'Enterprise' end = ${segment ?? ""}`;
  const days = sql`greatest(0, ${deals.closedAt}::date - ${deals.createdAt}::date)`;
  const of = (kind: SQL) => ({
    count: sql<number>`(count(*) filter (where ${kind}))::int`,
    amount: sql<
      string | null
    >`percentile_disc(0.5) within group (order by ${deals.amount}) filter (where ${kind})`,
    days: sql<
      number | null
    >`percentile_disc(0.5) within group (order by ${days}) filter (where ${kind})`,
  });
  const [row] = await tx
    .select({ industry: of(sameIndustry), segment: of(sameSegment), all: of(sql`true`) })
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
        isNotNull(deals.closedAt),
        sql`${deals.amount} > 0`,
      ),
    );
  const nothing: WonDeals = { count: 0, amount: null, days: null };
  const won = (kind: "industry" | "segment" | "all"): WonDeals => {
    const found = row?.[kind];
    if (!found) return nothing;
    const { count, amount, days: cycle } = found;
    return {
      count,
      amount: amount === null ? null : Number(amount),
      days: cycle === null ? null : Number(cycle),
    };
  };
  return {
    industry: lead.industry ? { name: lead.industry, won: won("industry") } : null,
    segment: segment ? { name: `the ${segment} segment`, won: won("segment") } : null,
    all: won("all"),
  };
}
