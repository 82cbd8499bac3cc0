import { subYears } from "date-fns/subYears";
import { addDays } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { chart } from "../../../slack/charts.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { OPEN_STAGES, type Stage, stageName } from "../../deals/index.ts";
import { bottlenecks } from "../domain/insight.ts";
import { utcDay } from "../operations/timeline.ts";
import { stageConversions, stageStays } from "../queries/conversion.ts";
import { type StageSum, totalByStage } from "../queries/totals.ts";
import { amountCell, inMajor, leadingCurrency, percent, shortTotals } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, valuesOf } from "./context.ts";
import { emptyPipeline } from "./summary.ts";

/** The open pipeline stage by stage: value, how many go on, how long they stay. */
export async function stageReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const since = subYears(viewing.now, 1);
  const [now, before, conversions, stays] = await Promise.all([
    totalByStage(tx, scope.sight, "now"),
    totalByStage(tx, scope.sight, addDays(utcDay(viewing.now), -7)),
    stageConversions(tx, scope.sight, since),
    stageStays(tx, scope.sight, since, viewing.now),
  ]);
  if (now.length === 0) return emptyPipeline(of);
  const currency = leadingCurrency(now, viewing.settings.baseCurrency);
  const sumsOf = (stage: Stage, sums: readonly StageSum[] = now) =>
    sums.filter((sum) => sum.stage === stage);
  const valueIn = (stage: Stage, sums: readonly StageSum[]) =>
    sumsOf(stage, sums).find((sum) => sum.currency === currency)?.value ?? 0;
  const largest = OPEN_STAGES.toSorted((a, b) => valueIn(b, now) - valueIn(a, now))[0] ?? "lead";
  const [slow] = bottlenecks(stays);
  const text = md`${ofWhom(scope.title, "most is")} in ${stageName(largest)}: ${shortTotals(valuesOf(sumsOf(largest)), currency)} in ${plural(countOf(sumsOf(largest)), "deal")} of ${shortTotals(valuesOf(now), currency)} open in ${plural(countOf(now), "deal")}.${
    slow
      ? ` ${stageName(slow.stage)} holds deals up: ${days(slow.nowDays)} by now, usually ${days(slow.usualDays)}.`
      : ""
  }`;
  const { block } = dataTable({
    caption: "Open deals by stage",
    columns: ["Stage", "Deals", "Value", "Weighted", "Days", "Usual", "Went on"],
    rows: OPEN_STAGES.map((stage) => {
      const sums = sumsOf(stage);
      const rate = conversions.find((one) => one.stage === stage);
      const stay = stays.find((one) => one.stage === stage);
      const money = (key: "value" | "weighted") => ({
        value: sums.find((sum) => sum.currency === currency)?.[key] ?? 0,
        text: sums.length > 0 ? shortTotals(valuesOf(sums, key), currency) : "–",
      });
      return [
        stageName(stage),
        numeric(countOf(sums)),
        sums.length > 0 ? money("value") : amountCell(null),
        sums.length > 0 ? money("weighted") : "–",
        stay?.nowDays == null ? "–" : numeric(Math.round(stay.nowDays)),
        stay?.usualDays == null ? "–" : numeric(Math.round(stay.usualDays)),
        rate ? rateWords(rate.goesOn) : "–",
      ];
    }),
  });
  const series = (sums: readonly StageSum[]) =>
    OPEN_STAGES.map((stage) => inMajor(valueIn(stage, sums), currency));
  return reportFrame(
    { report: "stage", ask: of.ask, named: of.named },
    text,
    [
      chart("bar", {
        title: "Open value by stage",
        categories: OPEN_STAGES.map(stageName),
        series: [
          { name: "Today", values: series(now) },
          ...(before.length > 0 ? [{ name: "A week ago", values: series(before) }] : []),
        ],
        yLabel: currency,
      }),
      block,
    ],
    [
      md`Days: median time of those in the stage now · Went on: of the deals that entered the stage in the last 12 months and are decided; few of them lean on what is usual`,
    ],
  );
}

/** "80%, 12 of 15", and of few cases "about 60%, from 4 deals". */
export function rateWords(rate: {
  rate: number | null;
  good: number;
  cases: number;
  thin: boolean;
}): string {
  if (rate.rate === null) return "–";
  return rate.thin
    ? `about ${percent(rate.rate)}, from ${plural(rate.cases, "deal")}`
    : `${percent(rate.rate)}, ${rate.good} of ${rate.cases}`;
}

/** A count as a cell to sort by. */
export function numeric(value: number): { value: number; text: string } {
  return { value, text: value.toLocaleString("en-US") };
}

/** "12 days". */
export function days(count: number): string {
  return plural(Math.round(count), "day");
}
