import { addDays, type Day, formatDayShort } from "../../../kernel/dates.ts";
import { joinWords, plural } from "../../../kernel/text.ts";
import { chart } from "../../../slack/charts.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName, stageName } from "../../deals/index.ts";
import { CHANGES, changeName, VALUE_CHANGES } from "../domain/change.ts";
import { utcDay } from "../operations/timeline.ts";
import { type ChangedDeal, type ChangeSum, listChanges } from "../queries/changes.ts";
import { totalByStage } from "../queries/totals.ts";
import { inMajor, leadingCurrency, shortChange, shortTotals } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { type ReportContext, valuesOf } from "./context.ts";
import { numeric } from "./stage.ts";

/** The days a change report looks at, and the moment it ends at. */
export function changeSpan({ ask, viewing }: Pick<ReportContext, "ask" | "viewing">): {
  from: Day;
  to: Day | "now";
} {
  const today = utcDay(viewing.now);
  let from = ask.span?.from ?? addDays(today, -7);
  // Nothing has changed since a day that is yet to come; today is the latest to ask for.
  if (from > today) from = today;
  const to = ask.span?.to;
  // The day that is not over yet has no snapshot: until then it is now.
  return { from, to: to !== undefined && to < today ? to : "now" };
}

/** What was added, won, lost, moved and so on, and how that adds up to the difference of the open value. */
export async function changesReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const span = changeSpan(of);
  const [before, after, changes] = await Promise.all([
    totalByStage(tx, scope.sight, addDays(span.from, -1)),
    totalByStage(tx, scope.sight, span.to),
    listChanges(tx, scope.sight, span),
  ]);
  const currency = leadingCurrency([...after, ...before], viewing.settings.baseCurrency);
  const total = (sums: typeof after) =>
    sums.reduce((sum, one) => sum + (one.currency === currency ? one.value : 0), 0);
  const day = (one: Day) => formatDayShort(one, viewing.today);
  const when =
    span.to === "now" ? `since ${day(span.from)}` : `from ${day(span.from)} to ${day(span.to)}`;
  const difference = total(after) - total(before);
  const parts = VALUE_CHANGES.flatMap((change) => {
    const sum = changes.find((one) => one.change === change && one.currency === currency);
    return sum && sum.effect !== 0
      ? [`${changeName(change).toLowerCase()} ${shortChange(sum.effect, currency)}`]
      : [];
  });
  const text = md`${ofWhom(scope.title)}${shortTotals(valuesOf(after), currency)} open, ${shortChange(difference, currency)} ${when}${parts.length > 0 ? `: ${joinWords(parts, "and")}` : ""}.`;
  const rows = CHANGES.flatMap((change) => changes.filter((one) => one.change === change));
  const steps = VALUE_CHANGES.flatMap((change) => {
    const sum = changes.find((one) => one.change === change && one.currency === currency);
    return sum && sum.effect !== 0
      ? [{ name: changeName(change), value: inMajor(sum.effect, currency) }]
      : [];
  });
  return reportFrame(
    { report: "changes", ask: of.ask, named: of.named },
    text,
    rows.length === 0
      ? []
      : [
          ...(steps.length > 1
            ? [
                chart("bar", {
                  title: "What changed the open value",
                  categories: steps.map((step) => step.name),
                  series: [{ name: "Effect", values: steps.map((step) => step.value) }],
                  yLabel: currency,
                }),
              ]
            : []),
          dataTable({
            caption: `What changed ${when}`,
            columns: [
              "Change",
              "Deals",
              "Value",
              "Effect on open",
              ...(of.named ? ["Biggest"] : []),
            ],
            pageSize: 15,
            rows: rows.map((sum) => row(sum, of.named, viewing.today)),
          }).block,
        ],
    [rows.length === 0 ? md`No deal changed.` : null],
  );
}

function row(sum: ChangeSum, named: boolean, today: Day) {
  const { change, currency, count, effect, value } = sum;
  return [
    changeName(change),
    numeric(count),
    { value, text: shortTotals([{ currency, minor: value }], currency) },
    { value: effect, text: effect === 0 ? "–" : shortChange(effect, currency) },
    ...(named ? [biggest(sum, today)] : []),
  ];
}

function biggest({ biggest: [first], count }: ChangeSum, today: Day): string {
  if (!first) return "–";
  const more = count > 1 ? `, and ${plural(count - 1, "more", "more")}` : "";
  return `${dealName(first)}${detail(first, today)}${more}`;
}

/** What changed of a deal, in a few words: " 30 Nov → 15 Jan". */
export function detail(deal: ChangedDeal, today: Day): string {
  const { change, fromClose, toClose, fromStage, toStage } = deal;
  if ((change === "slipped" || change === "pulled_in") && fromClose && toClose)
    return ` ${formatDayShort(fromClose, today)} → ${formatDayShort(toClose, today)}`;
  if ((change === "moved_on" || change === "moved_back") && fromStage && toStage)
    return ` ${stageName(fromStage)} → ${stageName(toStage)}`;
  return "";
}
