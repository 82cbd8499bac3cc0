import { AppError } from "../../../kernel/errors.ts";
import { checkAct } from "./life.ts";
import type { Discount, LineDraft, QuoteLine } from "./line.ts";
import { hasTerm } from "./line.ts";
import { checkMaximum, type DiscountPolicy } from "./policy.ts";
import { priceQuote } from "./pricing.ts";
import { type Quote, quoteId } from "./quote.ts";

/** More lines are no quote that anybody reads; a PDF of them has some eight pages. */
export const MAX_LINES = 100;
export const MAX_TEXT = 150;
export const MAX_UNIT = 20;
export const MAX_PERIODS = 120;
const MAX_NOTE = 1500;

/** What happened to a quote, for the audit log, the history and those who are told. */
export type QuoteEvent =
  | { kind: "drafted" }
  | { kind: "line_added"; line: QuoteLine }
  | { kind: "line_edited"; before: QuoteLine; line: QuoteLine }
  | { kind: "line_removed"; line: QuoteLine }
  | { kind: "discounted"; before: Discount | null; discount: Discount | null }
  | { kind: "noted" }
  | { kind: "sent" }
  | { kind: "accepted"; by: string }
  | { kind: "declined"; why: string | null }
  | { kind: "expired" }
  | { kind: "superseded" }
  | { kind: "revised" }
  | { kind: "revived" };

/** What a rule decides; no event means that nothing has to change. */
export type QuoteDecision = { quote: Quote; event: QuoteEvent | null };

/** Adds a line at the end. @throws AppError when it is no draft, is full, or would be over the maximum discount */
export function addLine(quote: Quote, draft: LineDraft, policy: DiscountPolicy): QuoteDecision {
  checkAct(quote, "edit");
  if (quote.lines.length >= MAX_LINES)
    throw new AppError("rule_broken", `A quote has at most ${MAX_LINES} lines.`, "Start another.");
  const line = { ...checkLine(draft), key: quote.nextKey };
  const next = { ...quote, lines: [...quote.lines, line], nextKey: quote.nextKey + 1 };
  checkMaximum(priceQuote(next), policy);
  return { quote: next, event: { kind: "line_added", line } };
}

/**
 * Writes over a line.
 * @param was the line as who writes saw it: when somebody else has changed it since, nothing is done
 */
export function editLine(
  quote: Quote,
  key: number,
  draft: LineDraft,
  policy: DiscountPolicy,
  was?: string,
): QuoteDecision {
  checkAct(quote, "edit");
  const before = lineByKey(quote, key);
  if (was !== undefined && was !== lineState(before))
    throw new AppError(
      "conflict",
      `Somebody changed this line of ${quoteId(quote)} while you wrote.`,
      "Look at the quote again, and write over it if yours still holds.",
    );
  const line = { ...checkLine(draft), key };
  if (lineState(line) === lineState(before)) return { quote, event: null };
  const lines = quote.lines.map((one) => (one.key === key ? line : one));
  const next = { ...quote, lines };
  checkMaximum(priceQuote(next), policy);
  return { quote: next, event: { kind: "line_edited", before, line } };
}

/** Takes a line away. An amount off the quote may become too much for what is left: then it is refused. */
export function removeLine(quote: Quote, key: number, policy: DiscountPolicy): QuoteDecision {
  checkAct(quote, "edit");
  const line = lineByKey(quote, key);
  const next = { ...quote, lines: quote.lines.filter((one) => one.key !== key) };
  checkMaximum(priceQuote(next), policy);
  return { quote: next, event: { kind: "line_removed", line } };
}

/** Sets what is off the whole quote; null takes it away. */
export function setDiscount(
  quote: Quote,
  discount: Discount | null,
  policy: DiscountPolicy,
): QuoteDecision {
  checkAct(quote, "edit");
  if (isSameDiscount(discount, quote.discount)) return { quote, event: null };
  if (discount && quote.lines.length === 0)
    throw new AppError(
      "rule_broken",
      `${quoteId(quote)} has no lines yet: there is nothing to take a discount from.`,
      `Add one with \`/quote line add ${quoteId(quote)}\`.`,
    );
  const next = { ...quote, discount };
  checkMaximum(priceQuote(next), policy);
  return { quote: next, event: { kind: "discounted", before: quote.discount, discount } };
}

