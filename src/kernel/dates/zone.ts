import { AppError } from "../errors.ts";
import { asDay, type Day } from "./day.ts";

const MS_PER_DAY = 86_400_000;

// Built once for each zone, because that costs a hundred times what its use does.
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** Whether the text names a zone of the IANA database, like Europe/Berlin or UTC; "+02:00" is no zone, it has no summer time. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The calendar day it is in the zone at that instant. */
export function dayOf(instant: Date, timeZone: string): Day {
  return asDay(wallClock(instant, timeZone).slice(0, 10));
}

/** "2026-11-20T14:03:00.000" in the zone at that instant. */
export function wallClock(instant: Date, timeZone: string): string {
  const ms = instant.getTime();
  return new Date(ms + offsetAt(ms, timeZone)).toISOString().slice(0, -1);
}

/** The first instant of the day in the zone: midnight, or later where the clock skips it. */
export function startOfDay(day: Day, timeZone: string): Date {
  return at(day, "00:00", timeZone);
}

/**
 * The instant at which clocks in the zone show that time ("HH:MM") of the day. A time that summer time skips moves
 * forward by what is skipped (02:30 becomes 03:30); of a time that happens twice it is the first.
 * @throws AppError bad_input when the time isn't one from 00:00 to 23:59.
 */
export function at(day: Day, time: string, timeZone: string): Date {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new AppError(
      "bad_input",
      `“${time}” is no time of day.`,
      "Write it like 09:00 or 17:30.",
    );
  const wall = Date.parse(`${day}T${time}:00Z`);
  const before = offsetAt(wall - MS_PER_DAY, timeZone);
  const after = offsetAt(wall + MS_PER_DAY, timeZone);
  const real = [wall - before, wall - after].filter((ms) => ms + offsetAt(ms, timeZone) === wall);
  return new Date(real.length > 0 ? Math.min(...real) : wall - before);
}

/**
 * How far the zone's clocks are ahead of UTC at that instant, in milliseconds.
 * Not `tzOffset` of @date-fns/tz, which loses the minus of offsets between -1:00 and 0:00 (Monrovia until 1972).
 */
function offsetAt(ms: number, timeZone: string): number {
  const format = offsetFormats.get(timeZone) ?? newOffsetFormat(timeZone);
  // "11/20/2026, GMT-05:00", or a bare "GMT".
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(ms)) ?? [];
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? -size : size;
}

function newOffsetFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  offsetFormats.set(timeZone, format);
  return format;
}
