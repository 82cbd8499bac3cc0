import { currencyDigits, formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { bold, lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealHeading, dealName, showDeal } from "../../deals/index.ts";
import { formatTenths, type Roi, type RoiInput } from "../domain/roi.ts";

/** What a purchase brings the customer: payback, return, three years, and the curve of both. */
export function roiCard(
  deal: { id: number; title: string; accountName: string | null },
  input: RoiInput,
  roi: Roi,
): Reply {
  const { currency } = input.price;
  const payback =
    roi.paybackTenths === null
      ? "It never pays back"
      : `Pays back in ${formatTenths(roi.paybackTenths)} months`;
  const years = formatMoney(roi.netThreeYears, "plain");
  const text = md`${dealName(deal)}: ${payback.toLowerCase()}, ${formatTenths(roi.roiTenths)} % return over the term, ${years} net over three years.`;
  const major = (minor: number) => minor / 10 ** currencyDigits(currency);
  return {
    text,
    blocks: [
      section(
        lines(
          dealHeading(deal),
          bold(`${payback} · ${formatTenths(roi.roiTenths)} % return · ${years} net in 3 years`),
          md`${formatMoney(input.costPerYear, "plain")} a year today, ${input.savingBasisPoints / 100} % of it saved: ${formatMoney(roi.savingPerYear, "plain")} a year.`,
          md`Price ${formatMoney(input.price, "plain")} for ${plural(input.termMonths, "month")}: ${formatMoney(roi.pricePerYear, "plain")} a year.`,
        ),
      ),
      chart("line", {
        title: "Saved and paid so far, three years",
        categories: roi.quarters.map((_, i) => `Month ${(i + 1) * 3}`),
        series: [
          { name: "Saved", values: roi.quarters.map(({ saved }) => major(saved.minor)) },
          { name: "Paid", values: roi.quarters.map(({ paid }) => major(paid.minor)) },
        ],
        yLabel: currency,
      }),
      context(
        md`Return = (saving over the term − price) / price. Payback = price / saving a month, not discounted. Three years: the term renewed at its price.`,
      ),
      ...actions(showDeal.button("Open deal", { id: deal.id })),
    ],
  };
}
