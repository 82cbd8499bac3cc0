import { AppError } from "../../../../kernel/errors.ts";
import { isCurrency, type Money, parseMoney } from "../../../../kernel/money.ts";
import { cut } from "../../../../kernel/text.ts";
import { type AmountReading, parseAmount } from "../cells/column-amounts.ts";
import { parsePersonCell } from "../cells/column-values.ts";
import type { DealDraft, PersonName } from "./deal-draft.ts";

const MAX_NAME = 200;

/** A cell, null when it is empty, undefined without such a column. */
type Cell = string | null | undefined;

/**
 * The amount of a row and its currency: that of the currency column, of a sign in the amount, or the fallback.
 * @throws AppError bad_input when the column and the sign contradict, or for what is no amount or currency
 */
export function moneyOf(
  amount: Cell,
  currency: Cell,
  reading: AmountReading,
  fallback: string,
): Pick<DealDraft, "amount" | "currency"> {
  const code = currency ? currencyOf(currency, fallback) : undefined;
  if (!amount) return { amount: amount === undefined ? undefined : null, currency: code };
  const money: Money = parseAmount(amount, reading, code ?? fallback);
  if (code && money.currency !== code)
    throw new AppError(
      "bad_input",
      `The amount is in ${money.currency} and its currency column says ${code}.`,
    );
  return { amount: money, currency: money.currency };
}

function currencyOf(written: string, fallback: string): string {
  const code = written.toUpperCase();
  if (isCurrency(code)) return code;
  try {
    return parseMoney(`1 ${written}`, fallback).currency;
  } catch {
    throw new AppError(
      "bad_input",
      `I don't know the currency “${cut(written, 40)}”.`,
      "Use a code like EUR, USD or GBP.",
    );
  }
}

/** A person of the sales team, from the columns for name and address, or from an id that another file explains. */
export function personOf(
  name: Cell,
  email: Cell,
  known: PersonName | undefined,
  verbatim: boolean,
): PersonName | null | undefined {
  if (verbatim && name) return { name: named(name, "a person"), email: email ?? null };
  const person = name ? parsePersonCell(name) : null;
  const address = email ? parsePersonCell(email) : null;
  if (!person && !address)
    return known ?? (name === undefined && email === undefined ? undefined : null);
  return {
    name: named(person?.name ?? address?.name ?? "", "a person"),
    email: address?.email ?? person?.email ?? null,
  };
}

/** The primary contact. Systems list several with semicolons between; the first is the primary one. */
export function contactOf(
  name: Cell,
  email: Cell,
  title: Cell,
  verbatim: boolean,
): DealDraft["contact"] {
  if (name === undefined && email === undefined) return undefined;
  if (verbatim)
    return name
      ? { name: named(name, "a contact"), email: email ?? null, title: title ?? null }
      : null;
  const person = name ? parsePersonCell(name.split(";")[0] ?? name) : null;
  const address = email ? parsePersonCell(email.split(/[;,]/)[0] ?? email) : null;
  const found = person?.name ?? address?.name;
  if (!found) return null;
  return {
    name: named(found, "a contact"),
    email: address?.email ?? person?.email ?? null,
    title: title ?? null,
  };
}

/** A name in one line. @throws AppError bad_input without a letter or digit, or when it is too long */
export function named(text: string, what: string): string {
  const name = text.replaceAll(/\s+/g, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(name))
    throw new AppError("bad_input", `“${cut(name, 40)}” is no name for ${what}.`);
  if (name.length > MAX_NAME)
    throw new AppError(
      "bad_input",
      `The name of ${what} has ${name.length} characters; ${MAX_NAME} fit.`,
    );
  return name;
}
