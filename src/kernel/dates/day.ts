import { z } from "zod";
import { AppError } from "../errors.ts";

declare const brand: unique symbol;

/** A calendar day, "2027-03-31", of the years 1900 to 2200: no time, no zone. Days compare with `<` as they stand. */
export type Day = string & { readonly [brand]: "Day" };

const MS_PER_DAY = 86_400_000;
const FIRST = "1900-01-01";
const LAST = "2200-12-31";

/** Whether the text is a real day, written YYYY-MM-DD, of the years 1900 to 2200. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST || text > LAST) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // JavaScript reads 30 February as 2 March.
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The text as a day. @throws AppError bad_input unless it is a real day written YYYY-MM-DD. */
export function asDay(text: string): Day {
  if (isDay(text)) return text;
  throw new AppError(
    "bad_input",
    `There is no day “${text}”.`,
    "Write a day of the years 1900 to 2200 like 2027-03-31.",
  );
}

/** A day as it comes from outside the process: JSON, metadata, the API. */
export const daySchema: z.ZodType<Day> = z.custom<Day>(
  (value) => typeof value === "string" && isDay(value),
  "expects a day like 2027-03-31",
);

/** The day's number, counted from 1970-01-01 as 0: what arithmetic is done on. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** The day of a number. @throws AppError bad_input outside the years 1900 to 2200. */
export function dayOfNumber(number: number): Day {
  const date = new Date(number * MS_PER_DAY);
  return asDay(Number.isNaN(date.getTime()) ? String(number) : date.toISOString().slice(0, -14));
}

/** `n` days later, or earlier when negative. @throws AppError bad_input outside the years 1900 to 2200. */
export function addDays(day: Day, n: number): Day {
  return dayOfNumber(dayNumber(day) + n);
}

/** How many days `b` is after `a`; negative when it is before. */
export function daysBetween(a: Day, b: Day): number {
  return dayNumber(b) - dayNumber(a);
}

/** The same day `n` months later, or the last of that month when it has no such day: 31 January + 1 is 28 February. */
export function addMonths(day: Day, n: number): Day {
  const { year, month, date } = partsOf(day);
  const months = year * 12 + (month - 1) + n;
  const to = { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
  return dayFrom(to.year, to.month, Math.min(date, lastDateOf(to.year, to.month)));
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export function weekdayOf(day: Day): number {
  // Day 0 was a Thursday.
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Year, month (1–12) and date (1–31) of the day. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, date };
}

/** The day of its parts. @throws AppError bad_input when there is none. */
export function dayFrom(year: number, month: number, date: number): Day {
  const pad = (n: number, length: number) => String(n).padStart(length, "0");
  return asDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`);
}

/** The number of days of a month (1–12): 28 to 31. */
export function lastDateOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The year of two or four digits: "27" is 2027, because nobody's deal closed in 1927. */
export function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
