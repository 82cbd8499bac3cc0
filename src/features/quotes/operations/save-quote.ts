import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { record } from "../../audit/index.ts";
import type { DealAct } from "../../deals/index.ts";
import { discountWords } from "../domain/discount.ts";
import type { QuoteEvent } from "../domain/edit.ts";
import type { QuoteLine } from "../domain/line.ts";
import { type PricedQuote, priceQuote } from "../domain/pricing.ts";
import type { Quote } from "../domain/quote.ts";
import { offColumns } from "../queries/quote.ts";
import { quoteLines, quoteVersions } from "../schema/quotes.ts";

function versionRow(quote: Quote, priced: PricedQuote) {
  const { id: _, lines: _lines, discount, isAuto: _auto, version: _version, ...columns } = quote;
  return {
    ...columns,
    ...offColumns(discount),
    listTotal: priced.listTotal.minor,
    total: priced.total.minor,
  };
}

/** Writes a new version with its lines. */
export async function insertVersion(tx: Tx, workspaceId: string, quote: Quote): Promise<void> {
  await tx.insert(quoteVersions).values({
    workspaceId,
    quoteId: quote.id,
    version: quote.version,
    ...versionRow(quote, priceQuote(quote)),
  });
  await insertLines(tx, workspaceId, quote, quote.lines);
}

/** Writes a changed version: its row with the totals, and the lines that differ. */
export async function updateVersion(
  tx: Tx,
  workspaceId: string,
  before: Quote,
  after: Quote,
): Promise<void> {
  await tx
    .update(quoteVersions)
    .set(versionRow(after, priceQuote(after)))
    .where(
      and(
        eq(quoteVersions.workspaceId, workspaceId),
        eq(quoteVersions.quoteId, after.id),
        eq(quoteVersions.version, after.version),
      ),
    );
  const stays = (line: QuoteLine) => before.lines.includes(line);
  for (const line of before.lines) {
    if (after.lines.includes(line)) continue;
    await tx
      .delete(quoteLines)
      .where(
        and(
          eq(quoteLines.workspaceId, workspaceId),
          eq(quoteLines.quoteId, after.id),
          eq(quoteLines.version, after.version),
          eq(quoteLines.key, line.key),
        ),
      );
  }
  await insertLines(
    tx,
    workspaceId,
    after,
    after.lines.filter((line) => !stays(line)),
  );
}

async function insertLines(
  tx: Tx,
  workspaceId: string,
  quote: Quote,
  lines: readonly QuoteLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.insert(quoteLines).values(
    lines.map(({ discount, ...line }) => ({
      workspaceId,
      quoteId: quote.id,
      version: quote.version,
      ...line,
      ...offColumns(discount),
    })),
  );
}

/** Writes what happened to a version into the audit log, with the totals it led to. */
export async function recordQuote(
  tx: Tx,
  act: DealAct,
  before: Quote | null,
  after: Quote,
  event: QuoteEvent,
): Promise<void> {
  const was = before && priceQuote(before);
  const is = priceQuote(after);
  const moved =
    !was || was.total.minor !== is.total.minor || was.listTotal.minor !== is.listTotal.minor;
  await record(tx, act, [
    {
      action: `quote.${event.kind}`,
      subject: "quote",
      subjectId: after.id,
      ...(before
        ? {
            before: {
              ...(before.status === after.status ? {} : { status: before.status }),
              ...(was && moved ? { total: was.total } : {}),
              ...("before" in event ? { was: wordsOf(event.before) } : {}),
            },
          }
        : {}),
      after: {
        version: after.version,
        ...(before?.status === after.status ? {} : { status: after.status }),
        ...(moved ? { total: is.total, listTotal: is.listTotal } : {}),
        ...("line" in event ? { line: wordsOf(event.line) } : {}),
        ...(event.kind === "discounted" ? { discount: wordsOf(event.discount) } : {}),
        ...(event.kind === "sent" ? { validUntil: after.validUntil } : {}),
        ...(event.kind === "accepted" ? { by: event.by, on: after.acceptedOn } : {}),
      },
      reason: event.kind === "declined" ? event.why : null,
    },
  ]);
}

function wordsOf(of: QuoteLine | Quote["discount"]): string | null {
  if (of === null) return null;
  if ("kind" in of) return discountWords(of);
  return `${of.text} × ${of.quantity / 1000}`;
}
