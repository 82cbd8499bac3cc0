import type { Actor } from "../../../kernel/access.ts";
import { type Day, formatDay, formatInstant } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { approvalId, showApproval } from "../../approvals/index.ts";
import { dealName, showDeal } from "../../deals/index.ts";
import {
  askAccept,
  askDecline,
  askDiscount,
  askEditLine,
  askLine,
  moreQuote,
  openQuote,
  reviseNow,
  sendNow,
} from "../actions.ts";
import { discountWords, effectivePercent } from "../domain/discount.ts";
import { legalActs } from "../domain/life.ts";
import { quoteId, statusName, versionWords } from "../domain/quote.ts";
import type { SeenQuote } from "../reading.ts";
import { bare, exact, quantityWords, termWords } from "./amounts.ts";

/** Who looks at a card, and when. */
export type QuoteReader = { actor: Actor; now: Date; today: Day };

const PAGE = 5;
const SHORT = 120;

/** A version of a quote: what it comes to, its lines as a table, and buttons for what its status allows. */
export function quoteCard(view: SeenQuote, reader: QuoteReader, notice?: Mrkdwn): Reply {
  const headline = md`${nameOfDeal(view)}, ${quoteId(view.quote)}: ${statusName(view.quote.status)}, ${exact(view.priced.total)}`;
  return {
    text: notice ?? headline,
    blocks: [
      ...(notice ? [section(notice)] : []),
      section(cardText(view, reader)),
      ...lineTable(view),
      ...cardButtons(view),
    ],
  };
}

/** The deal's name as people say it. */
export function nameOfDeal({ deal }: Pick<SeenQuote, "deal">): string {
  return dealName({ title: deal.deal.title, accountName: deal.accountName });
}

function cardText(view: SeenQuote, reader: QuoteReader): Mrkdwn {
  const { quote, deal } = view;
  const name = join(
    [bold(nameOfDeal(view)), join([code(quoteId(quote)), versionWords(quote)], " ")],
    "  ",
  );
  return lines(
    name,
    statusLine(view, reader),
    quote.lines.length > 0 ? totalLine(view) : null,
    join([deal.owner.name, deal.contactName ? `for ${deal.contactName}` : null], ", "),
    approvalLine(view),
    endLine(view, reader),
    quote.note ? md`Note: ${cut(quote.note.replaceAll(/\s+/g, " "), SHORT)}` : null,
    otherVersion(view),
    quote.lines.length === 0
      ? "No lines yet: add what is offered, one line after the other."
      : null,
  );
}

function statusLine({ quote, senderName }: SeenQuote, { actor, now, today }: QuoteReader): Mrkdwn {
  const sent =
    quote.status === "sent" && quote.sentAt
      ? md`${senderName ?? "Dealdesk"} ${formatInstant(quote.sentAt, { now, timeZone: actor.timeZone })}`
      : null;
  const until =
    quote.status === "sent" && quote.validUntil
      ? `${quote.validUntil < today ? "was valid until" : "valid until"} ${formatDay(quote.validUntil, { today })}`
      : null;
  const count = quote.lines.length > 0 ? plural(quote.lines.length, "line") : null;
  return join([statusName(quote.status), until, sent, count], " · ");
}

function totalLine({ quote, priced }: SeenQuote): Mrkdwn {
  const off = priced.discount.minor > 0;
  // Said apart only where something is off the lines too.
  const whole =
    quote.discount && priced.subtotal.minor < priced.listTotal.minor
      ? `${discountWords(quote.discount)} off the whole, ${exact(priced.quoteDiscount)}`
      : null;
  return join(
    [
      bold(exact(priced.total)),
      off ? `${effectivePercent(priced)} off ${exact(priced.listTotal)}` : null,
      whole,
    ],
    " · ",
  );
}

