import { cut } from "../../../kernel/text.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { effectivePercent } from "../domain/discount.ts";
import type { QuoteLine } from "../domain/line.ts";
import { type DiscountPolicy, isOverMaximum } from "../domain/policy.ts";
import type { PricedQuote } from "../domain/pricing.ts";
import type { SeenQuote } from "../reading.ts";
import { bare, exact, reckoning } from "./amounts.ts";

const SHOWN = 6;
const TEXT = 50;

/** "10 users × 40.00 × 12 months = 4,800.00 EUR. The quote comes to 68,000.00 EUR": what stands below the fields of a line. */
export function lineNote(
  line: QuoteLine,
  { list, net }: { list: number; net: number },
  whole: PricedQuote,
  policy: DiscountPolicy,
): Mrkdwn {
  const { currency } = whole.total;
  const off = list === net ? null : `, ${bare(list - net, currency)} off its list price`;
  const total = md`The quote comes to ${exact(whole.total)}${
    whole.discount.minor > 0 ? `, ${effectivePercent(whole)} off` : ""
  }.`;
  return lines(
    md`${reckoning(line, currency)} = ${exact({ minor: net, currency })}${off ?? ""}. ${total}`,
    isOverMaximum(whole, policy)
      ? md`${EMOJI.risk} At most ${policy.quote.maxDiscountPercent} % may be off: this can't be saved.`
      : null,
  );
}

/** What a quote holds already, the last lines of it, above the form for the next one: plain text, a line each. */
export function linesSoFar({ quote, priced }: SeenQuote): string {
  if (quote.lines.length === 0) return "No lines yet.";
  const { currency } = quote;
  const skipped = Math.max(0, quote.lines.length - SHOWN);
  return [
    ...(skipped > 0 ? [`… ${skipped} more`] : []),
    ...priced.lines
      .slice(skipped)
      .map(
        ({ line, net }, i) => `${skipped + i + 1}. ${cut(line.text, TEXT)}  ${bare(net, currency)}`,
      ),
    `Together ${exact(priced.total)}`,
  ].join("\n");
}
