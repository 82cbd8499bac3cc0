import { formatMoney, parseMoney } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { cut, joinWords, plural } from "../../../kernel/text.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { inSentence } from "../../deals/index.ts";
import { effectivePercent } from "../domain/discount.ts";
import type { QuoteLine } from "../domain/line.ts";
import { type ApprovalNeed, type Measure, unlistedLines } from "../domain/policy.ts";
import type { PricedQuote } from "../domain/pricing.ts";
import type { Quote } from "../domain/quote.ts";
import { quoteName } from "./events.ts";

/** Whether the price as such is asked for, with nothing off it that anybody could see. */
export function isAskedAsPrice(need: ApprovalNeed): boolean {
  return need.isNeeded && need.why === "unlisted";
}

/** "15 % off *Acme · Platform rollout*: 80,000.00 → 68,000.00 EUR": what an approver is asked for. */
export function askedFor(
  deal: { title: string; accountName: string | null },
  priced: PricedQuote,
): Mrkdwn {
  const total = formatMoney(priced.total, "exact");
  if (priced.discount.minor === 0) return md`a price of ${total} for ${inSentence(deal)}`;
  const list = formatMoney(priced.listTotal, "exact").replace(/ [A-Z]{3}$/, "");
  return md`${effectivePercent(priced)} off ${inSentence(deal)}: ${list} → ${total}`;
}

/** What else an approver has to know to decide without opening anything. */
export function askedFacts(
  asked: { quote: Quote; priced: PricedQuote; need: ApprovalNeed; measure: Measure },
  { baseCurrency, quote: { maxDiscountPercent, approvalFrom } }: Settings,
): Mrkdwn[] {
  const { quote, priced, need, measure } = asked;
  const limit = formatMoney(parseMoney(String(approvalFrom), baseCurrency), "plain");
  const unlisted = measure.hasCatalogue ? unlistedLines(priced) : [];
  const dealAmount = measure.dealAmount ? formatMoney(measure.dealAmount, "plain") : null;
  return [
    md`${quoteName(quote)}, ${plural(quote.lines.length, "line")}. Margin rule: at most ${maxDiscountPercent} %.`,
    need.isNeeded && need.why === "unknown_rate"
      ? md`There is no exchange rate for ${quote.currency}, so every discount in it is asked for.`
      : null,
    need.isNeeded && need.why === "size"
      ? md`Asked for because the list total is ${limit} or more.`
      : null,
    unlisted.length > 0
      ? md`Without a list price, so nobody can say what is off: ${namesOf(unlisted)}.${
          dealAmount ? ` The deal is down for ${dealAmount}.` : ""
        }`
      : null,
  ].filter((fact) => fact !== null);
}

const NAMED = 3;

function namesOf(lines: readonly QuoteLine[]): string {
  const names = lines.slice(0, NAMED).map(({ text }) => `“${cut(text, 60)}”`);
  const more = lines.length - names.length;
  return joinWords(more > 0 ? [...names, `${more} more`] : names, "and");
}
