import { addBusinessDays } from "./business-days.ts";
import { countNamed, weekdayNamed } from "./calendar-words.ts";
import { addDays, addMonths, type Day, dayFrom, weekdayOf } from "./day.ts";
import { calendarPeriod } from "./parse-calendar.ts";
import { nextPeriod, type Period, type PeriodKind, weekOf } from "./period.ts";

type Context = { today: Day; prefer: "future" | "past" };

const SHORTHANDS = new Map([
  ["eow", "end of this week"],
  ["eom", "end of this month"],
  ["eoq", "end of this quarter"],
  ["eoy", "end of this year"],
  ["month end", "end of this month"],
  ["quarter end", "end of this quarter"],
  ["year end", "end of this year"],
]);

/** The day that lower-case words describe from today on; null when they are something else. */
export function relativeDay(words: string, context: Context): Day | null {
  const text = SHORTHANDS.get(words) ?? words;
  return (
    oneWord(text, context.today) ??
    weekdayPhrase(text, context) ??
    offset(text, context.today) ??
    edge(text, context) ??
    bare(text, context)
  );
}

function oneWord(text: string, today: Day): Day | null {
  if (/^(?:today|tod|now)$/.test(text)) return today;
  if (/^(?:tomorrow|tmrw|tmr)$/.test(text)) return addDays(today, 1);
  if (text === "yesterday") return addDays(today, -1);
  if (/^(?:the )?day after tomorrow$/.test(text)) return addDays(today, 2);
  if (/^(?:the )?day before yesterday$/.test(text)) return addDays(today, -2);
  return null;
}

/** "friday", "this friday", "next friday", "last friday", "friday next week". */
function weekdayPhrase(text: string, { today, prefer }: Context): Day | null {
  const match = /^(?:(this|coming|next|last|past) )?([a-z]+)\.?(?: (this|next) week)?$/.exec(text);
  const weekday = match ? weekdayNamed(match[2] ?? "") : null;
  if (!match || weekday === null) return null;
  const monday = weekOf(today).from;
  if (match[3]) return addDays(monday, weekday - 1 + (match[3] === "next" ? 7 : 0));
  if (match[1] === "next") return addDays(monday, weekday + 6);
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  if (match[1] === "this") return addDays(today, ahead);
  const back = /last|past/.test(match[1] ?? "") || (!match[1] && prefer === "past");
  return addDays(today, back ? ahead - 7 : ahead || 7);
}

/** "in 2 weeks", "two weeks from now", "+10d", "3 months ago", "in a fortnight", "in 3 business days". */
function offset(text: string, today: Day): Day | null {
  const match =
    /^(in |\+ ?|- ?)?([a-z]+|\d{1,4}) ?(business days?|working days?|days?|d|weeks?|wks?|w|fortnights?|months?|mo|m|quarters?|years?|yrs?|y)( ago| from now| from today| time)?$/.exec(
      text,
    );
  const count = match ? countNamed(match[2] ?? "") : null;
  if (!match || count === null || (!match[1] && !match[4] && /^(?:an?|the)$/.test(match[2] ?? "")))
    return null;
  const back = match[1]?.startsWith("-") || match[4] === " ago";
  const n = back ? -count : count;
  const unit = match[3] ?? "";
  if (/^(?:business|working)/.test(unit)) return addBusinessDays(today, n);
  if (unit.startsWith("d")) return addDays(today, n);
  if (unit.startsWith("w")) return addDays(today, n * 7);
  if (unit.startsWith("f")) return addDays(today, n * 14);
  if (unit.startsWith("q")) return addMonths(today, n * 3);
  return addMonths(today, unit.startsWith("y") ? n * 12 : n);
}

/** "end of next quarter", "start of march", "last business day of the month", "first day of q1". */
function edge(text: string, context: Context): Day | null {
  const match =
    /^(?:the )?(?:(end|start|beginning|(first|last)( business| working)? day) of )(?:the )?(.+)$/.exec(
      text,
    );
  const named = match?.[4] ?? "";
  const implied = /^(?:week|month|quarter|year)$/.test(named) ? `this ${named}` : named;
  const period = match && calendarPeriod(implied, context);
  if (!period) return null;
  if (match[2] === "first" || /^(?:start|beginning)$/.test(match[1] ?? ""))
    return match[3] ? addBusinessDays(period.from, 0) : period.from;
  // A working week ends on Friday.
  return match[3] || (period.kind === "week" && match[1] === "end")
    ? lastBusinessDay(period, context.today)
    : period.to;
}

/** "next week", "next month", "next quarter", "march", "q1 2027", "the 15th". */
function bare(text: string, context: Context): Day | null {
  const { today } = context;
  const ordinal = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/.exec(text);
  if (ordinal) return nextDate(Number(ordinal[1]), context);
  if (/^(?:next|last) month$/.test(text)) return addMonths(today, text.startsWith("next") ? 1 : -1);
  const period = calendarPeriod(text.replace(/^in /, ""), context);
  if (!period || /^\d{4}$/.test(text)) return null;
  if (period.kind !== "week") return period.to;
  return text === "this week" ? lastBusinessDay(period, today) : period.from;
}

/** The next month's day of that number, today counted, that exists. */
function nextDate(date: number, { today, prefer }: Context): Day | null {
  if (date < 1 || date > 31) return null;
  const step = prefer === "future" ? 1 : -1;
  for (let n = 0; n < 12; n++) {
    const day = addMonths(
      dayFrom(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 1),
      n * step,
    );
    const found = addDays(day, date - 1);
    const inMonth = found.slice(0, 7) === day.slice(0, 7);
    if (inMonth && (step > 0 ? found >= today : found <= today)) return found;
  }
  return null;
}

/** Of a period whose last business day is over though the period isn't (on a weekend), it is that of the next. */
function lastBusinessDay(period: Period & { kind: PeriodKind }, today: Day): Day {
  const last = addBusinessDays(addDays(period.to, 1), -1);
  return last < today && today <= period.to
    ? addBusinessDays(addDays(nextPeriod(period.kind, today).to, 1), -1)
    : last;
}
