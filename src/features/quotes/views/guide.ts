import { formatMoney, type Money, subtractMoney } from "../../../kernel/money.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { lines, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealHeading, dealName, draftQuote, showDeal } from "../../deals/index.ts";
import { askRoi, openQuote } from "../actions.ts";
import { type Estimate, modelName, type PricingModel } from "../domain/guidance.ts";

/** What is known of how to price a deal. */
export type Guidance = {
  deal: { id: number; title: string; accountName: string | null; amount: Money | null };
  estimate: Estimate | null;
  drivers: readonly { text: string; why: string }[];
  model: { model: PricingModel; reason: string };
  /** Its quote, where it has one. */
  quoteId: number | null;
};

const LIKE: Record<Estimate["like"], string> = {
  product: "with one of its products",
  sector: "of its customer's sector",
  all: "of all kinds",
};
const TEXT = 110;

/** Value, drivers and model, each with its reason. */
export function guideCard({ deal, estimate, drivers, model, quoteId }: Guidance): Reply {
  const text = md`${dealName(deal)}: ${modelName(model.model)}${
    estimate ? `, probably worth ${formatMoney(estimate.value, "plain")}` : ""
  }.`;
  return {
    text,
    blocks: [
      section(
        lines(
          dealHeading(deal),
          estimateLine(deal.amount, estimate),
          md`Pricing: ${modelName(model.model)}, because ${model.reason}.`,
          drivers.length > 0
            ? lines(
                "What they would pay for:",
                ...drivers.map((one) => md`• ${cut(one.text, TEXT)} (${one.why})`),
              )
            : sentence(
                `What they would pay for is not known yet: log it with \`/require opp_${deal.id}\` and \`/challenge opp_${deal.id}\`.`,
              ),
        ),
      ),
      ...actions(
        askRoi.button("Return on investment", { id: deal.id }, { style: "primary" }),
        quoteId === null
          ? draftQuote.button("Draft a quote", { id: deal.id })
          : openQuote.button("Open quote", { id: quoteId }),
        showDeal.button("Open deal", { id: deal.id }),
      ),
    ],
  };
}

function estimateLine(amount: Money | null, estimate: Estimate | null): Mrkdwn {
  if (!estimate)
    return md`Estimated value: there are fewer than 3 won deals in its currency to learn from.`;
  const value = formatMoney(estimate.value, "plain");
  const basis = `the median of ${plural(estimate.deals, "won deal")} ${LIKE[estimate.like]}`;
  if (!amount) return md`Estimated value: ${value}, ${basis}.`;
  const gap = subtractMoney(amount, estimate.value);
  const than =
    gap.minor === 0
      ? "the same as its amount"
      : `${formatMoney({ ...gap, minor: Math.abs(gap.minor) }, "plain")} ${gap.minor > 0 ? "less" : "more"} than its amount`;
  return md`Estimated value: ${value}, ${basis}; ${than}.`;
}
