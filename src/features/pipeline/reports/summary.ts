import { addDays, formatDayShort } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { context, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { join, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { hasDeals, OPEN_STAGES, stageName } from "../../deals/index.ts";
import { utcDay } from "../operations/timeline.ts";
import { totalAtRisk, totalByStage } from "../queries/totals.ts";
import { inMajor, leadingCurrency, shortChange, shortTotals, times } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, spanOf, standingOf, valuesOf } from "./context.ts";

/** Where the pipeline stands: open and weighted value, what closes, what is won against quota, what is at risk. */
export async function summaryReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const span = spanOf(of);
  const weekAgo = addDays(utcDay(viewing.now), -7);
  const [stages, before, risk] = await Promise.all([
    totalByStage(tx, scope.sight, "now"),
    totalByStage(tx, scope.sight, weekAgo),
    totalAtRisk(tx, scope.sight, viewing),
  ]);
  const currency = leadingCurrency(stages, viewing.settings.baseCurrency);
  const standing = await standingOf(of, span, currency);
  const count = countOf(stages);
  if (count === 0 && countOf(standing.won) === 0) return emptyPipeline(of);
  const short = (sums: Parameters<typeof valuesOf>[0], key?: "weighted") =>
    shortTotals(valuesOf(sums, key), currency);
  const value = (sums: typeof stages) =>
    sums.reduce((sum, one) => sum + (one.currency === currency ? one.value : 0), 0);
  const since =
    before.length > 0
      ? ` (${shortChange(value(stages) - value(before), currency)} since ${formatDayShort(weekAgo, viewing.today)})`
      : "";
  const text = md`${ofWhom(scope.title)}${plural(count, "open deal")}, ${short(stages)}${since}, ${short(stages, "weighted")} weighted.`;
  const { quota, coverage: cover } = standing;
  const won = `${short(standing.won)} won ${nameOf(span.label)}`;
  const second = join(
    [
      `${plural(countOf(standing.closing), "deal")} to close by ${formatDayShort(span.to, viewing.today)}, ${short(standing.closing)}`,
      quota === null
        ? won
        : `${won} of ${shortTotals([{ currency, minor: quota }], currency)} quota`,
      cover
        ? `the rest is covered ${times(cover.open)} (${times(cover.weighted)} weighted)`
        : quota === null
          ? null
          : "the quota is reached",
      countOf(risk) > 0
        ? `${plural(countOf(risk), "deal")} at risk, ${short(risk)}`
        : "nothing at risk",
    ],
    " · ",
  );
  const series = (sums: typeof stages) =>
    OPEN_STAGES.map((stage) => inMajor(value(sums.filter((one) => one.stage === stage)), currency));
  return reportFrame(
    { report: "summary", ask: of.ask, named: of.named },
    md`${text}\n${second}`,
    count === 0
      ? []
      : [
          chart("bar", {
            title: "Open value by stage",
            categories: OPEN_STAGES.map(stageName),
            series: [
              { name: "Today", values: series(stages) },
              ...(before.length > 0 ? [{ name: "A week ago", values: series(before) }] : []),
            ],
            yLabel: currency,
          }),
        ],
  );
}

/** "in Q4 2026", "this month": the period inside a sentence. */
export function nameOf(label: string): string {
  return /^(this|next|last|since|today|yesterday|by|before|after)\b/.test(label)
    ? label
    : `in ${label}`;
}

/** What there is to do when there is no pipeline yet. */
export async function emptyPipeline({ tx, viewing, scope }: ReportContext): Promise<Reply> {
  const any = await hasDeals(tx, viewing.actor.workspaceId);
  const text = md`${ofWhom(scope.title, "no open deals")}${any ? " here" : " yet"}.`;
  return {
    text,
    blocks: [
      section(text),
      context(
        sentence(
          any
            ? "`/pipeline all` looks at everyone's."
            : 'Type `/deal new Acme "Platform rollout" 50k close eoq` for the first one. Admins bring a whole CRM in with `/deal import`.',
        ),
      ),
    ],
  };
}
