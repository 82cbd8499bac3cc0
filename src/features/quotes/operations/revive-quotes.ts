import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { DealAct } from "../../deals/index.ts";
import { type Quote, quoteId } from "../domain/quote.ts";
import { findQuote, lockQuote } from "../queries/quote.ts";
import { quoteVersions } from "../schema/quotes.ts";
import { saveDecided } from "./change-quote.ts";

/** What is kept of a version that its deal's closing ended. */
export const becauseDealIs = (status: "won" | "lost"): string => `the deal is ${status}`;

/**
 * The closing of a deal was taken back: what it ended is again as it was. A request for approval stays withdrawn: those who were
 * asked have read that it is over, and sending asks anew.
 * @param endedAt the moment of the closing
 * @returns the quotes that are open again
 */
export async function reviveQuotes(
  tx: Tx,
  act: DealAct,
  { dealId, was, endedAt }: { dealId: number; was: "won" | "lost"; endedAt: Date },
): Promise<string[]> {
  const { workspaceId } = act.actor;
  const ended = await tx
    .select({ id: quoteVersions.quoteId, version: quoteVersions.version })
    .from(quoteVersions)
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.dealId, dealId),
        eq(quoteVersions.endedAt, endedAt),
        eq(quoteVersions.endNote, becauseDealIs(was)),
      ),
    )
    .orderBy(asc(quoteVersions.quoteId), asc(quoteVersions.version));
  for (const { id, version } of ended) {
    await lockQuote(tx, workspaceId, id);
    const before = await findQuote(tx, workspaceId, id, version);
    if (!before) continue;
    const revived: Quote = {
      ...before,
      status: before.sentAt ? "sent" : "draft",
      endedAt: null,
      endedBy: null,
      endNote: null,
    };
    await saveDecided(tx, act, before, revived, { kind: "revived" });
  }
  return [...new Set(ended.map(quoteId))];
}
