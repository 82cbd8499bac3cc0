import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Money } from "../../../kernel/money.ts";
import { quoteVersions } from "../../quotes/schema/quotes.ts";

/** What a quote says a deal costs. */
export type QuotedValue = { quoteId: number; value: Money; isAccepted: boolean };

/** The quote a contract's value comes from: the accepted one of the deal, else the one sent last; null when there is neither. */
export async function findQuotedValue(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<QuotedValue | null> {
  return (await listQuotedValues(tx, workspaceId, dealId))[0] ?? null;
}

/** What the deal's quotes say that are accepted or with the customer, accepted ones first, then the one sent last. */
export async function listQuotedValues(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<QuotedValue[]> {
  const rows = await tx
    .select({
      quoteId: quoteVersions.quoteId,
      minor: quoteVersions.total,
      currency: quoteVersions.currency,
      status: quoteVersions.status,
    })
    .from(quoteVersions)
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.dealId, dealId),
        inArray(quoteVersions.status, ["accepted", "sent"]),
      ),
    )
    .orderBy(
      desc(sql`(${quoteVersions.status} = 'accepted')`),
      desc(quoteVersions.sentAt),
      desc(quoteVersions.quoteId),
    );
  return rows.map(({ quoteId, minor, currency, status }) => ({
    quoteId,
    value: { minor, currency },
    isAccepted: status === "accepted",
  }));
}
