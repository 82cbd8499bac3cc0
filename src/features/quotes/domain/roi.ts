import { AppError } from "../../../kernel/errors.ts";
import { asMoney, type Money } from "../../../kernel/money.ts";

/** What a customer's return is reckoned from. Both amounts are in one currency. */
export type RoiInput = {
  /** What the problem costs the customer in a year today. */
  costPerYear: Money;
  /** What share of it is saved, in hundredths of a percent (1 to 10,000). */
  savingBasisPoints: number;
  /** What is paid for the whole term. */
  price: Money;
  termMonths: number;
};

/** What it comes to; every figure is rounded once, at its end, a half away from zero. */
export type Roi = {
  savingPerYear: Money;
  /** The price of a year: the price of the term divided by its years. */
  pricePerYear: Money;
  /** Tenths of a month until the savings have paid the price of the term; null when they never do. */
  paybackTenths: number | null;
  /** Return on the price of the term, in tenths of a percent; may be negative. */
  roiTenths: number;
  /** Savings less price over three years, renewed at the same price. */
  netThreeYears: Money;
  /** After each quarter of three years: what was saved so far, and what was paid. */
  quarters: readonly { saved: Money; paid: Money }[];
};

const BASIS_POINTS = 10_000n;
const MONTHS = 12n;
const YEARS = 3n;
const QUARTERS = 12;

/**
 * The return on a purchase, by exact fractions.
 *
 * - saving per year S = cost per year × saving share; benefit of the term B = S × months / 12.
 * - ROI = (B − P) / P, the net benefit over the cost. Source: Forrester, “The Total Economic Impact methodology”; the same
 *   definition as in Brealey, Myers & Allen, “Principles of Corporate Finance”.
 * - payback (months) = P / (S / 12): the simple payback period of a price paid at the start and even savings, not discounted
 *   (Horngren et al., “Cost Accounting”, on capital budgeting).
 * - net value over three years = 3 × S − P × 36 / months: the term renewed at its price, without interest.
 * @throws AppError bad_input for amounts in two currencies, a term under a month or a price of nothing
 */
export function reckonRoi(input: RoiInput): Roi {
  const { costPerYear, price, savingBasisPoints, termMonths } = input;
  const { currency } = price;
  if (costPerYear.currency !== currency)
    throw new AppError(
      "bad_input",
      `The cost is in ${costPerYear.currency} and the price in ${currency}.`,
      "Write both in one currency.",
    );
  if (price.minor <= 0) throw new AppError("bad_input", "A return needs a price above zero.");
  if (!Number.isInteger(termMonths) || termMonths < 1)
    throw new AppError("bad_input", "A term is at least one month.");
  // The saving of a year is saving / BASIS_POINTS minor units.
  const saving = BigInt(costPerYear.minor) * BigInt(savingBasisPoints);
  const paid = BigInt(price.minor);
  const months = BigInt(termMonths);
  const money = (over: bigint, under: bigint) => asMoney(Number(rounded(over, under)), currency);

  const benefit = { over: saving * months, under: BASIS_POINTS * MONTHS };
  return {
    savingPerYear: money(saving, BASIS_POINTS),
    pricePerYear: money(paid * MONTHS, months),
    paybackTenths:
      saving === 0n ? null : Number(rounded(paid * MONTHS * BASIS_POINTS * 10n, saving)),
    roiTenths: Number(rounded((benefit.over - paid * benefit.under) * 1000n, paid * benefit.under)),
    netThreeYears: money(
      YEARS * saving * months - paid * YEARS * MONTHS * BASIS_POINTS,
      months * BASIS_POINTS,
    ),
    quarters: Array.from({ length: QUARTERS }, (_, i) => {
      const done = BigInt((i + 1) * 3);
      // A term is paid when it begins: as many as have begun by then.
      const begun = (done - 1n) / months + 1n;
      return { saved: money(saving * done, BASIS_POINTS * MONTHS), paid: money(paid * begun, 1n) };
    }),
  };
}

/** A half is rounded away from zero. */
function rounded(over: bigint, under: bigint): bigint {
  const size = over < 0n ? -over : over;
  const whole = (size + under / 2n) / under;
  return over < 0n ? -whole : whole;
}

/** "7.5", "12": tenths as people read them. */
export function formatTenths(tenths: number): string {
  const size = Math.abs(tenths);
  const text = `${Math.floor(size / 10)}${size % 10 === 0 ? "" : `.${size % 10}`}`;
  return tenths < 0 ? `-${text}` : text;
}
