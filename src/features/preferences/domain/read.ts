import { at, parseDay, parseMoment } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { cut, plural } from "../../../kernel/text.ts";

/** From when to when nothing is sent, as "20:00"; the same twice for no quiet hours. */
export type QuietHours = { from: string; to: string };

/** No quiet hours at all. */
export const NO_QUIET: QuietHours = { from: "00:00", to: "00:00" };

const QUIET_HINT = "Write them like `20:00-08:00`, `8pm-8am`, or `off` for none.";
const SPAN = /^(.+?)\s*(?:-|–|to|until)\s*(.+)$/i;
const TIME = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i;

/**
 * Reads quiet hours: `20:00-08:00`, `20-8`, `8pm to 8am`, `off`.
 * @throws AppError bad_input for anything else
 */
export function readQuietHours(text: string): QuietHours {
  const written = text.trim().replace(/^from\s+/i, "");
  if (/^(off|none|no|never)$/i.test(written)) return NO_QUIET;
  const [, first = "", last = ""] = SPAN.exec(written) ?? [];
  const [from, to] = [readTime(first), readTime(last)];
  if (from === null || to === null)
    throw new AppError(
      "bad_input",
      `I can't read “${cut(text.trim(), 40)}” as quiet hours.`,
      QUIET_HINT,
    );
  return { from, to };
}

function readTime(text: string): string | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, hours = "", minutes = "00", half] = match;
  const written = Number(hours);
  if (half && (written < 1 || written > 12)) return null;
  const hour = half ? (written % 12) + (half.toLowerCase() === "p" ? 12 : 0) : written;
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

const LONGEST_DAYS = 90;
const DAY_MS = 86_400_000;
const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
};
const LENGTH = /^(?:for\s+)?(\d{1,4}|an?)\s*(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/i;
const SNOOZE_HINT = "Write `2h`, `3 days`, `until monday` or `until tomorrow 14:00`.";

/**
 * Reads until when a person wants silence: `2h`, `3 days`, `until monday`, `until fri 14:00`. A day alone means the
 * morning of it, at the time given.
 * @throws AppError bad_input for anything else, for what is over, and for more than 90 days
 */
export function readSnooze(
  text: string,
  context: { now: Date; timeZone: string; morning: string },
): Date {
  const { now } = context;
  const until = lengthAfter(text.trim(), now) ?? momentOf(text.trim(), context);
  if (until <= now) throw new AppError("bad_input", "That moment is over already.", SNOOZE_HINT);
  if (until.getTime() - now.getTime() > LONGEST_DAYS * DAY_MS)
    throw new AppError(
      "bad_input",
      `That is more than ${plural(LONGEST_DAYS, "day")} away.`,
      "For good, switch off what you don't want: `/notify off reminders`.",
    );
  return until;
}

function lengthAfter(text: string, now: Date): Date | null {
  const match = LENGTH.exec(text);
  if (!match) return null;
  const [, count = "", unit = ""] = match;
  const size = UNITS[unit.slice(0, 1).toLowerCase()] ?? 0;
  const times = /^a/i.test(count) ? 1 : Number(count);
  return new Date(now.getTime() + times * size);
}

function momentOf(
  text: string,
  { now, timeZone, morning }: { now: Date; timeZone: string; morning: string },
): Date {
  const words = text.replace(/^(until|till|til|to)\s+/i, "");
  try {
    return at(parseDay(words, { now, timeZone }), morning, timeZone);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  try {
    return parseMoment(words, { now, timeZone });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(
      "bad_input",
      `I can't read “${cut(text, 40)}” as the end of a snooze.`,
      SNOOZE_HINT,
    );
  }
}