function approvalLine(view: SeenQuote): Mrkdwn | null {
  const { quote, priced, approval, isApproved, need } = view;
  if (quote.status !== "draft") return null;
  const isPrice = priced.discount.minor === 0;
  const what = isPrice ? "price" : "discount";
  if (isApproved) {
    const who = approval?.decidedByName ?? "somebody";
    return md`${EMOJI.done} ${isPrice ? "Price" : "Discount"} approved by ${who}: it can be sent as it is.`;
  }
  if (approval?.state === "open")
    return md`${EMOJI.waiting} Waits for approval of the ${what}, ${code(approvalId(approval))}.`;
  if (approval?.state === "rejected")
    return md`${EMOJI.lost} ${approval.decidedByName ?? "Somebody"} did not approve this ${what}${
      approval.comment ? md`: “${cut(approval.comment, SHORT)}”` : ""
    }. Change it, or ask again.`;
  if (!need.isNeeded) return null;
  if (need.why === "unlisted") {
    const { amount } = view.deal.deal;
    const isBelow = amount?.currency === quote.currency && priced.total.minor < amount.minor;
    return md`The price needs approval, because it has lines without a list price${
      isBelow ? ` and comes to less than the deal's ${formatMoney(amount, "plain")}` : ""
    }: sending asks for it.`;
  }
  return need.why === "size"
    ? md`The discount needs approval: sending asks for it.`
    : md`The discount needs approval, because there is no exchange rate for ${quote.currency}: sending asks for it.`;
}

function endLine(
  { quote, enderName }: SeenQuote,
  { actor, now, today }: QuoteReader,
): Mrkdwn | null {
  if (!quote.endedAt) return null;
  const when = formatInstant(quote.endedAt, { now, timeZone: actor.timeZone });
  const who = enderName ?? "Dealdesk";
  const note = quote.endNote ? md`: ${cut(quote.endNote, SHORT)}` : "";
  switch (quote.status) {
    case "accepted": {
      const on = quote.acceptedOn ? formatDay(quote.acceptedOn, { today }) : when;
      return md`${EMOJI.done} ${quote.acceptedBy ?? "The customer"} accepted it ${on}, recorded by ${who}${note}`;
    }
    case "declined":
      return md`${EMOJI.lost} Declined, recorded by ${who} ${when}${note}`;
    case "superseded":
      return md`Superseded ${when}${note}`;
    default:
      return md`Ended ${when}${note}`;
  }
}

function otherVersion({ quote, versions }: SeenQuote): Mrkdwn | null {
  const other = versions.find(
    (one) => one.version !== quote.version && (one.status === "sent" || one.status === "draft"),
  );
  if (!other) return null;
  return other.status === "sent"
    ? md`Version ${other.version}, ${exact(other.total)}, is with the customer until this one is sent.`
    : md`Version ${other.version}, ${exact(other.total)}, is being written.`;
}

function lineTable({ quote, priced }: SeenQuote): Block[] {
  if (quote.lines.length === 0) return [];
  const { currency } = quote;
  const { block } = dataTable({
    caption: `Lines of ${quoteId(quote)}, totals after every discount`,
    columns: ["#", "What", "Quantity", "Price", "Term", "Off", "Total"],
    pageSize: PAGE,
    rows: priced.lines.map(({ line, list, total }, i) => [
      { value: i + 1, text: String(i + 1) },
      line.text,
      quantityWords(line),
      bare(line.unitPrice, currency),
      termWords(line),
      list === total ? "–" : bare(list - total, currency),
      { value: total, text: bare(total, currency) },
    ]),
  });
  return [block];
}

function cardButtons(view: SeenQuote): Block[] {
  const { quote, deal, mayWrite, approval, versions } = view;
  const { id } = quote;
  const isOpen = deal.deal.status === "open";
  const legal = mayWrite ? legalActs(quote.status) : [];
  const newest = versions[0]?.version === quote.version;
  const edits = legal.includes("edit") && isOpen && newest;
  const hasLines = quote.lines.length > 0;
  const isWaiting = quote.status === "draft" && approval?.state === "open";
  const other = versions.find((one) => one.version !== quote.version && one.status === "sent");
  const more = [
    ...(edits ? [{ label: "Words for the customer", value: { id, what: "note" as const } }] : []),
    { label: "PDF", value: { id, what: "pdf" as const } },
    { label: "History", value: { id, what: "history" as const } },
    { label: "Pricing guidance", value: { id, what: "guide" as const } },
    { label: "Return on investment", value: { id, what: "roi" as const } },
  ];
  return actions(
    edits ? askLine.button("Add line", { id }, hasLines ? {} : { style: "primary" }) : null,
    edits && hasLines
      ? askEditLine.menu(
          "Edit line",
          quote.lines.map((line, i) => ({
            label: `${i + 1}. ${line.text}`,
            value: { id, key: line.key },
          })),
        )
      : null,
    edits && hasLines ? askDiscount.button("Discount", { id }) : null,
    edits && hasLines && !isWaiting ? sendNow.button("Send", { id }, { style: "primary" }) : null,
    isWaiting && approval ? showApproval.button("Open request", { id: approval.id }) : null,
    legal.includes("accept") ? askAccept.button("Accepted", { id }, { style: "primary" }) : null,
    legal.includes("decline") ? askDecline.button("Declined", { id }) : null,
    legal.includes("revise") && isOpen && newest ? reviseNow.button("Revise", { id }) : null,
    other ? openQuote.button(`Version ${other.version}`, { id, version: other.version }) : null,
    showDeal.button("Open deal", { id: deal.deal.id }),
    moreQuote.overflow(more),
  );
}
