import { formatDayShort, quarterOf } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { type Block, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { bold, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { inMajor, percent, shortChange } from "../../pipeline/index.ts";
import type { DigestData } from "../operations/gather.ts";
import { bare } from "./news.ts";

/** The quarter's bars: what is won, what is expected at its end, and the quota. Null without a quota. */
export function quotaChart({ quota, figures, currency }: DigestData): Block | null {
  if (!quota) return null;
  const values = [wonOf(figures, currency), quota.expected, quota.minor];
  return chart("bar", {
    title: "The quarter against its quota",
    categories: ["Won", quota.isForecast ? "Forecast" : "Weighted", "Quota"],
    series: [{ name: "This quarter", values: values.map((minor) => inMajor(minor, currency)) }],
    yLabel: currency,
  });
}

/** The same in a sentence: "Won 80k of 500k EUR (16%), 480k forecast by 31 Dec: 20k short." Null without a quota. */
export function quotaLine(data: DigestData): Mrkdwn | null {
  const { quota, figures, currency, viewing } = data;
  if (!quota) return null;
  const short = (minor: number) => formatMoney({ minor, currency }, "short");
  const won = wonOf(figures, currency);
  const gap = quota.expected - quota.minor;
  const end = formatDayShort(quarterOf(viewing.today).to, viewing.today);
  const verdict =
    gap < 0
      ? `${bare(short(-gap), currency)} short`
      : `${bare(shortChange(gap, currency), currency)} over the quota`;
  return md`${bold("The quarter")}: won ${bare(short(won), currency)} of ${short(quota.minor)} (${percent(won / quota.minor)}), ${bare(short(quota.expected), currency)} ${
    quota.isForecast ? "forecast" : "won or weighted"
  } by ${end}: ${verdict}.`;
}

/** The quarter as a message of the thread; null without a quota. */
export function quotaMessage(data: DigestData): { text: string; blocks: Block[] } | null {
  const line = quotaLine(data);
  const bars = quotaChart(data);
  return line && bars ? { text: line.text, blocks: [section(line), bars] } : null;
}

function wonOf(figures: DigestData["figures"], currency: string): number {
  return figures.won.reduce((sum, one) => sum + (one.currency === currency ? one.value : 0), 0);
}
