import { addDays, type Day, dayNumber, weekdayOf } from "./day.ts";

/** Whether the day is a Saturday or a Sunday. Holidays are not known. */
export function isWeekend(day: Day): boolean {
  return weekdayOf(day) > 5;
}

/**
 * `n` business days (Monday to Friday) later, or earlier when negative: always a business day. From a weekend the next
 * Monday is one business day later; 0 keeps a business day and moves a weekend to Monday.
 */
export function addBusinessDays(day: Day, n: number): Day {
  if (n === 0) return isWeekend(day) ? addBusinessDays(day, 1) : day;
  // A weekend counts on from the Friday before it, or back from the Monday after it.
  const weekday = weekdayOf(day);
  const start = !isWeekend(day) ? day : addDays(day, n > 0 ? 5 - weekday : 8 - weekday);
  const weeks = Math.trunc(n / 5);
  const rest = n % 5;
  const end = weekdayOf(start) + rest;
  const overWeekend = end > 5 ? 2 : end < 1 ? -2 : 0;
  return addDays(start, weeks * 7 + rest + overWeekend);
}

/** Business days after `a` up to and with `b`; negative when `b` is before `a`. From Friday to Monday is one. */
export function businessDaysBetween(a: Day, b: Day): number {
  return a <= b
    ? businessDaysUntil(dayNumber(b)) - businessDaysUntil(dayNumber(a))
    : businessDaysUntil(dayNumber(b) - 1) - businessDaysUntil(dayNumber(a) - 1);
}

/** Business days from a far Monday to the day of that number, with it. */
function businessDaysUntil(number: number): number {
  const sinceMonday = number + 3 + 7 * 10_000;
  return Math.floor(sinceMonday / 7) * 5 + Math.min((sinceMonday % 7) + 1, 5);
}
