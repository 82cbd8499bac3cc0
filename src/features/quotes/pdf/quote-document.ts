import { type Day, dayOf } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import type { Paper, PaperBlock } from "../../../pdf/index.ts";
import { discountWords } from "../domain/discount.ts";
import { hasTerm } from "../domain/line.ts";
import type { PricedLine, PricedQuote } from "../domain/pricing.ts";
import { type Quote, quoteId } from "../domain/quote.ts";
import type { QuoteParties } from "../queries/owner.ts";
import { bare, quantityWords, termWords } from "../views/amounts.ts";

/** Everything a quote's paper says. */
export type Printed = {
  quote: Quote;
  priced: PricedQuote;
  parties: QuoteParties;
  /** For how many days a quote of this workspace holds: what a draft says instead of a day. */
  validDays: number;
  now: Date;
};

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "20 December 2026": a paper is read for years and in many countries. */
function longDay(day: Day): string {
  const [year = "", month = "1", date = "1"] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** The quote as a paper that a company would send: letterhead, customer, lines, totals, terms. */
export function quoteDocument({ quote, priced, parties, validDays, now }: Printed): Paper {
  const { owner } = parties;
  const day = dayOf(quote.sentAt ?? now, owner.timeZone);
  const isDraft = quote.status === "draft";
  const number = `${quoteId(quote)}${quote.version > 1 ? `, version ${quote.version}` : ""}`;
  return {
    from: parties.seller,
    title: isDraft ? "Draft quote" : "Quote",
    subtitle: parties.dealTitle,
    meta: [
      { label: "Quote", value: number },
      { label: "Date", value: longDay(day) },
      {
        label: "Valid until",
        value: quote.validUntil ? longDay(quote.validUntil) : `${validDays} days from sending`,
      },
      ...(parties.accountName ? [{ label: "For", value: parties.accountName }] : []),
      ...(parties.contactName
        ? [{ label: "Attention", value: withMail(parties.contactName, parties.contactEmail) }]
        : []),
      { label: "Your contact", value: withMail(owner.name, owner.email) },
    ],
    body: [
      lineTable(priced),
      totals(quote, priced),
      ...(quote.note ? [{ kind: "paragraph" as const, text: quote.note }] : []),
      { kind: "heading", text: "Terms" },
      { kind: "list", items: terms(quote, validDays) },
      {
        kind: "signatures",
        parties: [
          {
            for: parties.accountName ?? "Customer",
            ...(quote.acceptedBy ? { name: quote.acceptedBy } : {}),
            ...(quote.acceptedOn ? { day: longDay(quote.acceptedOn) } : {}),
          },
          { for: parties.seller, name: owner.name },
        ],
      },
    ],
    footer: `${parties.seller} · ${number}${isDraft ? " · draft, not an offer" : ""}`,
    createdAt: quote.sentAt ?? now,
  };
}

function withMail(name: string, email: string | null): string {
  return email ? `${name}, ${email}` : name;
}

function lineTable(priced: PricedQuote): PaperBlock {
  const { currency } = priced.total;
  return {
    kind: "table",
    columns: [
      { title: "#", align: "right", width: "fit" },
      { title: "Description", width: "fill" },
      { title: "Quantity", align: "right", width: "fit" },
      { title: "Price", align: "right", width: "fit" },
      { title: "Term", align: "right", width: "fit" },
      { title: unbroken(`Amount (${currency})`), align: "right", width: "fit" },
    ],
    rows: priced.lines.map((one, i) => [
      String(i + 1),
      described(one, currency),
      quantityWords(one.line),
      unbroken(priceWords(one, currency)),
      unbroken(termWords(one.line)),
      bare(one.net, currency),
    ]),
  };
}

/** Words that stay in one line of a narrow column. */
const unbroken = (text: string) => text.replaceAll(" ", "\u00a0");

function priceWords({ line }: PricedLine, currency: string): string {
  const price = bare(line.unitPrice, currency);
  return hasTerm(line.billing) ? `${price} / ${line.billing}` : price;
}

/** The line's text, and below it what is off its list price. */
function described({ line, list, net }: PricedLine, currency: string): string {
  if (list === net) return line.text;
  const share = line.discount?.kind === "percent" ? `${discountWords(line.discount)} ` : "";
  const isOnlyShare = line.listPrice === null || line.unitPrice >= line.listPrice;
  const words = share && isOnlyShare ? `${share}discount` : "Discount";
  return `${line.text}\n${words}: ${bare(list - net, currency)} off ${bare(list, currency)}`;
}

function totals(quote: Quote, priced: PricedQuote): PaperBlock {
  const { subtotal, quoteDiscount, total, discount } = priced;
  const { currency } = total;
  const share = quote.discount?.kind === "percent" ? ` (${discountWords(quote.discount)})` : "";
  return {
    kind: "totals",
    lines: [
      ...(quoteDiscount.minor > 0
        ? [
            { label: "Subtotal", value: formatMoney(subtotal, "exact") },
            { label: `Discount${share}`, value: `-${formatMoney(quoteDiscount, "exact")}` },
          ]
        : []),
      { label: "Total", value: formatMoney(total, "exact"), isStrong: true },
      ...(discount.minor > quoteDiscount.minor
        ? [
            {
              label: "Saved in all",
              value: formatMoney({ minor: discount.minor, currency }, "exact"),
            },
          ]
        : []),
    ],
  };
}

function terms(quote: Quote, validDays: number): string[] {
  return [
    quote.validUntil
      ? `This quote can be accepted until ${longDay(quote.validUntil)}.`
      : `This is a draft. Once sent, a quote can be accepted for ${validDays} days.`,
    `All amounts are in ${quote.currency} and do not include taxes.`,
    ...(quote.lines.some((line) => line.billing === "usage")
      ? ["Quantities billed by usage are estimates: what is used is what is charged."]
      : []),
    ...(quote.version > 1 ? ["It replaces all earlier versions of this quote."] : []),
  ];
}
