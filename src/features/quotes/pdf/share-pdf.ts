import type { WebClient } from "@slack/web-api";
import { inWorkspace } from "../../../db/workspace.ts";
import type { Deps } from "../../../deps.ts";
import { slug } from "../../../kernel/text.ts";
import { renderPdf } from "../../../pdf/index.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { shareFile } from "../../../slack/share-file.ts";
import { dealName } from "../../deals/index.ts";
import { priceQuote } from "../domain/pricing.ts";
import { type Quote, quoteId } from "../domain/quote.ts";
import { findParties, type QuoteParties } from "../queries/owner.ts";
import { settingsOf } from "../queries/settings.ts";
import { exact } from "../views/amounts.ts";
import { quoteDocument } from "./quote-document.ts";

/** "quote_12-v2-acme.pdf". */
export function pdfName(quote: Quote, accountName: string | null): string {
  const whom = slug(accountName ?? "", 40);
  return `${quoteId(quote)}-v${quote.version}${whom ? `-${whom}` : ""}.pdf`;
}

/**
 * Makes the PDF of a version and puts it where people read it.
 * @param to a channel the bot is in, or a person's Slack id
 */
export async function sharePdf(
  deps: Deps,
  slack: WebClient,
  workspaceId: string,
  quote: Quote,
  to: string,
): Promise<void> {
  const { parties, settings } = await inWorkspace(deps.db, workspaceId, async (tx) => ({
    parties: await findParties(tx, workspaceId, quote.dealId),
    settings: await settingsOf(tx, { actor: { workspaceId } }),
  }));
  if (!parties) return;
  const priced = priceQuote(quote);
  const { validDays } = settings.quote;
  const content = await renderPdf(
    quoteDocument({ quote, priced, parties, validDays, now: deps.clock.now() }),
  );
  const name = pdfName(quote, parties.accountName);
  const comment = md`${code(quoteId(quote))} for ${nameOf(parties)}: ${exact(priced.total)}${
    quote.status === "draft" ? ", a draft" : ""
  }.`;
  await shareFile(slack, to, { name, content }, comment);
}

function nameOf({ dealTitle, accountName }: QuoteParties): string {
  return dealName({ title: dealTitle, accountName });
}
