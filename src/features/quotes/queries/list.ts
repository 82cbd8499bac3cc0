import { and, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { ofTeam, owner, type Viewing, visibleTo } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import type { QuoteStatus } from "../domain/quote.ts";
import { quotes, quoteVersions } from "../schema/quotes.ts";

/** Whose quotes, and which of them; `open` are drafts and what is with customers. */
export type QuoteFilter = { scope: "mine" | "team" | "all"; open: boolean };

/** A version as a row of a list. */
export type QuoteListLine = {
  id: number;
  version: number;
  status: QuoteStatus;
  dealTitle: string;
  accountName: string | null;
  ownerName: string;
  currency: string;
  total: number;
  listTotal: number;
  validUntil: Day | null;
  updatedAt: Date;
};

const MOST = 100;

/** Quotes on deals the actor may see, each at the version that counts: open ones first, the latest on top. */
export function listQuotes(
  tx: Tx,
  { actor, settings }: Viewing,
  filter: QuoteFilter,
): Promise<QuoteListLine[]> {
  const open = inArray(quoteVersions.status, ["draft", "sent"]);
  // The newest version; while it is a draft, what the customer has is a row too.
  const counts = or(
    eq(quoteVersions.status, "sent"),
    sql`${quoteVersions.version} = (select max(v.version) from ${quoteVersions} v
      where v.workspace_id = ${quoteVersions.workspaceId} and v.quote_id = ${quoteVersions.quoteId})`,
  );
  return tx
    .select({
      id: quoteVersions.quoteId,
      version: quoteVersions.version,
      status: quoteVersions.status,
      dealTitle: deals.title,
      accountName: accounts.name,
      ownerName: owner.name,
      currency: quoteVersions.currency,
      total: quoteVersions.total,
      listTotal: quoteVersions.listTotal,
      validUntil: quoteVersions.validUntil,
      updatedAt: quoteVersions.updatedAt,
    })
    .from(quoteVersions)
    .innerJoin(
      quotes,
      and(eq(quotes.workspaceId, quoteVersions.workspaceId), eq(quotes.id, quoteVersions.quoteId)),
    )
    .innerJoin(deals, and(eq(deals.workspaceId, quotes.workspaceId), eq(deals.id, quotes.dealId)))
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(
      and(
        eq(quoteVersions.workspaceId, actor.workspaceId),
        visibleTo(actor, settings),
        counts,
        filter.open ? open : undefined,
        filter.scope === "all"
          ? undefined
          : or(mine(actor.personId), filter.scope === "team" ? ofTeam(actor) : undefined),
      ),
    )
    .orderBy(desc(sql`(${open})`), desc(quoteVersions.updatedAt), desc(quoteVersions.quoteId))
    .limit(MOST);
}

function mine(personId: number): SQL | undefined {
  return or(eq(deals.ownerId, personId), eq(deals.seId, personId), eq(quotes.createdBy, personId));
}
