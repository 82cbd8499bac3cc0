import { AppError } from "../errors.ts";
import { cut } from "../text/cut.ts";
import { countNamed } from "./calendar-words.ts";
import { addDays, addMonths, type Day } from "./day.ts";
import { formatDayShort } from "./format.ts";
import { calendarPeriod } from "./parse-calendar.ts";
import { type ParseDayOptions, readDay } from "./parse-day.ts";
import { monthOf, periodLabel, quarterOf, yearOf } from "./period.ts";
import { dayOf } from "./zone.ts";

/** Whole days, both ends in it; an end that is undefined is open. `label` finishes "closing …". */
export type OpenPeriod = { from: Day | undefined; to: Day | undefined; label: string };

/** Longer text is no period, and each "before" in it would nest one deeper. */
const MAX_LENGTH = 200;

const HINT =
  "Write it like this month, next quarter, q3 2026, march, last 30 days, overdue or before 31 March.";

/**
 * The days that `this month`, `next quarter`, `last week`, `q3`, `q3 2026`, `2026`, `march`, `today`, `ytd`,
 * `last 30 days`, `next 2 weeks`, `overdue`, `before|by|after|since <day or period>` or `<day> to <day>` mean, and any
 * single day `parseDay` reads. Weeks start on Monday. A month or quarter without a year is the next that hasn't ended,
 * or with `prefer: "past"` the last that has begun. `before march` ends before its first day, `by march` with its last.
 * `last 30 days` and `next 30 days` have today in them.
 * @throws AppError bad_input for what names no period, or one that ends before it begins.
 */
export function parsePeriod(text: string, options: ParseDayOptions): OpenPeriod {
  const today = dayOf(options.now, options.timeZone);
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:in|on|during) (?!\d+ |an? )/, "");
  if (words === "") throw new AppError("bad_input", "A period is missing.", HINT);
  const period = words.length > MAX_LENGTH ? null : understood(words, today, options);
  if (period) return period;
  throw new AppError("bad_input", `I can't read “${cut(text.trim(), 40)}” as a period.`, HINT);
}

function understood(words: string, today: Day, options: ParseDayOptions): OpenPeriod | null {
  return (
    overdue(words, today) ??
    soFar(words, today) ??
    lastOrNext(words, today) ??
    calendar(words, today, options) ??
    between(words, options) ??
    bounded(words, options) ??
    singleDay(words, today, options)
  );
}

function overdue(words: string, today: Day): OpenPeriod | null {
  return words === "overdue" ? { from: undefined, to: addDays(today, -1), label: "overdue" } : null;
}

/** Month, quarter or year to date. */
function soFar(words: string, today: Day): OpenPeriod | null {
  const periods = { mtd: monthOf, qtd: quarterOf, ytd: yearOf };
  const labels = { mtd: "month to date", qtd: "quarter to date", ytd: "year to date" };
  if (words !== "mtd" && words !== "qtd" && words !== "ytd") return null;
  return { from: periods[words](today).from, to: today, label: labels[words] };
}

function lastOrNext(words: string, today: Day): OpenPeriod | null {
  const match = /^(?:the )?(last|past|next|coming) (\w+) (day|week|month)s?$/.exec(words);
  const count = match ? countNamed(match[2] ?? "") : null;
  if (!match || count === null) return null;
  const past = /last|past/.test(match[1] ?? "");
  const n = past ? -count : count;
  const edge =
    match[3] === "month" ? addMonths(today, n) : addDays(today, match[3] === "week" ? n * 7 : n);
  const label = `${past ? "last" : "next"} ${count} ${match[3]}${count === 1 ? "" : "s"}`;
  return past ? { from: edge, to: today, label } : { from: today, to: edge, label };
}

function calendar(words: string, today: Day, options: ParseDayOptions): OpenPeriod | null {
  const bare = /^(?:week|month|quarter|year)$/.test(words) ? `this ${words}` : words;
  const period = calendarPeriod(bare, { today, prefer: options.prefer ?? "future" });
  if (!period) return null;
  const { from, to, kind } = period;
  return { from, to, label: /^(?:this|next|last) /.test(bare) ? bare : periodLabel(kind, from) };
}

/** "1 march to 15 april", "between march and may", "2026-11-01..2026-11-15", "from monday until friday". */
function between(words: string, options: ParseDayOptions): OpenPeriod | null {
  const match =
    /^between (.+) and (.+)$/.exec(words) ??
    /^(?:from )?(.+?)(?: to | until | till | – | - |\.\.+|–)(.+)$/.exec(words);
  if (!match) return null;
  const last = parsePeriod(match[2] ?? "", options);
  let first = parsePeriod(match[1] ?? "", options);
  if (first.from === undefined || last.to === undefined) return null;
  // "1 nov to 15 dec", said between the two: it began before today.
  if (first.from > last.to) first = parsePeriod(match[1] ?? "", { ...options, prefer: "past" });
  if (first.from === undefined) return null;
  if (first.from > last.to)
    throw new AppError(
      "bad_input",
      `${first.label} is after ${last.label}.`,
      "Write the earlier day first, with its year.",
    );
  return { from: first.from, to: last.to, label: `${first.label} to ${last.label}` };
}

function bounded(words: string, options: ParseDayOptions): OpenPeriod | null {
  const match = /^(before|by|until|till|after|since|from) (.+)$/.exec(words);
  if (!match) return null;
  const [, bound = "", rest = ""] = match;
  const past = bound === "since" && options.prefer === undefined;
  const { from, to, label } = parsePeriod(rest, past ? { ...options, prefer: "past" } : options);
  if (from === undefined || to === undefined) return null;
  if (bound === "before")
    return { from: undefined, to: addDays(from, -1), label: `before ${label}` };
  if (bound === "after") return { from: addDays(to, 1), to: undefined, label: `after ${label}` };
  return bound === "since" || bound === "from"
    ? { from, to: undefined, label: `from ${label}` }
    : { from: undefined, to, label: `by ${label}` };
}

function singleDay(words: string, today: Day, options: ParseDayOptions): OpenPeriod | null {
  const day = readDay(words, options);
  if (day === null) return null;
  const relative = /^(?:today|tomorrow|yesterday)$/.test(words);
  return { from: day, to: day, label: relative ? words : formatDayShort(day, today) };
}
