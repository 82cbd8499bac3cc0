import { type Day, monthOf, periodLabel } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { chart } from "../../../slack/charts.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import type { Span } from "../domain/report.ts";
import { type MonthSum, totalByMonth } from "../queries/totals.ts";
import { inMajor, leadingCurrency, shortTotals } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, valuesOf } from "./context.ts";
import { numeric } from "./stage.ts";
import { emptyPipeline } from "./summary.ts";

/** The open pipeline by the month in which it is to close. */
export async function monthReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const { span } = of.ask;
  const all = await totalByMonth(tx, scope.sight, viewing.today);
  if (all.length === 0) return emptyPipeline(of);
  const sums = span ? all.filter(({ month }) => isWithin(month, span)) : all;
  const currency = leadingCurrency(sums, viewing.settings.baseCurrency);
  const months = [...Map.groupBy(sums, (sum) => sum.month)].sort(([a], [b]) => order(a) - order(b));
  const value = (of: readonly MonthSum[], key: "value" | "weighted") =>
    of.find((sum) => sum.currency === currency)?.[key] ?? 0;
  const dated = months.filter(([month]) => month !== null && month !== "overdue");
  const peak = dated.toSorted(([, a], [, b]) => value(b, "value") - value(a, "value"))[0];
  const overdue = sums.filter((sum) => sum.month === "overdue");
  const text = md`${
    peak
      ? `${ofWhom(scope.title, "most is")} to close in ${monthName(peak[0])}: ${shortTotals(valuesOf(peak[1]), currency)} in ${plural(countOf(peak[1]), "deal")}.`
      : span
        ? `${ofWhom(scope.title, "no open deal")} is to close in ${span.label}.`
        : `${ofWhom(scope.title, "no open deal")} has a close date ahead.`
  }${overdue.length > 0 ? ` ${plural(countOf(overdue), "deal")}, ${shortTotals(valuesOf(overdue), currency)}, should have closed already.` : ""}`;
  const { block } = dataTable({
    caption: "Open deals by close month",
    columns: ["Closes", "Deals", "Value", "Weighted"],
    rows: months.map(([month, all]) => [
      monthName(month),
      numeric(countOf(all)),
      { value: value(all, "value"), text: shortTotals(valuesOf(all), currency) },
      { value: value(all, "weighted"), text: shortTotals(valuesOf(all, "weighted"), currency) },
    ]),
  });
  // The chart keeps the last 20 of its categories: what is far ahead says the least.
  const drawn = months.filter(([month]) => month !== null).slice(0, 12);
  return reportFrame({ report: "month", ask: of.ask, named: of.named }, text, [
    ...(drawn.length > 0
      ? [
          chart("bar", {
            title: "Open value by close month",
            categories: drawn.map(([month]) => shortMonth(month)),
            series: [
              {
                name: "Value",
                values: drawn.map(([, all]) => inMajor(value(all, "value"), currency)),
              },
              {
                name: "Weighted",
                values: drawn.map(([, all]) => inMajor(value(all, "weighted"), currency)),
              },
            ],
            yLabel: currency,
          }),
        ]
      : []),
    ...(months.length > 0 ? [block] : []),
  ]);
}

type Month = Day | "overdue" | null;

/** Whether a month has days of a period; what is overdue, or has no date, belongs to none. */
function isWithin(month: Month, { from, to }: Span): boolean {
  return month !== null && month !== "overdue" && month <= to && monthOf(month).to >= from;
}

/** Overdue first, then the months, then what has no date. */
function order(month: Month): number {
  if (month === "overdue") return Number.NEGATIVE_INFINITY;
  return month === null ? Number.POSITIVE_INFINITY : Date.parse(month);
}

function monthName(month: Month): string {
  if (month === "overdue") return "Overdue";
  return month === null ? "No close date" : periodLabel("month", month);
}

function shortMonth(month: Month): string {
  return monthName(month).replace(/^(\w{3})\w* (\d{4})$/, "$1 $2");
}
