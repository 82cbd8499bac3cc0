import { addDays, at, type Day, dayOf, weekdayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";

type WorkingHours = Settings["workingHours"];

/** When whoever was given a lead is reminded, and when it goes to somebody else. */
export type LadderTimes = { nudgeAt: Date; lapseAt: Date };

/** So many days without a working hour, and the clock runs regardless: somebody must get the lead. */
const LONGEST_REST = 14;

/** The moments of the ladder, in the working time of who was given the lead: nobody loses one overnight. */
export function ladderOf(
  given: Date,
  minutes: { nudgeAfterMinutes: number; reassignAfterMinutes: number },
  works: { hours: WorkingHours; timeZone: string },
): LadderTimes {
  return {
    nudgeAt: afterWorking(given, minutes.nudgeAfterMinutes, works),
    lapseAt: afterWorking(given, minutes.reassignAfterMinutes, works),
  };
}

/** The moment at which somebody has worked so many minutes since `from`, by their own clock. */
export function afterWorking(
  from: Date,
  minutes: number,
  { hours, timeZone }: { hours: WorkingHours; timeZone: string },
): Date {
  let left = minutes * 60_000;
  let day: Day = dayOf(from, timeZone);
  for (let n = 0; n <= LONGEST_REST; n++, day = addDays(day, 1)) {
    if (!hours.days.includes(weekdayOf(day))) continue;
    const start = Math.max(from.getTime(), at(day, hours.from, timeZone).getTime());
    const end = at(day, hours.to, timeZone).getTime();
    if (start >= end) continue;
    if (start + left <= end) return new Date(start + left);
    left -= end - start;
  }
  return new Date(from.getTime() + minutes * 60_000);
}
