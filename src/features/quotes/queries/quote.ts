import { and, asc, desc, eq, getTableColumns, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Money } from "../../../kernel/money.ts";
import type { QuoteLine } from "../domain/line.ts";
import type { Quote, QuoteStatus } from "../domain/quote.ts";
import { quoteLines, quotes, quoteVersions } from "../schema/quotes.ts";

/** Which version of a quote is meant: a number, the newest, or the one with the customer. */
export type WhichVersion = number | "newest" | "sent";

const { workspaceId: _, quoteId: __, ...versionColumns } = getTableColumns(quoteVersions);
const {
  workspaceId: ___,
  quoteId: ____,
  version: _____,
  ...lineColumns
} = getTableColumns(quoteLines);

type OffRow = { discountBasisPoints: number | null; discountAmount: number | null };

function toDiscount(row: OffRow, currency: string) {
  if (row.discountBasisPoints !== null)
    return { kind: "percent" as const, basisPoints: row.discountBasisPoints };
  return row.discountAmount === null
    ? null
    : { kind: "amount" as const, amount: { minor: row.discountAmount, currency } };
}

/** The columns of a discount; the currency is the quote's. */
export function offColumns(discount: Quote["discount"]): OffRow {
  return {
    discountBasisPoints: discount?.kind === "percent" ? discount.basisPoints : null,
    discountAmount: discount?.kind === "amount" ? discount.amount.minor : null,
  };
}

/** A version with its lines, in the order they were written; null when there is none. */
export async function findQuote(
  tx: Tx,
  workspaceId: string,
  id: number,
  which: WhichVersion = "newest",
): Promise<Quote | null> {
  const [row] = await tx
    .select({ ...versionColumns, isAuto: quotes.isAuto })
    .from(quoteVersions)
    .innerJoin(
      quotes,
      and(eq(quotes.workspaceId, quoteVersions.workspaceId), eq(quotes.id, quoteVersions.quoteId)),
    )
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.quoteId, id),
        which === "sent" ? eq(quoteVersions.status, "sent") : undefined,
        typeof which === "number" ? eq(quoteVersions.version, which) : undefined,
      ),
    )
    .orderBy(desc(quoteVersions.version))
    .limit(1);
  if (!row) return null;
  const { discountBasisPoints, discountAmount, listTotal: _l, total: _t, ...columns } = row;
  const discount = toDiscount({ discountBasisPoints, discountAmount }, row.currency);
  const lines = await findLines(tx, workspaceId, id, row.version, row.currency);
  return { ...columns, id, discount, lines };
}

async function findLines(
  tx: Tx,
  workspaceId: string,
  id: number,
  version: number,
  currency: string,
): Promise<QuoteLine[]> {
  const rows = await tx
    .select(lineColumns)
    .from(quoteLines)
    .where(
      and(
        eq(quoteLines.workspaceId, workspaceId),
        eq(quoteLines.quoteId, id),
        eq(quoteLines.version, version),
      ),
    )
    .orderBy(asc(quoteLines.key));
  return rows.map(({ discountBasisPoints, discountAmount, ...line }) => ({
    ...line,
    discount: toDiscount({ discountBasisPoints, discountAmount }, currency),
  }));
}

/** The deal a quote belongs to; null when there is none with this number. */
export async function findDealOfQuote(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<number | null> {
  const [row] = await tx
    .select({ dealId: quotes.dealId })
    .from(quotes)
    .where(and(eq(quotes.workspaceId, workspaceId), eq(quotes.id, id)));
  return row?.dealId ?? null;
}

/** Locks a quote with all its versions until the transaction ends. Its deal is locked before it. */
export async function lockQuote(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await tx
    .select({ id: quotes.id })
    .from(quotes)
    .where(and(eq(quotes.workspaceId, workspaceId), eq(quotes.id, id)))
    .for("update");
}

/** A version as others need to know it. */
export type QuoteBrief = {
  id: number;
  version: number;
  status: QuoteStatus;
  total: Money;
  listTotal: Money;
};

const briefColumns = {
  id: quoteVersions.quoteId,
  version: quoteVersions.version,
  status: quoteVersions.status,
  currency: quoteVersions.currency,
  total: quoteVersions.total,
  listTotal: quoteVersions.listTotal,
};

type BriefRow = Omit<QuoteBrief, "total" | "listTotal"> & {
  currency: string;
  total: number;
  listTotal: number;
};

const toBrief = ({ currency, total, listTotal, ...row }: BriefRow): QuoteBrief => ({
  ...row,
  total: { minor: total, currency },
  listTotal: { minor: listTotal, currency },
});

// What counts most first: an accepted one, then what is with the customer, then what is written on.
const BY_WEIGHT = sql`array_position(array['accepted', 'sent', 'draft'], ${quoteVersions.status})`;

/**
 * The quotes of a deal that count: accepted, sent and draft versions, in that order, the newest first among equals. For the deal's
 * card, a contract's price, a gate's evidence.
 */
export async function findQuotesOf(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<QuoteBrief[]> {
  const rows = await tx
    .select(briefColumns)
    .from(quoteVersions)
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.dealId, dealId),
        inArray(quoteVersions.status, ["accepted", "sent", "draft"]),
      ),
    )
    .orderBy(BY_WEIGHT, desc(quoteVersions.quoteId), desc(quoteVersions.version));
  return rows.map(toBrief);
}

/** Draft and sent versions of a deal, but for those of one quote. */
export async function listOpenOnDeal(
  tx: Tx,
  workspaceId: string,
  dealId: number,
  but?: number,
): Promise<QuoteBrief[]> {
  const rows = await tx
    .select(briefColumns)
    .from(quoteVersions)
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.dealId, dealId),
        inArray(quoteVersions.status, ["draft", "sent"]),
        but === undefined ? undefined : ne(quoteVersions.quoteId, but),
      ),
    )
    .orderBy(asc(quoteVersions.quoteId), asc(quoteVersions.version));
  return rows.map(toBrief);
}

/** The quote that is meant by its deal: the one that counts most, else the newest; null when it has none. */
export async function findQuoteOfDeal(
  tx: Tx,
  workspaceId: string,
  dealId: number,
  first: "draft" | "sent" = "draft",
): Promise<number | null> {
  const order = first === "draft" ? ["draft", "sent", "accepted"] : ["sent", "draft", "accepted"];
  const [row] = await tx
    .select({ id: quoteVersions.quoteId })
    .from(quoteVersions)
    .where(and(eq(quoteVersions.workspaceId, workspaceId), eq(quoteVersions.dealId, dealId)))
    .orderBy(
      sql`array_position(array[${sql.raw(order.map((one) => `'${one}'`).join(", "))}], ${quoteVersions.status})`,
      desc(quoteVersions.quoteId),
    )
    .limit(1);
  return row?.id ?? null;
}

/** Which of these deals have a quote. */
export async function listDealsWithQuote(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly number[],
): Promise<number[]> {
  if (dealIds.length === 0) return [];
  const rows = await tx
    .selectDistinct({ dealId: quotes.dealId })
    .from(quotes)
    .where(and(eq(quotes.workspaceId, workspaceId), inArray(quotes.dealId, [...dealIds])));
  return rows.map((row) => row.dealId);
}

/** All versions of a quote, the newest first. */
export async function listVersions(tx: Tx, workspaceId: string, id: number): Promise<QuoteBrief[]> {
  const rows = await tx
    .select(briefColumns)
    .from(quoteVersions)
    .where(and(eq(quoteVersions.workspaceId, workspaceId), eq(quoteVersions.quoteId, id)))
    .orderBy(desc(quoteVersions.version));
  return rows.map(toBrief);
}
