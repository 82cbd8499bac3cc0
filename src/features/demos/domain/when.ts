import { dayOf, formatDay, formatInstant } from "../../../kernel/dates.ts";

/** By whose clock a moment is written. */
export type ReaderClock = { now: Date; timeZone: string };

/** "tomorrow 15:00", "Thu 26 Nov 15:00": a moment to come, with its weekday, since that is how people plan. */
export function whenText(instant: Date, { now, timeZone }: ReaderClock): string {
  const day = formatDay(dayOf(instant, timeZone), { today: dayOf(now, timeZone) });
  return `${day.replace(/ \(.*\)$/, "")} ${timeText(instant, { now, timeZone })}`;
}

/** "15:00" on the reader's clock. */
export function timeText(instant: Date, clock: ReaderClock): string {
  return formatInstant(instant, clock).slice(-5);
}

/** "45 min", "1 h", "2 h 30 min". */
export function durationText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""]
    .filter(Boolean)
    .join(" ");
}
