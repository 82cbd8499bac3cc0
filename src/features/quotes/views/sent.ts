import { type Day, formatDay } from "../../../kernel/dates.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Quote } from "../domain/quote.ts";
import type { Accepted } from "../operations/end-quote.ts";
import { exact } from "./amounts.ts";

/** What sending did: until when it holds, and where its PDF goes. */
export function sentText(name: Mrkdwn, quote: Quote, hasRoom: boolean, today: Day): Mrkdwn {
  const until = quote.validUntil ? md`, valid until ${formatDay(quote.validUntil, { today })}` : "";
  const where = hasRoom ? "the deal's room" : "the owner's direct messages";
  return md`Sent the quote for ${name}${until}. The PDF is on its way to ${where}; hand it to the customer from there.`;
}

/** What an acceptance did: the deal's new amount, and the quotes that ended with it. */
export function acceptedText(name: Mrkdwn, { quote, total, replaced }: Accepted): Mrkdwn {
  const others = replaced.length > 0 ? ` ${joinWords([...replaced], "and")} ended with it.` : "";
  return md`Recorded that ${quote.acceptedBy ?? "the customer"} accepted the quote for ${name}: the deal's amount is ${exact(total)} now.${others}`;
}
