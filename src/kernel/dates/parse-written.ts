import { AppError } from "../errors.ts";
import { MONTHS, monthNamed } from "./calendar-words.ts";
import { type Day, fullYear, isDay, lastDateOf, partsOf, weekdayOf } from "./day.ts";
import { dayOf } from "./zone.ts";

/** Which number of 3/4/2027 is the month. */
export type DateOrder = "mdy" | "dmy";

type Context = {
  today: Day;
  timeZone: string;
  prefer: "future" | "past";
  /** The weekday written before the date, 1 (Monday) to 7: it tells which year is meant. */
  weekday: number | null;
  order: DateOrder | undefined;
};

type WrittenDate = { date: number; month: number; year: number | null };

const TIME = /(?:t| )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})$/;

/** The day that lower-case words write out in numbers or with a month's name; null when they are something else. */
export function writtenDate(words: string, context: Context): Day | null {
  if (INSTANT.test(words)) {
    const ms = Date.parse(words.toUpperCase().replace(" ", "T"));
    return Number.isNaN(ms) ? null : dayOf(new Date(ms), context.timeZone);
  }
  const text = words.replace(TIME, "");
  const written = yearFirst(text) ?? pointed(text) ?? slashed(text, context) ?? named(text);
  return (
    written && (written.year === null ? withYear(written, context) : real(written, written.year))
  );
}

/** 2027-03-31, 2027/3/31, 20270331. */
function yearFirst(text: string): WrittenDate | null {
  const match =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  return match && { year: Number(match[1]), month: Number(match[3]), date: Number(match[4]) };
}

/** 31.3.2027, 31.03.27, 31.03. */
function pointed(text: string): WrittenDate | null {
  const match = /^(\d{1,2})\. ?(\d{1,2})(?:\.|\. ?(\d{4}|\d{2}))?$/.exec(text);
  return match && { date: Number(match[1]), month: Number(match[2]), year: yearOf(match[3]) };
}

/** 3/31/2027, 31/3, 31-3-2027. */
function slashed(text: string, { order }: Context): WrittenDate | null {
  const match = /^(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  if (!match) return null;
  const [first, second, year] = [Number(match[1]), Number(match[3]), yearOf(match[4])];
  const dmy = { date: first, month: second, year };
  const mdy = { date: second, month: first, year };
  if (second > 12 || first > 12 || first === second) return second > 12 ? mdy : dmy;
  if (order) return order === "mdy" ? mdy : dmy;
  throw new AppError(
    "bad_input",
    `“${text}” can be ${inWords(dmy)} or ${inWords(mdy)}.`,
    year === null
      ? `Write ${inWords(dmy)} or ${inWords(mdy)}.`
      : `Write ${iso(dmy, year)} or ${iso(mdy, year)}.`,
  );
}

/** 31 March 2027, 31st of march, Mar 31, March 31st 2027, 31-Mar-27. */
function named(text: string): WrittenDate | null {
  const parts = text
    .replace(/(\d)(?:st|nd|rd|th)\b/g, "$1")
    .replace(/\bof\b|\bthe\b/g, " ")
    .split(/[ .\-/]+/)
    .filter(Boolean);
  const [a = "", b = "", year] = parts;
  const [month, date] = /^\d/.test(a) ? [monthNamed(b), a] : [monthNamed(a), b];
  if (month === null || !/^\d{1,2}$/.test(date) || parts.length > 3) return null;
  if (year !== undefined && !/^'?(?:\d{4}|\d{2})$/.test(year)) return null;
  return { date: Number(date), month, year: yearOf(year?.replace("'", "")) };
}

/**
 * The year of a date without one: the next such day to come, or the last that was. When a weekday is written and only
 * fits the other direction ("Tue 17 Nov", on the 20th), it is that one.
 */
function withYear(written: WrittenDate, { today, prefer, weekday }: Context): Day {
  const { year } = partsOf(today);
  // A 29 February may be eight years away.
  const years = Array.from({ length: 17 }, (_, i) => year - 8 + i);
  const days = years.flatMap((y) => {
    const text = iso(written, y);
    return isDay(text) ? [text] : [];
  });
  const next = days.find((day) => day >= today);
  const last = days.findLast((day) => day <= today);
  const [first, second] = prefer === "future" ? [next, last] : [last, next];
  if (!first) return real(written, year);
  const fits = (day: Day | undefined) => day !== undefined && weekdayOf(day) === weekday;
  return weekday !== null && !fits(first) && second && fits(second) ? second : first;
}

/** The day itself. @throws AppError bad_input that says why there is none: 31 February, or month 13. */
function real(written: WrittenDate, year: number): Day {
  const text = iso(written, year);
  if (isDay(text)) return text;
  const { month, date } = written;
  const name = MONTHS[month - 1];
  if (!name)
    throw new AppError(
      "bad_input",
      `There is no month ${month}.`,
      "Write the day like 2027-03-31 or 31 March 2027.",
    );
  const last = lastDateOf(year, month);
  if (date < 1 || date > last)
    throw new AppError(
      "bad_input",
      `There is no ${date} ${name} ${year}.`,
      `The last day of that month is ${iso({ ...written, date: last }, year)}.`,
    );
  throw new AppError(
    "bad_input",
    `The year ${year} is out of reach.`,
    "Write one from 1900 to 2200.",
  );
}

function iso({ month, date }: WrittenDate, year: number): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(date)}`;
}

function inWords({ date, month }: WrittenDate): string {
  return `${date} ${MONTHS[month - 1]}`;
}

function yearOf(text: string | undefined): number | null {
  return text === undefined ? null : fullYear(text);
}
