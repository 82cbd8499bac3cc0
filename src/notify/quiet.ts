import { wallClock } from "../kernel/dates/zone.ts";
import { addDays, at, type Day, weekdayOf } from "../kernel/dates.ts";

/** When a person may be written to, by the clocks of their zone. */
export type Hours = {
  /** IANA zone. */
  timeZone: string;
  /** From when to when nothing is sent, as "20:00"; the same twice for no quiet hours. */
  quietFrom: string;
  quietTo: string;
  /** The days messages are sent; 1 is Monday. */
  days: readonly number[];
  /** Nothing is sent before this moment. */
  snoozedUntil: Date | null;
};

const MINUTE_MS = 60_000;
/** Whatever hours and days are set, there is an allowed moment within this many steps, each to an end of something. */
const MOST_STEPS = 40;
/** Clocks are never set by more. */
const LARGEST_SHIFT_MS = 3 * 3_600_000;

/**
 * The first moment, not before `from`, at which the person may be written to. What counts is what their clock shows at
 * that moment: an hour that comes twice is quiet twice, and one that is skipped is not waited for.
 */
export function nextAllowed(from: Date, hours: Hours): Date {
  let moment = hours.snoozedUntil && hours.snoozedUntil > from ? hours.snoozedUntil : from;
  for (let step = 0; step < MOST_STEPS; step++) {
    const end = endOfQuiet(moment, hours);
    if (!end) return moment;
    moment = end;
  }
  // Without a single working day there is no such moment; a message that waits for ever would be a lost one.
  return moment;
}

/** Whether the person may be written to at that moment. */
export function isAllowed(moment: Date, hours: Hours): boolean {
  return (
    !(hours.snoozedUntil && moment < hours.snoozedUntil) && quietEnd(moment, hours) === undefined
  );
}

/** What the clock will show when it stops being quiet, or undefined when it isn't: null stands for the next midnight. */
function quietEnd(moment: Date, { timeZone, quietFrom, quietTo, days }: Hours) {
  const wall = wallClock(moment, timeZone);
  const day = wall.slice(0, 10) as Day;
  const time = wall.slice(11, 16);
  if (!days.includes(weekdayOf(day))) return { day: addDays(day, 1), time: "00:00" };
  if (quietFrom === quietTo) return undefined;
  const isQuiet =
    quietFrom < quietTo ? time >= quietFrom && time < quietTo : time >= quietFrom || time < quietTo;
  if (!isQuiet) return undefined;
  return { day: time < quietTo ? day : addDays(day, 1), time: quietTo };
}

function endOfQuiet(moment: Date, hours: Hours): Date | null {
  const end = quietEnd(moment, hours);
  if (!end) return null;
  const guess = at(end.day, end.time, hours.timeZone);
  if (offsetAt(moment, hours.timeZone) === offsetAt(guess, hours.timeZone)) return guess;
  // Clocks are set on the way. Then what ends the quiet may come earlier or later than a calculation says: look.
  const latest = guess.getTime() + LARGEST_SHIFT_MS;
  let ms = Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (; ms < latest; ms += MINUTE_MS) {
    const next = quietEnd(new Date(ms), hours);
    if (!next || next.day !== end.day || next.time !== end.time) return new Date(ms);
  }
  return guess > moment ? guess : new Date(latest);
}

function offsetAt(moment: Date, timeZone: string): number {
  return Date.parse(`${wallClock(moment, timeZone)}Z`) - moment.getTime();
}
