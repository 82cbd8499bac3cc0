import { at, type Day, dayOf, weekdayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";

/** Days (1 is Monday) and times of day. */
export type Hours = Settings["workingHours"];

/** When somebody works, by the clocks of their own zone. */
export type Calendar = { timeZone: string; hours: Hours };

/** From a moment up to, not with, another. */
export type Interval = { from: Date; to: Date };

const MINUTE_MS = 60_000;

/** That many minutes later, or earlier when negative. */
export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MINUTE_MS);
}

/** Whether they share any moment; one that ends where the other begins does not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The working time of that calendar day; null on a day off. */
export function workingTimeOf(day: Day, { timeZone, hours }: Calendar): Interval | null {
  if (!hours.days.includes(weekdayOf(day))) return null;
  const interval = { from: at(day, hours.from, timeZone), to: at(day, hours.to, timeZone) };
  return interval.from < interval.to ? interval : null;
}

/** Whether the whole interval lies in one working day of the calendar. */
export function isInWorkingTime(interval: Interval, calendar: Calendar): boolean {
  const open = workingTimeOf(dayOf(interval.from, calendar.timeZone), calendar);
  return open !== null && open.from <= interval.from && interval.to <= open.to;
}

/** How long a demo keeps its sales engineer busy: from the preparation's begin to the demo's end. */
export function blockOf(demo: {
  startsAt: Date;
  minutes: number;
  preparationMinutes: number;
}): Interval {
  return {
    from: addMinutes(demo.startsAt, -demo.preparationMinutes),
    to: addMinutes(demo.startsAt, demo.minutes),
  };
}
