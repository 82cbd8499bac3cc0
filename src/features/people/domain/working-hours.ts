import { AppError } from "../../../kernel/errors.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { joinWords } from "../../../kernel/text.ts";

/** Days (1 is Monday) and times ("09:00") a person works, by the clocks of their own zone. */
export type WorkingHours = Settings["workingHours"];

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const HINT = "Write them like `9:00-17:00` or `mon-thu 8:00-16:00`.";
const TIMES = /(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?$/i;

/**
 * Reads `9:00-17:00`, `9-17`, `mon-thu 8:00-16:00` or `mon, wed 9-13`. Without days it is Monday to Friday.
 * @throws AppError bad_input for anything else, and for hours that end before they begin
 */
export function readWorkingHours(text: string): WorkingHours {
  const match = TIMES.exec(text.trim());
  const [from, to] = match
    ? [time(match[1], match[2]), time(match[3], match[4])]
    : [undefined, undefined];
  if (!match || !from || !to)
    throw new AppError("bad_input", `I can't read “${text}” as working hours.`, HINT);
  if (from >= to)
    throw new AppError(
      "bad_input",
      `The working day must end after it begins; ${from}-${to} does not.`,
      HINT,
    );
  return { days: readDays(text.slice(0, match.index)), from, to };
}

/** "Mon–Fri 09:00–17:00", or "Mon, Wed 09:00–13:00". */
export function hoursText(hours: WorkingHours): string {
  return `${daysText(hours.days)} ${hours.from}–${hours.to}`;
}

/** "Mon–Fri", or "Mon, Wed". */
export function daysText(days: readonly number[]): string {
  const names = days.map((day) => capital(WEEKDAYS[day - 1] ?? ""));
  const isRow = days.length > 2 && days.every((day, i) => day === i + (days[0] ?? 0));
  return isRow ? `${names[0]}–${names.at(-1)}` : names.join(", ");
}

function time(hours: string | undefined, minutes = "00"): string | undefined {
  const text = `${(hours ?? "").padStart(2, "0")}:${minutes}`;
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : undefined;
}

/**
 * Days of the week as they are written: `mon-thu`, `mon, wed`; 1 is Monday. Nothing written is Monday to Friday.
 * @throws AppError bad_input for a word that is no day
 */
export function readDays(written: string): number[] {
  const words = written.toLowerCase().replace(/[:]/g, " ").trim();
  if (words === "") return MONDAY_TO_FRIDAY;
  const days = new Set<number>();
  for (const part of words.split(/[\s,]+(?:and\s+)?/).filter(Boolean)) {
    const [first = "", last = first] = part.split(/[-–]/);
    const [from, to] = [weekday(first), weekday(last)];
    // From Sunday to Thursday is a row of days too.
    for (let day = from; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === to) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function weekday(word: string): number {
  const day = word.length >= 2 ? WEEKDAYS.findIndex((name) => word.startsWith(name)) + 1 : 0;
  if (day === 0)
    throw new AppError(
      "bad_input",
      `“${word}” is no day of the week.`,
      `The days: ${joinWords(WEEKDAYS, "or")}. ${HINT}`,
    );
  return day;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
