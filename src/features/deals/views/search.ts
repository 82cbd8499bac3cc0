import { formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { context, section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { showDeal } from "../actions.ts";
import { dealId } from "../domain/deal.ts";
import { stageName } from "../domain/stage.ts";
import type { DealHit } from "../queries/search.ts";
import { dealHeading, dealName } from "./names.ts";

/** What a search found: one deal with a button, or a table of several. */
export function searchResults(words: string, hits: readonly DealHit[], more: boolean): Reply {
  const [only] = hits;
  if (!only) {
    const text = md`Nothing found for “${words}”.`;
    return {
      text,
      blocks: [section(text), context(md`A part of the account's or the deal's name is enough.`)],
    };
  }
  if (hits.length === 1) {
    const text = md`${dealHeading(only)}  ${stageName(only.stage)}, ${only.ownerName}`;
    return { text, blocks: [section(text, showDeal.button("Open deal", { id: only.id }))] };
  }
  const text = md`${more ? "More than " : ""}${plural(hits.length, "deal")} for “${words}”.`;
  const { block } = dataTable({
    caption: `Deals for ${words}`,
    columns: ["Deal", "Stage", "Amount", "Owner", "Id"],
    rows: hits.map((hit) => [
      dealName(hit),
      stageName(hit.stage),
      hit.amount ? { value: hit.amount.minor, text: formatMoney(hit.amount, "plain") } : "–",
      hit.ownerName,
      dealId(hit),
    ]),
  });
  return { text, blocks: [section(text), block] };
}
