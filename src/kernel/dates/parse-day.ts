import { AppError } from "../errors.ts";
import { cut } from "../text/cut.ts";
import { nearest } from "../text/nearest.ts";
import { MONTHS, WEEKDAYS, weekdayNamed } from "./calendar-words.ts";
import { type Day, weekdayOf } from "./day.ts";
import { relativeDay } from "./parse-relative.ts";
import { type DateOrder, writtenDate } from "./parse-written.ts";
import { dayOf } from "./zone.ts";

export type { DateOrder };

export type ParseDayOptions = {
  now: Date;
  /** The zone of the person who wrote it: it decides what "today" is. */
  timeZone: string;
  /** Where a day without a year, a weekday or a month lies: to come (the default, today counts), or past. */
  prefer?: "future" | "past" | undefined;
  /** How 3/4/2027 is read. Without it, one that can be read both ways is refused. */
  order?: DateOrder | undefined;
};

/** Longer text is no day, and would cost time to prove that. */
const MAX_LENGTH = 100;

const HINT = "Write it like 2027-03-31, 31 March, friday, in 2 weeks, eom or q1.";

const VOCABULARY = [
  ...[...WEEKDAYS, ...MONTHS].map((name) => name.toLowerCase()),
  ...["today", "tomorrow", "yesterday"],
];

/**
 * The day a person means:
 * - written: `2027-03-31`, `31.3.2027`, `31.03.`, `31 March 2027`, `Mar 31`, `3/31/2027`, `31/3/2027`. Points put the
 *   day first. 3/4/2027 needs `order`, or is refused with both readings. Without a year it is the next one to come.
 *   A time of day after it is ignored, unless it names its offset from UTC; then it is that instant's day in the zone.
 * - a weekday: `friday` and `this friday` are the next to come (`friday` never today), `next friday` is that of next
 *   week (Monday to Sunday), `last friday` the one before today.
 * - relative: `today`, `tomorrow`, `in 2 weeks`, `in a fortnight`, `+10d`, `3 days ago`. `next week` is its Monday,
 *   `next month` the same day of the next month.
 * - the end of something: `eow` (Friday), `eom`, `eoq`, `eoy`, `end of next quarter`, `last business day of the month`.
 *   A bare `march`, `q1`, `q1 2027`, `this quarter`, `next quarter` or `next year` is its last day; a bare month or
 *   quarter that has ended is next year's. `start of q1` is its first day.
 * @throws AppError bad_input that says what was not understood, and the nearest right thing.
 */
export function parseDay(text: string, options: ParseDayOptions): Day {
  if (text.trim() === "") throw new AppError("bad_input", "A day is missing.", HINT);
  const day = readDay(text, options);
  if (day !== null) return day;
  const near = nearest(text, VOCABULARY);
  throw new AppError(
    "bad_input",
    `I can't read “${cut(text.trim(), 40)}” as a day.`,
    near ? `Did you mean ${near}? ${HINT}` : HINT,
  );
}

/** `parseDay` with null for what is no day at all; a day that is ambiguous or doesn't exist still throws. */
export function readDay(text: string, options: ParseDayOptions): Day | null {
  if (text.length > MAX_LENGTH) return null;
  const today = dayOf(options.now, options.timeZone);
  const prefer = options.prefer ?? "future";
  const words = cleaned(text);
  const { weekday, rest } = withoutWeekday(words);
  const written = writtenDate(rest, {
    today,
    prefer,
    weekday,
    order: options.order,
    timeZone: options.timeZone,
  });
  if (written === null) return relativeDay(words, { today, prefer });
  if (weekday !== null && weekdayOf(written) !== weekday)
    throw new AppError(
      "bad_input",
      `${written} is a ${WEEKDAYS[weekdayOf(written) - 1]}, not a ${WEEKDAYS[weekday - 1]}.`,
      "Leave the weekday out, or write the right one.",
    );
  return written;
}

/** Lower case without "on", commas and the "(in 7 days)" that we print ourselves. */
function cleaned(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s*\([^)]*\)\s*$/, "")
    .replace(/,/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:on|by) /, "");
}

/** "fri 27 nov" as 5 and "27 nov"; a weekday alone stays where it is. */
function withoutWeekday(words: string): { weekday: number | null; rest: string } {
  const [first = "", ...others] = words.split(" ");
  const weekday = others.length > 0 ? weekdayNamed(first) : null;
  return { weekday, rest: weekday === null ? words : others.join(" ") };
}
