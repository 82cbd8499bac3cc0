import type { LineDraft, QuoteLine } from "../../../../src/features/quotes/domain/line.ts";
import type { Quote } from "../../../../src/features/quotes/domain/quote.ts";

/** A line of one unit at 100.00, or otherwise. */
export function aLine(over: Partial<LineDraft> = {}): LineDraft {
  return {
    productId: null,
    text: "Platform",
    quantity: 1000,
    unit: "user",
    unitPrice: 10_000,
    listPrice: null,
    billing: "one_time",
    periods: 1,
    discount: null,
    ...over,
  };
}

/** A draft with these lines, in EUR unless told otherwise. */
export function aQuote(lines: readonly LineDraft[], over: Partial<Quote> = {}): Quote {
  const at = new Date("2026-11-18T14:00:00Z");
  return {
    id: 12,
    version: 1,
    dealId: 1,
    status: "draft",
    currency: "EUR",
    lines: lines.map((line, i): QuoteLine => ({ ...line, key: i + 1 })),
    discount: null,
    note: null,
    nextKey: lines.length + 1,
    isAuto: false,
    validUntil: null,
    sentAt: null,
    sentBy: null,
    endedAt: null,
    endedBy: null,
    acceptedBy: null,
    acceptedOn: null,
    endNote: null,
    createdBy: 1,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    ...over,
  };
}