/** Sets the words for the customer below the table; null takes them away. */
export function setNote(quote: Quote, note: string | null): QuoteDecision {
  checkAct(quote, "edit");
  const text = note?.trim() || null;
  if (text && text.length > MAX_NOTE)
    throw new AppError("bad_input", `That note has ${text.length} characters; ${MAX_NOTE} fit.`);
  return text === quote.note
    ? { quote, event: null }
    : { quote: { ...quote, note: text }, event: { kind: "noted" } };
}

/** The line with its texts tidied. @throws AppError bad_input for what can't stand on a quote */
export function checkLine(draft: LineDraft): LineDraft {
  const text = tidy(draft.text);
  const unit = tidy(draft.unit) || "unit";
  if (!text) throw new AppError("bad_input", "What is the line for?", "Like “Platform, per user”.");
  if (text.length > MAX_TEXT)
    throw new AppError("bad_input", `That text has ${text.length} characters; ${MAX_TEXT} fit.`);
  if (unit.length > MAX_UNIT)
    throw new AppError("bad_input", `That unit has ${unit.length} characters; ${MAX_UNIT} fit.`);
  if (!Number.isSafeInteger(draft.quantity) || draft.quantity <= 0)
    throw new AppError("bad_input", "A quantity is more than zero.");
  if (!Number.isSafeInteger(draft.unitPrice) || draft.unitPrice < 0)
    throw new AppError("bad_input", "A price is zero or more.");
  const periods = hasTerm(draft.billing) ? draft.periods : 1;
  if (!Number.isInteger(periods) || periods < 1 || periods > MAX_PERIODS)
    throw new AppError("bad_input", `A term is 1 to ${MAX_PERIODS} ${draft.billing}s.`);
  return { ...draft, text, unit, periods };
}

/** The line of that key. @throws AppError not_found when it is gone */
export function lineByKey(quote: Quote, key: number): QuoteLine {
  const line = quote.lines.find((one) => one.key === key);
  if (line) return line;
  throw new AppError(
    "not_found",
    `That line of ${quoteId(quote)} is no longer there.`,
    `\`/quote show ${quoteId(quote)}\` shows those that are.`,
  );
}

/** The line people call by that number, counted from 1. @throws AppError not_found */
export function lineByNumber(quote: Quote, n: number): QuoteLine {
  const line = quote.lines[n - 1];
  if (line) return line;
  const count = quote.lines.length;
  throw new AppError(
    "not_found",
    `${quoteId(quote)} has no line ${n}.`,
    count === 0
      ? `It has none yet: \`/quote line add ${quoteId(quote)}\`.`
      : count === 1
        ? "It has one line."
        : `Its lines are 1 to ${count}.`,
  );
}

/** Everything of a line as one text: equal when nothing of it differs. */
export function lineState(line: QuoteLine | LineDraft): string {
  const { productId, text, quantity, unit, unitPrice, listPrice, billing, periods, discount } =
    line;
  return JSON.stringify([
    productId,
    text,
    quantity,
    unit,
    unitPrice,
    listPrice,
    billing,
    periods,
    discountState(discount),
  ]);
}

function isSameDiscount(a: Discount | null, b: Discount | null): boolean {
  return JSON.stringify(discountState(a)) === JSON.stringify(discountState(b));
}

function discountState(discount: Discount | null): unknown {
  if (!discount) return null;
  return discount.kind === "percent"
    ? discount.basisPoints
    : [discount.amount.minor, discount.amount.currency];
}

/** Everything of a version that the customer would read, as one text: equal only for equal contents. */
export function contentsOf(quote: Quote): string {
  const { id, version, currency, lines, discount, note } = quote;
  return JSON.stringify([
    id,
    version,
    currency,
    lines.map(lineState),
    discountState(discount),
    note,
  ]);
}

const tidy = (text: string) => text.replaceAll(/\s+/g, " ").trim();
