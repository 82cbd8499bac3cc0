import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Money } from "../../../kernel/money.ts";
import { quoteVersions } from "../../quotes/schema/quotes.ts";

/** The quote a contract's value comes from: the accepted one of the deal, else the one sent last; null when there is neither. */
export async function findQuotedValue(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<{ quoteId: number; value: Money; isAccepted: boolean } | null> {
  const [row] = await tx
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
    )
    .limit(1);
  if (!row) return null;
  const { quoteId, minor, currency } = row;
  return { quoteId, value: { minor, currency }, isAccepted: row.status === "accepted" };
}
