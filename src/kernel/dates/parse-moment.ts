import { AppError } from "../errors.ts";
import { cut } from "../text/cut.ts";
import { addDays, type Day } from "./day.ts";
import { readDay } from "./parse-day.ts";
import { at, dayOf, wallClock } from "./zone.ts";

const HINT = "Write a day and a time, like tomorrow 15:00, fri 3pm or 2026-11-27 15:00.";
const HOUR_MS = 3_600_000;
const MAX_LENGTH = 120;

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[t ](\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)? ?(z|utc|[+-]\d{2}:?\d{2})$/i;
/** 15:00, 15:00:00, 3:30pm, 3pm, 15h, noon, midnight. */
const TIME =
  /^(?:(\d{1,2})[:.h](\d{2})(?::00)?(?: ?([ap])\.?m\.?)?|(\d{1,2}) ?([ap])\.?m\.?|(\d{1,2}) ?h|(noon|midday)|(midnight))$/i;

/**
 * The instant a person means, by the clocks of their zone: `tomorrow 15:00`, `fri 3pm`, `15:00 on 27 nov`, `2026-11-27 15:00`. The day
 * is read as `parseDay` reads it; a time alone is the next such time. An offset (`2026-10-25 02:30+01:00`) names the instant whatever the zone.
 * @throws AppError bad_input for what is no moment, for a day without a time, for a time that summer time skips, and for one that
 * comes twice, with both ways to write it
 */
export function parseMoment(text: string, options: { now: Date; timeZone: string }): Date {
  const words = text
    .normalize("NFKC")
    .replace(/,/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:on|at) /i, "");
  if (words === "") throw new AppError("bad_input", "A day and a time are missing.", HINT);
  if (words.length > MAX_LENGTH) throw unread(text);
  const exact = instantIn(words);
  if (exact) return exact;
  const split = splitTime(words);
  if (!split) {
    const day = readDay(words, options);
    if (day === null) throw unread(text);
    throw new AppError("bad_input", `At what time ${words}?`, HINT);
  }
  const { time, rest } = split;
  if (rest !== "") {
    const day = readDay(rest, options);
    if (day === null) throw unread(text);
    return onClock(day, time, options.timeZone);
  }
  const today = dayOf(options.now, options.timeZone);
  const next = at(today, time, options.timeZone) > options.now ? today : addDays(today, 1);
  return onClock(next, time, options.timeZone);
}

function unread(text: string): AppError {
  return new AppError("bad_input", `I can't read “${cut(text.trim(), 40)}” as a moment.`, HINT);
}

function instantIn(words: string): Date | null {
  const match = INSTANT.exec(words);
  if (!match) return null;
  const [, day = "", time = "", offset = ""] = match;
  const zone = /^(z|utc)$/i.test(offset)
    ? "Z"
    : offset.replace(
        /^([+-]\d{2}):?(\d{2})$/,
        (_, hours: string, min: string) => `${hours}:${min}`,
      );
  const ms = Date.parse(`${day}T${time.padStart(5, "0")}:00${zone}`);
  if (Number.isNaN(ms)) throw unread(words);
  return new Date(ms);
}

/** The time at the end or the beginning of the words, as HH:MM, and what is left: the longest that reads as a time wins. */
function splitTime(words: string): { time: string; rest: string } | null {
  const parts = words.replace(/(\d)t(?=\d)/i, "$1 ").split(" ");
  for (const n of [2, 1]) {
    const fromEnd = parts.length >= n ? readTime(parts.slice(-n).join(" ")) : null;
    if (fromEnd) return { time: fromEnd, rest: without(parts.slice(0, -n), /^at$/i, "end") };
    const fromStart = parts.length >= n ? readTime(parts.slice(0, n).join(" ")) : null;
    if (fromStart) return { time: fromStart, rest: without(parts.slice(n), /^on$/i, "start") };
  }
  return null;
}

function without(parts: string[], filler: RegExp, side: "start" | "end"): string {
  const at = side === "end" ? parts.length - 1 : 0;
  return parts.filter((part, i) => i !== at || !filler.test(part)).join(" ");
}

function readTime(text: string): string | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hours, minutes, half, bareHours, bareHalf, hourOnly, noon, midnight] = match;
  if (noon) return "12:00";
  if (midnight) return "00:00";
  const written = Number(hours ?? bareHours ?? hourOnly);
  const side = (half ?? bareHalf)?.toLowerCase();
  if (side && (written < 1 || written > 12)) return null;
  const hour = side ? (written % 12) + (side === "p" ? 12 : 0) : written;
  const minute = Number(minutes ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** The instant at which the zone's clocks show it. @throws AppError bad_input when they never do, or do twice */
function onClock(day: Day, time: string, timeZone: string): Date {
  const instant = at(day, time, timeZone);
  const shown = wallClock(instant, timeZone);
  if (shown.slice(0, 16) !== `${day}T${time}`)
    throw new AppError(
      "bad_input",
      `There is no ${time} on ${day} in ${timeZone}: clocks go forward then.`,
      `The next time there is: ${shown.slice(11, 16)}.`,
    );
  const offsets = [-24, 24].map((hours) => offsetAt(instant.getTime() + hours * HOUR_MS, timeZone));
  const wall = Date.parse(`${day}T${time}:00Z`);
  const both = [...new Set(offsets)].filter(
    (offset) => offsetAt(wall - offset, timeZone) === offset,
  );
  if (both.length > 1) {
    const [first = "", second = ""] = both
      .toSorted((a, b) => b - a)
      .map((offset) => `\`${day} ${time}${offsetText(offset)}\``);
    throw new AppError(
      "bad_input",
      `${time} on ${day} comes twice in ${timeZone}: clocks go back then.`,
      `Write ${first} for the first, ${second} for the second.`,
    );
  }
  return instant;
}

function offsetAt(ms: number, timeZone: string): number {
  return Date.parse(`${wallClock(new Date(ms), timeZone)}Z`) - ms;
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
