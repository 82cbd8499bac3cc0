import { AppError } from "../../../kernel/errors.ts";
import { formatMoney, parseMoney } from "../../../kernel/money.ts";
import { cut } from "../../../kernel/text.ts";
import type { Discount } from "./line.ts";
import type { PricedQuote } from "./pricing.ts";

const HINT = "Write it like 10 %, 12.5 % or 500; `none` takes it away.";
const MAX_BASIS_POINTS = 10_000;

/**
 * A discount as people write it: "10 %", "12,5%", "500", "1.5k EUR"; "none", "no" and "0" take it away (null).
 * @param currency of the quote; an amount in another one is refused
 * @throws AppError bad_input for what is none
 */
export function parseDiscount(text: string, currency: string): Discount | null {
  const written = text.normalize("NFKC").trim();
  if (/^(none|no|0|0\s*%|-)$/i.test(written)) return null;
  const percent = /^(\d{1,3})(?:[.,](\d+))?\s*(?:%|percent|per cent)$/i.exec(written);
  if (percent) {
    const fraction = (percent[2] ?? "").replace(/0+$/, "");
    if (fraction.length > 2)
      throw new AppError("bad_input", "A percentage has at most two decimals.", HINT);
    const basisPoints = Number(percent[1]) * 100 + Number(fraction.padEnd(2, "0"));
    if (basisPoints > MAX_BASIS_POINTS)
      throw new AppError("bad_input", `${cut(written, 20)} is more than everything.`, HINT);
    return basisPoints === 0 ? null : { kind: "percent", basisPoints };
  }
  if (written.includes("%"))
    throw new AppError("bad_input", `I can't read “${cut(written, 40)}” as a discount.`, HINT);
  const amount = parseMoney(written, currency);
  if (amount.currency !== currency)
    throw new AppError(
      "bad_input",
      `The quote is in ${currency}, that discount in ${amount.currency}.`,
      `Write it in ${currency}, or in percent.`,
    );
  return amount.minor === 0 ? null : { kind: "amount", amount };
}

/** "12.5 %" or "500.00 EUR": the discount as people read it. */
export function discountWords(discount: Discount): string {
  return discount.kind === "percent"
    ? `${formatBasisPoints(discount.basisPoints)} %`
    : formatMoney(discount.amount, "exact");
}

/** The discount as it stands in a field, to be read by `parseDiscount`: "12.5 %", "500.00 EUR", nothing. */
export function writeDiscount(discount: Discount | null): string {
  return discount ? discountWords(discount) : "";
}

/**
 * What is off a quote in percent of its list total, for reading: at most two decimals, and "about" where that is rounded.
 * Rules never compare this text; see `isOverMaximum`.
 */
export function effectivePercent({
  listTotal,
  discount,
}: Pick<PricedQuote, "listTotal" | "discount">): string {
  if (listTotal.minor === 0) return "0 %";
  const scaled = BigInt(discount.minor) * 10_000n;
  const list = BigInt(listTotal.minor);
  const exact = scaled % list === 0n;
  const rounded = Number((scaled + list / 2n) / list);
  return `${exact ? "" : "about "}${formatBasisPoints(rounded)} %`;
}

function formatBasisPoints(basisPoints: number): string {
  const whole = Math.floor(basisPoints / 100);
  const rest = String(basisPoints % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return rest === "" ? String(whole) : `${whole}.${rest}`;
}
