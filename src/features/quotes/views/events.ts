import { code, join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { discountWords } from "../domain/discount.ts";
import type { QuoteEvent } from "../domain/edit.ts";
import { type Quote, quoteId, versionWords } from "../domain/quote.ts";

/** `quote_12`, version 2. */
export function quoteName(quote: Pick<Quote, "id" | "version">): Mrkdwn {
  return join([code(quoteId(quote)), versionWords(quote)], ", ");
}

/** What somebody did to a quote, to finish "Dan …". */
export function quoteEventWords(quote: Quote, event: QuoteEvent): Mrkdwn {
  const name = quoteName(quote);
  switch (event.kind) {
    case "drafted":
      return md`drafted ${name}`;
    case "line_added":
      return md`added “${event.line.text}” to ${name}`;
    case "line_edited":
      return md`changed “${event.line.text}” on ${name}`;
    case "line_removed":
      return md`took “${event.line.text}” off ${name}`;
    case "discounted":
      return event.discount
        ? md`set ${discountWords(event.discount)} off ${name}`
        : md`took the discount off ${name}`;
    case "noted":
      return md`changed the words below ${name}`;
    case "sent":
      return md`sent ${name}`;
    case "accepted":
      return md`recorded that ${event.by} accepted ${name}`;
    case "declined":
      return event.why
        ? md`recorded that the customer declined ${name}: ${event.why}`
        : md`recorded that the customer declined ${name}`;
    case "expired":
      return md`noted that ${name} is no longer valid`;
    case "superseded":
      return md`replaced ${name}`;
    case "revived":
      return md`took the end of ${name} back`;
    case "revised":
      return md`started ${name}`;
  }
}
