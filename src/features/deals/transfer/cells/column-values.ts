import { AppError } from "../../../../kernel/errors.ts";
import { cut } from "../../../../kernel/text.ts";

/** What systems write where there is nothing. */
const NOTHING = new Set([
  "",
  "-",
  "–",
  "—",
  "n/a",
  "#n/a",
  "none",
  "null",
  "(blank)",
  "(no value)",
]);

/** The cell, or null when it says that there is nothing. For names and other free text use `trim`: a deal may be called None. */
export function orNothing(value: string): string | null {
  const text = value.trim();
  return NOTHING.has(text.toLowerCase()) ? null : text;
}

/** Yes or no as spreadsheets and CRMs write it; null for an empty cell. @throws AppError bad_input for anything else */
export function parseFlag(value: string): boolean | null {
  const text = orNothing(value)?.toLowerCase();
  if (text === undefined) return null;
  if (["true", "1", "yes", "y", "x", "t"].includes(text)) return true;
  if (["false", "0", "no", "n", "f"].includes(text)) return false;
  throw new AppError("bad_input", `“${cut(value, 40)}” is neither yes nor no.`);
}

/** Whether a column of probabilities is written as parts of one (0.4) and not in percent (40): HubSpot's is. */
export function isPartsOfOne(values: readonly string[]): boolean {
  const numbers = values.map((value) => Number(value.replace(",", ".")));
  return (
    numbers.every((number) => number >= 0 && number <= 1) &&
    numbers.some((number) => number > 0 && number < 1)
  );
}

/** A probability in whole percent. @throws AppError bad_input unless it is a number from 0 to 100 */
export function parsePercent(value: string, partsOfOne: boolean): number {
  const written = /^(\d+(?:[.,]\d+)?)\s*%?$/.exec(value.trim())?.[1];
  const number = Number(written?.replace(",", ".")) * (partsOfOne ? 100 : 1);
  if (!(number >= 0 && number <= 100))
    throw new AppError(
      "bad_input",
      `“${cut(value, 40)}” is no probability.`,
      "Write 0 to 100 percent.",
    );
  return Math.round(number);
}

/** A whole number from 0 to a billion, with or without separators. @throws AppError bad_input for anything else */
export function parseCount(value: string): number {
  const text = value.replace(/(?<=\d)[,.'’\s](?=\d{3}(?:\D|$))/g, "");
  if (!/^\d{1,9}$/.test(text.trim()))
    throw new AppError("bad_input", `“${cut(value, 40)}” is no whole number.`);
  return Number(text);
}

/**
 * Several things in one cell: `a; b`. A cell that begins with `[` is a JSON list, which is how things with a semicolon
 * in them are written.
 * @throws AppError bad_input for a JSON list that is none
 */
export function parseList(value: string): string[] {
  const text = value.trim();
  if (text.startsWith("[")) {
    const items = parseJson(text);
    if (Array.isArray(items) && items.every((item) => typeof item === "string")) return items;
    throw new AppError(
      "bad_input",
      `“${cut(text, 40)}” is no list.`,
      "Write the parts with semicolons between.",
    );
  }
  return text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The opposite of `parseList`. */
export function formatList(items: readonly string[]): string {
  const plain = items.join("; ");
  const back = plain.startsWith("[") ? [] : parseList(plain);
  return back.length === items.length && back.every((item, i) => item === items[i])
    ? plain
    : JSON.stringify(items);
}

/** The JSON value of the text, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** "Ada Admin <ada@example.com>", "Ada Admin (ada@example.com)", a name or an address alone. */
export function parsePersonCell(value: string): { name: string; email: string | null } {
  const text = value.replace(/\s+/g, " ").trim();
  const both = /^(.*?)\s*[<(]\s*([^\s<>()]+@[^\s<>()]+)\s*[>)]$/.exec(text);
  if (both?.[2]) return { name: both[1] || nameOf(both[2]), email: both[2].toLowerCase() };
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return { name: nameOf(text), email: text.toLowerCase() };
  return { name: text, email: null };
}

/** "ada.admin@example.com" as a name, until Slack tells a better one: "Ada Admin". */
function nameOf(email: string): string {
  return (email.split("@")[0] ?? email)
    .split(/[._-]+/)
    .filter(Boolean)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}
