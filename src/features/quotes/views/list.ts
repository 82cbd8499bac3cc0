import { formatDay } from "../../../kernel/dates.ts";
import { formatTotals } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName, type Viewing } from "../../deals/index.ts";
import { askNewQuote, quoteList } from "../actions.ts";
import { effectivePercent } from "../domain/discount.ts";
import { quoteId, statusName } from "../domain/quote.ts";
import type { QuoteFilter, QuoteListLine } from "../queries/list.ts";
import { bare } from "./amounts.ts";

const PAGE = 30;

/** Quotes as a table, what is with customers above it. */
export function quoteTable(
  found: readonly QuoteListLine[],
  filter: QuoteFilter,
  { today, settings }: Viewing,
): Reply {
  if (found.length === 0) return emptyList(filter);
  const sent = found.filter((one) => one.status === "sent");
  const amounts = sent.map((one) => ({ minor: one.total, currency: one.currency }));
  const text = md`${plural(found.length, "quote")}${filter.open ? " open" : ""}${
    sent.length > 0
      ? `, ${sent.length} with customers: ${formatTotals(amounts, "short", settings.baseCurrency)}`
      : ""
  }.`;
  const { block } = dataTable({
    caption: "Quotes, open ones first",
    columns: ["Deal", "Status", "Total", "Off", "Valid until", "Owner", "Id"],
    rows: found
      .slice(0, PAGE)
      .map((one) => [
        dealName({ title: one.dealTitle, accountName: one.accountName }),
        statusName(one.status),
        { value: one.total, text: `${bare(one.total, one.currency)} ${one.currency}` },
        offOf(one),
        one.validUntil ? formatDay(one.validUntil, { today }) : "–",
        one.ownerName,
        `${quoteId(one)}${one.version > 1 ? ` v${one.version}` : ""}`,
      ]),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      ...actions(
        filter.open
          ? null
          : quoteList.button("Only open", { ...filter, open: true }, { key: "open" }),
        filter.scope === "all"
          ? null
          : quoteList.button("All", { scope: "all", open: false }, { key: "all" }),
        askNewQuote.button("New quote", {}),
      ),
    ],
  };
}

function offOf({ total, listTotal, currency }: QuoteListLine): string {
  if (total === listTotal) return "–";
  const money = (minor: number) => ({ minor, currency });
  return effectivePercent({ listTotal: money(listTotal), discount: money(listTotal - total) });
}

function emptyList({ scope, open }: QuoteFilter): Reply {
  const whose = scope === "mine" ? " of yours" : scope === "team" ? " of your team's" : "";
  const text = open ? md`No quote${whose} is open.` : md`There is no quote${whose} yet.`;
  return {
    text,
    blocks: [
      section(text),
      ...actions(askNewQuote.button("New quote", {}, { style: "primary" })),
      context(
        sentence(
          "Or type `/quote new acme`. A deal that moves to Proposal gets a first draft by itself. `/quote list all` looks further.",
        ),
      ),
    ],
  };
}
