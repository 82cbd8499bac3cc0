import { addDays, type Day, daysBetween, formatDayShort, weekOf } from "../../../kernel/dates.ts";
import { chart } from "../../../slack/charts.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { utcDay } from "../operations/timeline.ts";
import { type Sum, totalByStage } from "../queries/totals.ts";
import { totalByDay } from "../queries/trend.ts";
import { inMajor, leadingCurrency, shortChange, shortTotals } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, valuesOf } from "./context.ts";
import { numeric } from "./stage.ts";
import { emptyPipeline } from "./summary.ts";

const WEEKS = 13;
/** Slack draws 20 categories; one of them is today. */
const MOST_POINTS = 19;

/** How the open pipeline grew or shrank, week by week. */
export async function trendReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope, ask } = of;
  const yesterday = addDays(utcDay(viewing.now), -1);
  const marks = weekEnds(
    ask.span?.from ?? addDays(yesterday, -7 * WEEKS),
    ask.span?.to ?? yesterday,
    yesterday,
  );
  const [past, now] = await Promise.all([
    totalByDay(tx, scope.sight, marks),
    totalByStage(tx, scope.sight, "now"),
  ]);
  const ends =
    ask.span && ask.span.to < yesterday
      ? []
      : [{ day: utcDay(viewing.now), sums: byCurrency(now) }];
  const begun = past.findIndex((point) => point.sums.length > 0);
  const points = [...(begun < 0 ? [] : past.slice(begun)), ...ends];
  const last = points.at(-1);
  const first = points[0];
  if (!first || !last || countOf(points.flatMap((point) => point.sums)) === 0)
    return emptyPipeline(of);
  const currency = leadingCurrency(
    points.flatMap((point) => point.sums),
    viewing.settings.baseCurrency,
  );
  const value = (sums: readonly Sum[], key: "value" | "weighted") =>
    sums.find((sum) => sum.currency === currency)?.[key] ?? 0;
  const change = (key: "value" | "weighted") =>
    shortChange(value(last.sums, key) - value(first.sums, key), currency);
  const day = (one: Day) => formatDayShort(one, viewing.today);
  const text = md`${ofWhom(scope.title)}${shortTotals(valuesOf(last.sums), currency)} open, ${change("value")} since ${day(first.day)}; weighted ${shortTotals(valuesOf(last.sums, "weighted"), currency)}, ${change("weighted")}.`;
  const { block } = dataTable({
    caption: "Open pipeline at the end of each week",
    columns: ["Day", "Deals", "Value", "Weighted"],
    rows: points.toReversed().map((point) => [
      day(point.day),
      numeric(countOf(point.sums)),
      { value: value(point.sums, "value"), text: shortTotals(valuesOf(point.sums), currency) },
      {
        value: value(point.sums, "weighted"),
        text: shortTotals(valuesOf(point.sums, "weighted"), currency),
      },
    ]),
  });
  return reportFrame({ report: "trend", ask, named: of.named }, text, [
    chart("line", {
      title: "Open pipeline by week",
      categories: points.map((point) => day(point.day)),
      series: [
        {
          name: "Value",
          values: points.map((point) => inMajor(value(point.sums, "value"), currency)),
        },
        {
          name: "Weighted",
          values: points.map((point) => inMajor(value(point.sums, "weighted"), currency)),
        },
      ],
      yLabel: currency,
    }),
    block,
  ]);
}

/** The Sundays between two days, thinned to what a chart can show, up to the last day that is over. */
function weekEnds(from: Day, to: Day, yesterday: Day): Day[] {
  const end = to < yesterday ? to : yesterday;
  const weeks = Math.max(1, Math.ceil(daysBetween(from, end) / 7));
  const step = 7 * Math.ceil(weeks / MOST_POINTS);
  const days: Day[] = [];
  let day = to < yesterday ? end : addDays(weekOf(end).from, -1);
  for (; day >= from && days.length < MOST_POINTS; day = addDays(day, -step)) days.unshift(day);
  return days;
}

function byCurrency(sums: readonly Sum[]): Sum[] {
  return [...Map.groupBy(sums, (sum) => sum.currency)].map(([currency, all]) => ({
    currency,
    count: countOf(all),
    value: all.reduce((total, sum) => total + sum.value, 0),
    weighted: all.reduce((total, sum) => total + sum.weighted, 0),
  }));
}
