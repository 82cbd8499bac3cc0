import { AppError } from "../errors.ts";
import { cut } from "../text/cut.ts";
import type { Money } from "./amount.ts";
import { currenciesOf, currencyDigits } from "./currency.ts";

/** Zeros that each word for a thousand, a million or a billion stands for. */
const ZEROS: Record<string, number> = {
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mm: 6,
  mio: 6,
  million: 6,
  millions: 6,
  b: 9,
  bn: 9,
  mrd: 9,
  billion: 9,
  billions: 9,
};

/** Larger amounts are slips of the keyboard, and a few of them would leave the safe integers when summed. */
const MAX_MINOR = 1_000_000_000_000_000n;

/** Longer text is no amount, and would cost time to prove that. */
const MAX_LENGTH = 80;

const HINT = "Write it like 50k, 1.2m, 50,000 USD or €50.000,00.";

/** What stands around a number: a code or sign before it, or a multiplier and a code or sign after it. */
const SHAPE = /^([^\d.,]*)([\d.,](?:[\d.,'’ ]*\d)?)([^\d]*)$/;

/**
 * An amount as people write it: `50k`, `1,2m`, `2bn`, `€50.000`, `USD 50,000.50`, `50.000,00 EUR`, `$1'200`, `50 000 €`.
 *
 * Of two kinds of separator the last is the decimal one. A single separator followed by exactly three digits groups
 * thousands (`50.000` is fifty thousand), otherwise it is decimal (`12,5`); but a point before three digits is decimal
 * in a currency of three decimals, where that is how amounts are printed (`1.500 KWD`). Before a multiplier
 * (`1.250m`) three digits could be either, and a factor of a thousand is not guessed: it is refused.
 * `.00` is accepted for currencies without decimals, because spreadsheets write it.
 *
 * `$` is USD and `¥` JPY, unless the default currency has the same sign; `$50 CAD` is Canadian.
 * @throws AppError bad_input for what is no amount: negative, too large, finer than the currency, of two currencies.
 */
export function parseMoney(text: string, defaultCurrency: string): Money {
  const written = text.normalize("NFKC").replace(/\s+/g, " ").trim();
  if (written === "") throw new AppError("bad_input", "An amount is missing.", HINT);
  if (written.length > MAX_LENGTH) throw notUnderstood(written);
  if (/^[^\d]*[-−–]\s*[^\d]*\d|^\(.*\)$/.test(written))
    throw notUnderstood(written, "An amount can't be negative", HINT);
  const [, before = "", number = "", after = ""] = SHAPE.exec(written) ?? [];
  if (number === "") throw notUnderstood(written);
  const { multiplier, currency: suffix } = readSuffix(after.trim(), written);
  const currency = onlyCurrency(before.trim(), suffix, defaultCurrency, written);
  const { whole, fraction } = readNumber(number, currency, multiplier, written);
  return toMoney(whole, fraction, ZEROS[multiplier] ?? 0, currency, written);
}

/** "k€", "bn", "USD" or nothing, after the number. */
function readSuffix(after: string, written: string): { multiplier: string; currency: string } {
  // A whole code goes first: BND is a currency, not a billion of D.
  if (after === "" || currenciesOf(after, "").length > 0)
    return { multiplier: "", currency: after };
  const letters = after.toLowerCase();
  const multiplier = Object.keys(ZEROS)
    .filter((word) => letters.startsWith(word))
    .sort((a, b) => b.length - a.length)
    .find((word) => {
      const rest = after.slice(word.length).trim();
      return rest === "" || currenciesOf(rest, "").length > 0;
    });
  if (multiplier) return { multiplier, currency: after.slice(multiplier.length).trim() };
  const code = /^(?:[a-z]{1,2} )?([a-z]{3})$/i.exec(after)?.[1];
  if (code) throw unknownCurrency(code, written);
  throw notUnderstood(written);
}

function onlyCurrency(
  before: string,
  after: string,
  defaultCurrency: string,
  written: string,
): string {
  const named = [before, after].filter(Boolean).map((name) => {
    const currencies = currenciesOf(name, defaultCurrency);
    if (currencies.length > 0) return currencies;
    throw /^[a-z]{3}$/i.test(name) ? unknownCurrency(name, written) : notUnderstood(written);
  });
  const [first, second] = named;
  if (!first) return defaultCurrency;
  const shared = second ? first.filter((code) => second.includes(code)) : first;
  if (shared[0]) return shared[0];
  throw notUnderstood(
    written,
    `That names two currencies, ${first[0]} and ${second?.[0]}`,
    "Name one.",
  );
}

type Digits = { whole: string; fraction: string };

/** Takes the number's separators apart by the rule above. */
function readNumber(number: string, currency: string, multiplier: string, written: string): Digits {
  const points = count(number, ".");
  const commas = count(number, ",");
  const groupsOnly = (text: string): string => {
    // Groups of three under one kind of separator: 1.20.000 or 1'200,000 is a slip.
    if (/^\d*$/.test(text) || /^\d{1,3}([.,'’ ])\d{3}(?:\1\d{3})*$/.test(text))
      return text.replace(/\D/g, "");
    throw notUnderstood(written);
  };
  if (points + commas === 0) return { whole: groupsOnly(number), fraction: "" };

  const last = Math.max(number.lastIndexOf("."), number.lastIndexOf(","));
  const whole = number.slice(0, last);
  const fraction = number.slice(last + 1);
  const separators = new Set(number.replace(/\d/g, ""));
  const single = points + commas === 1 && separators.size === 1;
  if (single && /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3) {
    if (multiplier)
      throw notUnderstood(
        written,
        "That could be a decimal or a thousand times more",
        `Write ${trimmed(whole, fraction)}${multiplier} or ${whole}${fraction}${multiplier}.`,
      );
    if (number[last] === "." && currencyDigits(currency) === 3) return { whole, fraction };
    return { whole: whole + fraction, fraction: "" };
  }
  // The same sign twice only groups: 1.234.567.
  if (points + commas > 1 && (points === 0 || commas === 0))
    return { whole: groupsOnly(number), fraction: "" };
  if (!/^\d+$/.test(fraction)) throw notUnderstood(written);
  return { whole: groupsOnly(whole), fraction };
}

function toMoney(
  whole: string,
  fraction: string,
  zeros: number,
  currency: string,
  written: string,
): Money {
  const decimals = currencyDigits(currency);
  const kept = fraction === "00" ? "" : fraction;
  if (kept.replace(/0+$/, "").length > zeros + decimals || (zeros === 0 && kept.length > decimals))
    throw notUnderstood(
      written,
      `${currency} has ${decimals === 0 ? "no decimals" : `${decimals} decimals`}`,
      HINT,
    );
  const shift = zeros + decimals;
  const minor = BigInt(`${whole}${kept.slice(0, shift).padEnd(shift, "0")}`);
  if (minor > MAX_MINOR) throw notUnderstood(written, "That is more than any deal", HINT);
  return { minor: Number(minor), currency };
}

function trimmed(whole: string, fraction: string): string {
  const rest = fraction.replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function unknownCurrency(code: string, written: string): AppError {
  return notUnderstood(
    written,
    `I don't know the currency ${code.toUpperCase()}`,
    "Use a code like EUR, USD or GBP.",
  );
}

function notUnderstood(
  written: string,
  why = "I can't read that as an amount",
  hint = HINT,
): AppError {
  return new AppError("bad_input", `${why}: “${cut(written, 40)}”.`, hint);
}
