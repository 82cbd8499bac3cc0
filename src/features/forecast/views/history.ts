import { type Day, formatDayShort } from "../../../kernel/dates.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { inMajor, type Scope, shortChange } from "../../pipeline/index.ts";
import { openForecast } from "../actions.ts";
import { type ForecastPeriod, forecastLabel } from "../domain/period.ts";
import type { ForecastSnapshot } from "../queries/snapshots.ts";
import { bare, ofPeriod, short } from "./amounts.ts";

/** What was said of a period week by week: the forecast, its range, what was won and the quota. */
export function historyView(of: {
  period: ForecastPeriod;
  scope: Scope;
  title: string;
  snapshots: readonly ForecastSnapshot[];
  /** What the forecast says now; null where it has no answer. */
  today: { day: Day; total: number; currency: string } | null;
}): Reply {
  const { period, snapshots, today } = of;
  const label = ofPeriod(forecastLabel(period), of.title);
  const [first] = snapshots;
  const { kind, from: startsOn } = period;
  const way = actions(
    openForecast.button("Forecast", {
      kind,
      startsOn,
      scope: of.scope,
      method: "hybrid",
      view: "answer",
    }),
  );
  if (!first) {
    const text = md`Nothing was kept of ${label} yet: on Mondays the bot keeps what the forecast says.`;
    return { text, blocks: [section(text), ...way] };
  }
  const { currency } = first;
  const rows = snapshots.filter((one) => one.currency === currency);
  const last = rows.at(-1) ?? first;
  const now = today && today.currency === currency ? today : null;
  const text = md`${label}: on ${formatDayShort(first.day, last.day)} the forecast said ${short(first.total, currency)}${
    now
      ? `; it says ${short(now.total, currency)} now, ${shortChange(Math.round(now.total - first.total), currency)}`
      : `, on ${formatDayShort(last.day, last.day)} ${short(last.total, currency)}`
  }.`;
  const day = (one: Day) => formatDayShort(one, last.day);
  const major = (of_: (one: ForecastSnapshot) => number) =>
    rows.map((one) => inMajor(of_(one), currency));
  const { block } = dataTable({
    caption: `What was said of ${forecastLabel(period)}, in ${currency}`,
    columns: ["Day", "Forecast", "Likely", "Won", "Commit", "Change"],
    rows: rows.toReversed().map((one, i, all) => {
      const before = all[i + 1];
      return [
        day(one.day),
        { value: one.total, text: bare(one.total, currency) },
        `${bare(one.lower, currency)} to ${bare(one.upper, currency)}`,
        { value: one.won, text: bare(one.won, currency) },
        { value: one.commit, text: bare(one.commit, currency) },
        before
          ? {
              value: one.total - before.total,
              text: shortChange(one.total - before.total, currency),
            }
          : "–",
      ];
    }),
  });
  return {
    text,
    blocks: [
      section(text),
      chart("line", {
        title: "What the forecast said",
        categories: rows.map((one) => day(one.day)),
        series: [
          { name: "Forecast", values: major((one) => one.total) },
          { name: "Likely at least", values: major((one) => one.lower) },
          { name: "Likely at most", values: major((one) => one.upper) },
          { name: "Won", values: major((one) => one.won) },
          ...(rows.every((one) => one.quota !== null)
            ? [{ name: "Quota", values: major((one) => one.quota ?? 0) }]
            : []),
        ],
        yLabel: currency,
      }),
      block,
      ...way,
    ],
  };
}
