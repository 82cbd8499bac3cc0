import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  formatDayShort,
  periodLabel,
} from "../../../kernel/dates.ts";
import { type ChartBlock, chart } from "../../../slack/charts.ts";
import { inMajor } from "../../pipeline/index.ts";
import { bookedIn } from "../domain/booked.ts";
import { isSilent } from "../domain/method.ts";
import type { ForecastPeriod } from "../domain/period.ts";
import type { Forecast } from "../operations/make-forecast.ts";

/** The last day of each part of a period that the chart has a point for: weeks of a quarter, months of a year. */
export function marksOf({ kind, from, to }: ForecastPeriod): Day[] {
  const marks: Day[] = [];
  if (kind === "year")
    for (let months = 1; months <= 12; months++) marks.push(addDays(addMonths(from, months), -1));
  else {
    const step = kind === "quarter" ? 7 : 2;
    for (
      let day = addDays(from, step - 1);
      day < addDays(to, 1 - step / 2);
      day = addDays(day, step)
    )
      marks.push(day);
    marks.push(to);
  }
  return marks;
}

/**
 * Won so far, the way to the forecast, its likely range, and the quota. Before today all are what was won; from today on they go
 * straight to where they are expected to end.
 */
export function forecastChart(forecast: Forecast, today: Day): ChartBlock {
  const { period, evidence, outlook, answer, range, quota } = forecast;
  const { booked, through, currency } = evidence;
  const marks = marksOf(period);
  const wonBy = (day: Day) => bookedIn(booked, { from: period.from, to: day });
  const start = through < period.from ? addDays(period.from, -1) : through;
  const days = Math.max(1, daysBetween(start, period.to));
  const towards = (end: number) =>
    marks.map((day) => {
      const gone = daysBetween(start, day);
      return inMajor(
        Math.round(gone <= 0 ? wonBy(day) : outlook.won + ((end - outlook.won) * gone) / days),
        currency,
      );
    });
  const isAhead = evidence.ahead !== null && !isSilent(answer) && range !== null;
  return chart("line", {
    title: isAhead ? "Won so far, forecast and its likely range" : "Won",
    categories: marks.map((day) =>
      period.kind === "year" ? periodLabel("month", day).slice(0, 3) : formatDayShort(day, today),
    ),
    series: [
      {
        name: "Won",
        values: marks.map((day) => inMajor(day > through ? outlook.won : wonBy(day), currency)),
      },
      ...(isAhead
        ? [
            { name: "Forecast", values: towards(answer.total) },
            { name: "Likely at least", values: towards(range.lower) },
            { name: "Likely at most", values: towards(range.upper) },
          ]
        : []),
      ...(quota
        ? [{ name: "Quota", values: marks.map(() => inMajor(quota.minor, currency)) }]
        : []),
    ],
    yLabel: currency,
  });
}
