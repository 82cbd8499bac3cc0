import { MONTHS } from "./calendar-words.ts";
import { addDays, addMonths, type Day, dayFrom, lastDateOf, partsOf, weekdayOf } from "./day.ts";

/** Whole days from `from` to `to`, both in it. */
export type Period = { from: Day; to: Day };

export type PeriodKind = "week" | "month" | "quarter" | "year";

/** The week (Monday to Sunday), month, quarter or year the day is in. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  if (kind === "week") return weekOf(day);
  if (kind === "month") return monthOf(day);
  return kind === "quarter" ? quarterOf(day) : yearOf(day);
}

/** Monday to Sunday. */
export function weekOf(day: Day): Period {
  const from = addDays(day, 1 - weekdayOf(day));
  return { from, to: addDays(from, 6) };
}

/** The first to the last day of the calendar month. */
export function monthOf(day: Day): Period {
  const { year, month } = partsOf(day);
  return months(year, month, 1);
}

/** The calendar quarter: January to March is the first. */
export function quarterOf(day: Day): Period {
  const { year, month } = partsOf(day);
  return months(year, month - ((month - 1) % 3), 3);
}

/** 1 January to 31 December. */
export function yearOf(day: Day): Period {
  return months(partsOf(day).year, 1, 12);
}

/** The period of that kind after the one the day is in. */
export function nextPeriod(kind: PeriodKind, day: Day): Period {
  return periodOf(kind, addDays(periodOf(kind, day).to, 1));
}

/** The period of that kind before the one the day is in. */
export function previousPeriod(kind: PeriodKind, day: Day): Period {
  return periodOf(kind, addDays(periodOf(kind, day).from, -1));
}

/** "week of 23 November 2026", "November 2026", "Q4 2026" or "2026": the period of that kind the day is in. */
export function periodLabel(kind: PeriodKind, day: Day): string {
  const { year, month, date } = partsOf(periodOf(kind, day).from);
  if (kind === "week") return `week of ${date} ${MONTHS[month - 1]} ${year}`;
  if (kind === "month") return `${MONTHS[month - 1]} ${year}`;
  return kind === "quarter" ? `Q${(month + 2) / 3} ${year}` : String(year);
}

function months(year: number, first: number, count: number): Period {
  const from = dayFrom(year, first, 1);
  const last = partsOf(addMonths(from, count - 1));
  return { from, to: dayFrom(last.year, last.month, lastDateOf(last.year, last.month)) };
}
