import { plural } from "../text/words.ts";
import { MONTHS, WEEKDAYS } from "./calendar-words.ts";
import { type Day, daysBetween, lastDateOf, partsOf, weekdayOf } from "./day.ts";
import { dayOf, wallClock } from "./zone.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The day for a person: "today", "tomorrow", "Fri 27 Nov (in 7 days)", "Thu 31 Mar (in 4 months)", "Tue 17 Nov (3 days ago)".
 * The year is written only when the day is more than eleven months away.
 */
export function formatDay(day: Day, { today }: { today: Day }): string {
  const relative = formatRelativeDay(day, today);
  if (Math.abs(daysBetween(today, day)) <= 1) return relative;
  return `${weekdayShort(day)} ${formatDayShort(day, today)} (${relative})`;
}

/** "31 Mar", and "31 Mar 2028" when it is more than eleven months away. */
export function formatDayShort(day: Day, today: Day): string {
  const { year, month, date } = partsOf(day);
  return `${date} ${MONTHS[month - 1]?.slice(0, 3)}${isNear(day, today) ? "" : ` ${year}`}`;
}

/** "18 Nov 2026": for a paper, which is read for years. */
export function formatDayWithYear(day: Day): string {
  const { year, month, date } = partsOf(day);
  return `${date} ${MONTHS[month - 1]?.slice(0, 3)} ${year}`;
}

/** Whether the day is at most eleven months away. */
function isNear(day: Day, today: Day): boolean {
  const [a, b] = [partsOf(today), partsOf(day)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months === 11) return b.date <= a.date;
  // From a 31st it is the last day of a shorter month.
  if (months === -11) return b.date >= Math.min(a.date, lastDateOf(b.year, b.month));
  return Math.abs(months) < 11;
}

/** "today", "tomorrow", "in 7 days", "in 5 weeks", "in 4 months", "in 2 years", "yesterday", "3 days ago". Rounded. */
export function formatRelativeDay(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return inOrAgo(spanOfDays(Math.abs(days)), days > 0);
}

/**
 * The instant on the reader's clock: "today 14:03", "yesterday 14:03", "Tue 14:03" within six days, else "12 Nov 14:03".
 */
export function formatInstant(
  instant: Date,
  { now, timeZone }: { now: Date; timeZone: string },
): string {
  const day = dayOf(instant, timeZone);
  const today = dayOf(now, timeZone);
  const time = wallClock(instant, timeZone).slice(11, 16);
  const distance = Math.abs(daysBetween(today, day));
  if (distance <= 1) return `${formatRelativeDay(day, today)} ${time}`;
  return `${distance <= 6 ? weekdayShort(day) : formatDayShort(day, today)} ${time}`;
}

/** "just now", "4 minutes ago", "3 hours ago", "2 days ago", "in 4 minutes". Whole units that have passed. */
export function formatAgo(instant: Date, now: Date): string {
  const ms = now.getTime() - instant.getTime();
  const size = Math.abs(ms);
  if (size < MINUTE) return "just now";
  return inOrAgo(spanOfMs(size), ms < 0);
}

function spanOfMs(ms: number): string {
  if (ms < HOUR) return plural(Math.floor(ms / MINUTE), "minute");
  if (ms < DAY) return plural(Math.floor(ms / HOUR), "hour");
  return spanOfDays(Math.floor(ms / DAY));
}

function spanOfDays(days: number): string {
  if (days < 14) return plural(days, "day");
  if (days < 63) return plural(Math.round(days / 7), "week");
  if (days < 730) return plural(Math.round(days / 30.44), "month");
  return plural(Math.round(days / 365.25), "year");
}

function inOrAgo(span: string, future: boolean): string {
  return future ? `in ${span}` : `${span} ago`;
}

function weekdayShort(day: Day): string {
  return WEEKDAYS[weekdayOf(day) - 1]?.slice(0, 3) ?? "";
}
