import { AppError } from "../../../../kernel/errors.ts";
import { currencyDigits, type Money, parseMoney } from "../../../../kernel/money.ts";
import { cut } from "../../../../kernel/text.ts";
import type { ColumnCell } from "./column-dates.ts";

/** Which sign is the decimal one in a column of amounts, and how that is known; see `DateReading`. */
export type AmountReading = {
  decimal: "." | ",";
  basis: "clear" | "proved" | "assumed" | "mixed";
  proofs: { ".": ColumnCell | null; ",": ColumnCell | null };
};

/** A number with its separators, between what is written before and after it. */
const SHAPE = /^([^\d]*?)(\d(?:[\d.,'’\s]*\d)?|[.,]\d+)([^\d]*)$/;
const MAX_MINOR = 1_000_000_000_000_000n;

/**
 * Decides for a column whether the point or the comma is decimal: 1.234,56 and 12,5 prove the comma, 1,234.56 and 12.5 the
 * point. Where every number could be either (1.234), a separator before three digits groups thousands.
 */
export function readAmountColumn(cells: readonly ColumnCell[]): AmountReading {
  const proofs: AmountReading["proofs"] = { ".": null, ",": null };
  let unclear = false;
  for (const cell of cells) {
    const decimal = decimalOf(numberIn(cell.value));
    if (decimal === "unclear") unclear = true;
    else if (decimal) proofs[decimal] ??= cell;
  }
  if (proofs["."] && proofs[","]) return { decimal: ".", basis: "mixed", proofs };
  if (proofs["."] || proofs[","])
    return { decimal: proofs["."] ? "." : ",", basis: "proved", proofs };
  return { decimal: ".", basis: unclear ? "assumed" : "clear", proofs };
}

function numberIn(value: string): string {
  return SHAPE.exec(normal(value))?.[2] ?? "";
}

function normal(value: string): string {
  return value.normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** What one number says of its own: its decimal sign, that it could be either, or nothing. */
function decimalOf(number: string): "." | "," | "unclear" | null {
  const last = Math.max(number.lastIndexOf("."), number.lastIndexOf(","));
  if (last < 0) return null;
  const sign = number.charAt(last) === "." ? "." : ",";
  const other = sign === "." ? "," : ".";
  const signs = number.split(sign).length - 1;
  // The same sign twice groups thousands, so that the decimal one is the other.
  if (signs > 1) return other;
  if (number.includes(other)) return sign;
  const [whole = "", fraction = ""] = number.split(sign);
  return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? "unclear" : sign;
}

/**
 * The amount in a cell. Its own sign or code names the currency, else it is `currency`; digits finer than the currency's
 * smallest unit are rounded, as CRMs write converted amounts with many of them.
 * @throws AppError bad_input for what is no amount, is negative or too large, or that a mixed column leaves open
 */
export function parseAmount(value: string, reading: AmountReading, currency: string): Money {
  const text = normal(value);
  if (/^[^\d]*[-−–]\s*[^\d]*\d|^\(.*\)$/.test(text))
    throw new AppError("bad_input", `An amount can't be negative: “${cut(text, 40)}”.`);
  const [, before = "", number, after = ""] = SHAPE.exec(text) ?? [];
  if (number === undefined)
    throw new AppError(
      "bad_input",
      `I can't read “${cut(text, 40)}” as an amount.`,
      "Write it like 50000.00 or 50000 EUR.",
    );
  const own = decimalOf(number);
  if (own === "unclear" && reading.basis === "mixed") throw open(text, reading);
  const decimal = decimalSign(own, reading);
  // The kernel reads the currency and words like "k"; the digits are the column's business.
  const unit = parseMoney(`${before}1${after}`, currency);
  const digits = currencyDigits(unit.currency);
  const factor = BigInt(unit.minor) / 10n ** BigInt(digits);
  const [whole = "", fraction = ""] = splitAt(number, decimal);
  const scaled = BigInt(whole.replace(/\D/g, "") + fraction) * factor * 10n ** BigInt(digits);
  const divisor = 10n ** BigInt(fraction.length);
  const minor = (scaled + divisor / 2n) / divisor;
  if (minor > MAX_MINOR)
    throw new AppError("bad_input", `“${cut(text, 40)}” is more than any deal.`);
  return { minor: Number(minor), currency: unit.currency };
}

/** A number that proves its own sign is read by it, even against its column. */
function decimalSign(own: ReturnType<typeof decimalOf>, reading: AmountReading): "." | "," | null {
  if (own === "unclear") return reading.basis === "proved" ? reading.decimal : null;
  return own;
}

function splitAt(number: string, decimal: "." | "," | null): string[] {
  const at = decimal === null ? -1 : number.lastIndexOf(decimal);
  return at < 0 ? [number, ""] : [number.slice(0, at), number.slice(at + 1)];
}

function open(text: string, { proofs }: AmountReading): AppError {
  return new AppError(
    "bad_input",
    `“${text}” can be read in two ways: the column has decimal points on line ${proofs["."]?.line} (${proofs["."]?.value}) and decimal commas on line ${proofs[","]?.line} (${proofs[","]?.value}).`,
    "Write the amounts without separators of thousands.",
  );
}
