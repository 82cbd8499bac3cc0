import type { Day } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Discount, QuoteLine } from "./line.ts";

/**
 * Where a version of a quote stands. A draft is written on; what was sent is never edited: it is accepted or declined by the
 * customer, expires, or is superseded by a later version or another quote.
 */
export const QUOTE_STATUSES = [
  "draft",
  "sent",
  "accepted",
  "declined",
  "expired",
  "superseded",
] as const;
export type QuoteStatus = (typeof QUOTE_STATUSES)[number];

/** One version of a quote: what was, or is to be, offered. */
export type Quote = {
  /** `quote_<id>`, the same for all its versions. */
  id: number;
  /** Counted from 1. */
  version: number;
  dealId: number;
  status: QuoteStatus;
  /** ISO 4217; every line is in it. */
  currency: string;
  lines: readonly QuoteLine[];
  /** Off the whole quote, after what is off its lines. */
  discount: Discount | null;
  /** Words for the customer below the table: delivery, conditions. */
  note: string | null;
  /** The key the next line gets: keys are never given twice within a version. */
  nextKey: number;
  /** Drafted by the bot when the deal came to its proposal. */
  isAuto: boolean;
  /** The last day on which it can be accepted; null while it is a draft. */
  validUntil: Day | null;
  sentAt: Date | null;
  sentBy: number | null;
  /** When it was accepted, declined, expired or superseded. */
  endedAt: Date | null;
  endedBy: number | null;
  /** Who accepted at the customer, and on which day. */
  acceptedBy: string | null;
  acceptedOn: Day | null;
  /** What was said with the acceptance, or why it was declined. */
  endNote: string | null;
  createdBy: number;
  createdAt: Date;
  updatedAt: Date;
  /** Counts the changes of this version. */
  revision: number;
};

/** `quote_12`: what people read, copy and type. */
export const quoteId = (quote: { id: number }): string => formatId("quote", quote.id);

/** "version 2", and nothing for the first. */
export function versionWords(quote: { version: number }): string {
  return quote.version > 1 ? `version ${quote.version}` : "";
}

/** "Superseded": the status as people read it. */
export function statusName(status: QuoteStatus): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}
