import { asDay, at, type DateOrder, type Day, parseDay } from "../../../../kernel/dates.ts";
import { AppError } from "../../../../kernel/errors.ts";
import { cut } from "../../../../kernel/text.ts";

/** One filled cell of a column. */
export type ColumnCell = { line: number; value: string };

/** How the dates of one column are written, and how that is known. */
export type DateReading = {
  order: DateOrder;
  /**
   * `clear`: no date in it can be read in two ways. `proved`: a date of it fits only this order. `neighbours`: as in the
   * file's other dates. `assumed`: nothing tells. `mixed`: it holds dates of both orders, so that a date that fits both
   * can't be read.
   */
  basis: "clear" | "proved" | "neighbours" | "assumed" | "mixed";
  /** A date that fits only month first, and one that fits only day first, where there are such. */
  proofs: { mdy: ColumnCell | null; dmy: ColumnCell | null };
};

/** A moment as a cell tells it. */
export type WrittenMoment = { day: Day; at: Date; hasTime: boolean };

const SLASHED = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const POINTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?!\d)/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const NAMED =
  /^(?:\d{1,2}\S* [a-z]{3,}\.?,? ?|\d{1,2}-[a-z]{3,}-|[a-z]{3,}\.? \d{1,2},? )(?:\d{4}|\d{2})(?!\d)/i;
const TIME =
  /^(?:[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?\s*(?:([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i;
/** Since 1970 in milliseconds, as HubSpot's API writes moments: 2001 to 2065. */
const EPOCH = /^(?:1\d{12}|2\d{12})$/;

/**
 * Decides for each column of dates whether the month or the day stands first, from the whole column: a date with a part
 * over 12 proves it. A column whose dates could all be either follows the file's other columns when those agree, else
 * `fallback`. Dates with the year first, with points (day first) or with the month's name need no decision.
 */
export function readDateColumns(
  columns: ReadonlyMap<string, readonly ColumnCell[]>,
  fallback: DateOrder,
): Map<string, DateReading> {
  const evidence = new Map([...columns].map(([name, cells]) => [name, weigh(cells)]));
  const proved = new Set(
    [...evidence.values()].flatMap(({ mdy, dmy }) =>
      mdy && !dmy ? ["mdy" as const] : dmy && !mdy ? ["dmy" as const] : [],
    ),
  );
  const [shared] = proved.size === 1 ? proved : [];
  return new Map(
    [...evidence].map(([name, found]) => [name, judge(found, shared, fallback)] as const),
  );
}

type Evidence = DateReading["proofs"] & { unclear: boolean };

function judge(
  { mdy, dmy, unclear }: Evidence,
  shared: DateOrder | undefined,
  fallback: DateOrder,
): DateReading {
  const proofs = { mdy, dmy };
  const order = shared ?? fallback;
  if (mdy && dmy) return { order, basis: "mixed", proofs };
  if (mdy || dmy) return { order: mdy ? "mdy" : "dmy", basis: "proved", proofs };
  if (!unclear) return { order, basis: "clear", proofs };
  return { order, basis: shared ? "neighbours" : "assumed", proofs };
}

function weigh(cells: readonly ColumnCell[]): Evidence {
  let mdy: ColumnCell | null = null;
  let dmy: ColumnCell | null = null;
  let unclear = false;
  for (const cell of cells) {
    const match = SLASHED.exec(cell.value);
    if (!match) continue;
    const [first, second] = [Number(match[1]), Number(match[3])];
    if (second > 12 && first <= 12) mdy ??= cell;
    else if (first > 12 && second <= 12) dmy ??= cell;
    else if (first !== second && first <= 12) unclear = true;
  }
  return { mdy, dmy, unclear };
}

/**
 * The moment a cell tells. A time without an offset is on clocks in `timeZone`; a day without a time counts as noon UTC,
 * so that it is the same calendar day for nearly every reader and doesn't depend on who imports.
 * @throws AppError bad_input for what is no date, a day that doesn't exist, or one that a mixed column leaves open
 */
export function parseMoment(value: string, reading: DateReading, timeZone: string): WrittenMoment {
  const text = value.trim();
  if (EPOCH.test(text)) {
    const instant = new Date(Number(text));
    return { day: asDay(instant.toISOString().slice(0, 10)), at: instant, hasTime: true };
  }
  const { day, rest } = splitDay(text, reading);
  const time = TIME.exec(rest);
  if (!time) throw unreadable(text);
  const [, hours, minutes, seconds = "0", fraction = "", half, offset] = time;
  if (hours === undefined || minutes === undefined)
    return { day, at: new Date(`${day}T12:00:00Z`), hasTime: false };
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0) : Number(hours);
  const clock = `${String(hour).padStart(2, "0")}:${minutes}`;
  const ms = Number(seconds) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) throw unreadable(text);
  const start = offset
    ? new Date(`${day}T${clock}:00${withColon(offset)}`)
    : at(day, clock, timeZone);
  return { day, at: new Date(start.getTime() + ms), hasTime: true };
}

function withColon(offset: string): string {
  if (/^[a-z]/i.test(offset)) return "Z";
  return offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

function splitDay(text: string, reading: DateReading): { day: Day; rest: string } {
  const iso = YEAR_FIRST.exec(text);
  if (iso) return { day: real(text, iso[1], iso[3], iso[4]), rest: text.slice(iso[0].length) };
  const pointed = POINTED.exec(text);
  if (pointed)
    return {
      day: real(text, pointed[3], pointed[2], pointed[1]),
      rest: text.slice(pointed[0].length),
    };
  const slashed = SLASHED.exec(text);
  if (slashed) {
    const [whole, first = "", , second = "", year] = slashed;
    const monthFirst = isMonthFirst(Number(first), Number(second), reading, text);
    return {
      day: monthFirst ? real(text, year, first, second) : real(text, year, second, first),
      rest: text.slice(whole.length),
    };
  }
  const named = NAMED.exec(text);
  if (!named) throw unreadable(text);
  // The year is written, so that neither the moment nor the zone can change the result.
  const day = parseDay(named[0], { now: new Date(0), timeZone: "UTC", order: reading.order });
  return { day, rest: text.slice(named[0].length) };
}

function isMonthFirst(first: number, second: number, reading: DateReading, text: string): boolean {
  if (first > 12 || second > 12) return second > 12;
  if (reading.basis !== "mixed" || first === second) return reading.order === "mdy";
  const { mdy, dmy } = reading.proofs;
  throw new AppError(
    "bad_input",
    `“${text}” can be read in two ways: the column has the month first on line ${mdy?.line} (${mdy?.value}) and the day first on line ${dmy?.line} (${dmy?.value}).`,
    "Write the dates like 2027-03-31.",
  );
}

function real(text: string, year = "", month = "", date = ""): Day {
  const full = year.length === 2 ? `${Number(year) < 70 ? "20" : "19"}${year}` : year;
  try {
    return asDay(`${full}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError("bad_input", `There is no day “${cut(text, 40)}”.`, error.hint);
  }
}

function unreadable(text: string): AppError {
  return new AppError(
    "bad_input",
    `I can't read “${cut(text, 40)}” as a date.`,
    "Write it like 2027-03-31 or 2027-03-31 14:30.",
  );
}
