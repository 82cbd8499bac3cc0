import { formatMoney, parseMoney } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { plural } from "../../../kernel/text.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { inSentence } from "../../deals/index.ts";
import { effectivePercent } from "../domain/discount.ts";
import type { ApprovalNeed } from "../domain/policy.ts";
import type { PricedQuote } from "../domain/pricing.ts";
import type { Quote } from "../domain/quote.ts";
import { quoteName } from "./events.ts";

/** "15 % off *Acme · Platform rollout*: 80,000.00 → 68,000.00 EUR": what an approver is asked for. */
export function askedFor(
  deal: { title: string; accountName: string | null },
  priced: PricedQuote,
): Mrkdwn {
  const list = formatMoney(priced.listTotal, "exact").replace(/ [A-Z]{3}$/, "");
  return md`${effectivePercent(priced)} off ${inSentence(deal)}: ${list} → ${formatMoney(priced.total, "exact")}`;
}

/** What else an approver has to know to decide without opening anything. */
export function askedFacts(quote: Quote, need: ApprovalNeed, settings: Settings): Mrkdwn[] {
  const { baseCurrency } = settings;
  const { maxDiscountPercent, approvalFrom } = settings.quote;
  return [
    md`${quoteName(quote)}, ${plural(quote.lines.length, "line")}. Margin rule: at most ${maxDiscountPercent} %.`,
    need.isNeeded && need.why === "unknown_rate"
      ? md`There is no exchange rate for ${quote.currency}, so every discount in it is asked for.`
      : md`Asked for because the list total is ${formatMoney(parseMoney(String(approvalFrom), baseCurrency), "plain")} or more.`,
  ];
}
