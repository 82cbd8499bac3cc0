import { formatDay } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { type Block, paragraphs, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, join, lines, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName, riskWords, stageName } from "../../deals/index.ts";
import { amountCell, type Insight } from "../../pipeline/index.ts";
import type { DigestData } from "../operations/gather.ts";

type Detail = { text: string; blocks: Block[] };

/** Deals at risk a line each; the longest list still is read on a phone. */
const LINES = 15;
const NAME = 80;

/** One deal at risk: "Hooli · Rollout · 200k EUR · Bea Seller · close date pushed 3 times". */
export function riskLine(insight: Insight, today: DigestData["viewing"]["today"]): Mrkdwn {
  return join(
    [
      bold(cut(dealName(insight), NAME)),
      insight.amount ? formatMoney(insight.amount, "short") : null,
      insight.ownerName,
      insight.rules.map(({ rule }) => riskWords(rule, insight, today)).join("; "),
    ],
    " · ",
  );
}

/** The deals at risk with their reasons, the largest first. */
export function riskMessage({ risk, viewing }: DigestData): Detail {
  const shown = risk.insights.slice(0, LINES);
  const left = risk.deals - shown.length;
  const text = `${plural(risk.deals, "deal")} at risk`;
  return {
    text: `${text}.`,
    blocks: paragraphs(
      lines(
        md`${sentence(EMOJI.risk)} ${bold(text)}${risk.deals > 1 ? ", the largest first" : ""}`,
        ...shown.map((insight) => md`• ${riskLine(insight, viewing.today)}`),
        left > 0 ? sentence(`${plural(left, "more", "more")}: \`/pipeline insights\``) : null,
      ),
    ),
  };
}

/** What closes soon, as a table. */
export function closingMessage({ closing, figures, viewing }: DigestData): Detail {
  const count = figures.closing.reduce((sum, one) => sum + one.count, 0);
  const left = count - closing.deals.length;
  const text = md`${plural(count, "deal")} to close ${closing.words}${left > 0 ? `, the first ${closing.deals.length} of them` : ""}.`;
  const { block } = dataTable({
    caption: `Closing ${closing.words}`,
    columns: ["Deal", "Stage", "Amount", "Closes", "Owner", "Next step"],
    rows: closing.deals.map((deal) => [
      dealName(deal),
      stageName(deal.stage),
      amountCell(deal.amount),
      formatDay(deal.closeDate, { today: viewing.today }),
      deal.ownerName,
      deal.nextStep ?? "–",
    ]),
  });
  return { text: text.text, blocks: [section(text), block] };
}
