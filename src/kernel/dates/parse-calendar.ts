import { monthNamed } from "./calendar-words.ts";
import { type Day, dayFrom, fullYear, partsOf } from "./day.ts";
import {
  nextPeriod,
  type Period,
  type PeriodKind,
  periodOf,
  previousPeriod,
  yearOf,
} from "./period.ts";

const YEAR = /^(?:19|20|21)\d{2}$/;

type Context = { today: Day; prefer: "future" | "past" };

/** A week, month, quarter or year that lower-case words name, from today on; null when they name none. */
export function calendarPeriod(
  text: string,
  { today, prefer }: Context,
): (Period & { kind: PeriodKind }) | null {
  const relative = /^(?:the )?(this|current|next|last|previous) (week|month|quarter|year)$/.exec(
    text,
  );
  if (relative) {
    const kind = relative[2] as PeriodKind;
    if (relative[1] === "next") return { kind, ...nextPeriod(kind, today) };
    return /this|current/.test(relative[1] ?? "")
      ? { kind, ...periodOf(kind, today) }
      : { kind, ...previousPeriod(kind, today) };
  }
  if (YEAR.test(text)) return { kind: "year", ...yearOf(dayFrom(Number(text), 1, 1)) };
  const named = quarterNamed(text) ?? namedMonth(text);
  if (!named) return null;
  const { kind, month, year } = named;
  const of = (y: number) => ({ kind, ...periodOf(kind, dayFrom(y, month, 1)) });
  if (year !== null) return of(year);
  // Without a year: the next that hasn't ended, or the last that has begun.
  const current = of(partsOf(today).year);
  if (prefer === "future" && current.to < today) return of(partsOf(today).year + 1);
  if (prefer === "past" && current.from > today) return of(partsOf(today).year - 1);
  return current;
}

type Named = { kind: PeriodKind; month: number; year: number | null };

/** "q1", "q1 2027", "q1/27", "2027 q1", "2027-Q1". */
function quarterNamed(text: string): Named | null {
  const match =
    /^q([1-4])(?:(?: |\/|-| of )?'?(\d{4}|\d{2}))?$/.exec(text) ??
    /^()(\d{4})[ /-]?q([1-4])$/.exec(text);
  if (!match) return null;
  const year = match[2] === undefined ? null : fullYear(match[2]);
  return { kind: "quarter", month: Number(match[1] || match[3]) * 3 - 2, year };
}

/** "march", "mar. 2027", "march of 2027". "march 27" is a day. */
function namedMonth(text: string): Named | null {
  const [, name = "", year] = /^([a-z]+\.?)(?:[ /-](?:of )?(\d{4}))?$/.exec(text) ?? [];
  const month = monthNamed(name);
  return month === null ? null : { kind: "month", month, year: year ? Number(year) : null };
}
