import { isTimeZone } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nearest, type Token } from "../../../kernel/text.ts";
import type { Cadence } from "./subscription.ts";

/** What somebody wrote of a digest, before a team's name is looked up; what was left out is undefined. */
export type DigestRequest = {
  cadence?: Cadence | undefined;
  weekday?: number | undefined;
  monthday?: number | undefined;
  time?: string | undefined;
  timeZone?: string | undefined;
  scope?: "mine" | "team" | "all" | undefined;
  /** A team's or a person's name, or a mention. */
  who?: string | undefined;
};

const CADENCE_WORDS: Readonly<Record<string, Cadence>> = {
  daily: "daily",
  everyday: "daily",
  weekdays: "weekdays",
  workdays: "weekdays",
  weekday: "weekdays",
  weekly: "weekly",
  monthly: "monthly",
};
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const SCOPES: Readonly<Record<string, "mine" | "team" | "all">> = {
  mine: "mine",
  my: "mine",
  me: "mine",
  team: "team",
  all: "all",
  everyone: "all",
  company: "all",
};
const FILLERS: ReadonlySet<string> = new Set([
  "at",
  "on",
  "in",
  "of",
  "for",
  "the",
  "region",
  "every",
]);
const VOCABULARY = [...Object.keys(CADENCE_WORDS), ...Object.keys(SCOPES), "monday", "friday"];

/**
 * `daily 09:00 Europe/Berlin`, `weekly mon 9am team`, `monthly 1 emea`, in any order. Words that mean nothing else are the name of a
 * team or a person.
 * @throws AppError bad_input for a time, zone or day of the month that there is not
 */
export function parseDigestRequest(tokens: readonly Token[]): DigestRequest {
  const request: DigestRequest = {};
  const name: string[] = [];
  for (const token of tokens) {
    const word = token.quoted ? "" : token.text.toLowerCase();
    if (!token.quoted && (FILLERS.has(word) || readWord(request, word, token.text))) continue;
    name.push(token.text);
  }
  if (name.length > 0) request.who = name.join(" ");
  if (request.cadence === undefined) {
    if (request.weekday !== undefined) request.cadence = "weekly";
    else if (request.monthday !== undefined) request.cadence = "monthly";
  }
  refuseContradiction(request);
  return request;
}

function readWord(request: DigestRequest, word: string, written: string): boolean {
  const cadence = Object.hasOwn(CADENCE_WORDS, word) ? CADENCE_WORDS[word] : undefined;
  if (cadence) request.cadence = cadence;
  else if (Object.hasOwn(SCOPES, word)) request.scope = SCOPES[word];
  else if (weekdayOf(word) !== null) request.weekday = weekdayOf(word) ?? 1;
  else if (readTime(word) !== null) request.time = readTime(word) ?? undefined;
  else if (/^\d{1,2}(st|nd|rd|th|\.)?$/.test(word)) request.monthday = readMonthday(word);
  else if (/^\d/.test(word)) throw noTime(written);
  else if (word.includes("/") || ["utc", "gmt"].includes(word))
    request.timeZone = readZone(written);
  else return false;
  return true;
}

function refuseContradiction({ cadence, weekday, monthday }: DigestRequest): void {
  if (weekday !== undefined && cadence !== "weekly")
    throw new AppError(
      "bad_input",
      `A ${cadence} digest has no day of the week.`,
      "Write `weekly mon 09:00`, or leave the day out.",
    );
  if (monthday !== undefined && cadence !== "monthly")
    throw new AppError(
      "bad_input",
      `A ${cadence} digest has no day of the month.`,
      "Write `monthly 1 09:00`, or a time like `09:00`.",
    );
}

function weekdayOf(word: string): number | null {
  const found = WEEKDAYS.findIndex((day) => word.startsWith(day));
  const full = /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?s?$/;
  return found < 0 || !full.test(word) ? null : found + 1;
}

/** "HH:MM" of 9:00, 09.30, 9am or 5:30pm; null when it is no time. @throws AppError for 25:00 */
export function readTime(word: string): string | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(word);
  if (!match || (match[2] === undefined && match[3] === undefined)) return null;
  const [, hours = "", minutes = "00", half] = match;
  const hour = half ? (Number(hours) % 12) + (half === "pm" ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59 || (half && (Number(hours) > 12 || Number(hours) < 1)))
    throw noTime(word);
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

function noTime(written: string): AppError {
  return new AppError(
    "bad_input",
    `“${written}” is no time of day.`,
    "Write it like `09:00` or `5pm`.",
  );
}

function readMonthday(word: string): number {
  const day = Number.parseInt(word, 10);
  if (day >= 1 && day <= 31) return day;
  throw new AppError(
    "bad_input",
    `There is no day ${day} of a month.`,
    "Write one from 1 to 31; shorter months have it on their last day.",
  );
}

/** The zone by its own spelling. @throws AppError bad_input with the nearest one there is */
function readZone(written: string): string {
  const zones = Intl.supportedValuesOf("timeZone");
  const known = zones.find((zone) => zone.toLowerCase() === written.toLowerCase());
  if (known) return known;
  // "Asia/Calcutta" and UTC are no longer listed, and still understood.
  if (isTimeZone(written)) return /^(utc|gmt)$/i.test(written) ? "UTC" : written;
  const near = nearest(written, zones);
  throw new AppError(
    "bad_input",
    `There is no time zone “${written}”.`,
    near ? `Did you mean \`${near}\`?` : "Write it like `Europe/Berlin` or `America/New_York`.",
  );
}

/** Short names of zones: they change with the season or mean several places, so one is told how to write it. */
const SHORT_ZONES: Readonly<Record<string, string>> = {
  cet: "Europe/Berlin",
  cest: "Europe/Berlin",
  wet: "Europe/Lisbon",
  eet: "Europe/Athens",
  bst: "Europe/London",
  est: "America/New_York",
  edt: "America/New_York",
  et: "America/New_York",
  cst: "America/Chicago",
  cdt: "America/Chicago",
  mst: "America/Denver",
  mdt: "America/Denver",
  pst: "America/Los_Angeles",
  pdt: "America/Los_Angeles",
  pt: "America/Los_Angeles",
  ist: "Asia/Kolkata",
  jst: "Asia/Tokyo",
};

/** The IANA zone that "CET", "Berlin" or "new york" most likely stand for; null for other words. */
export function zoneMeant(written: string): string | null {
  const key = written.trim().toLowerCase().replaceAll(" ", "_");
  if (Object.hasOwn(SHORT_ZONES, key)) return SHORT_ZONES[key] ?? null;
  const city = (zone: string) => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase();
  return Intl.supportedValuesOf("timeZone").find((zone) => city(zone) === key) ?? null;
}

/** The word of a request that somebody most likely mistyped; null when none is near. */
export function nearestWord(written: string): string | null {
  return nearest(written.toLowerCase(), VOCABULARY);
}
