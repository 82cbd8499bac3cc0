import { dayOf, type Period, quarterOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type Money, parseMoney } from "../../../kernel/money.ts";
import type { Token } from "../../../kernel/text.ts";
import { type QuotaPeriod, quotaPeriodOf } from "./quota.ts";
import { parseReportRequest } from "./request.ts";

/** What somebody wrote after `/pipeline quota`: with an amount it sets one, without it shows. */
export type QuotaRequest = {
  /** A team's or a person's name, or a mention; undefined for the reader's own scope. */
  who: string | undefined;
  scope: "mine" | "team" | "all" | undefined;
  amount: Money | undefined;
  kind: QuotaPeriod;
  /** The first and last day of the period. */
  period: Period;
};

/** Words that are an amount and no period: with a currency's sign, in thousands or millions, or of five digits and more. */
const AMOUNT = /^(?:[€$£¥]\d[\d.,]*\w*|\d[\d.,]*(?:k|m|mn|mio|bn|€)|\d{5,}|\d+(?:[.,]\d{3})+)$/i;

/**
 * `@ada 500k q4`: whose, how much, and for which month, quarter or year; this quarter when none is named.
 * @throws AppError bad_input when the period is none of the three
 */
export function parseQuotaRequest(
  tokens: readonly Token[],
  context: { now: Date; timeZone: string; currency: string },
): QuotaRequest {
  // Said of time, 6m is in six months.
  const said = tokens.map((token) =>
    AMOUNT.test(token.text) ? { ...token, quoted: true } : token,
  );
  const { who: words, scope, span } = parseReportRequest(said, context, "future");
  const period = span ?? quarterOf(dayOf(context.now, context.timeZone));
  const kind = quotaPeriodOf(period);
  if (!kind)
    throw new AppError(
      "bad_input",
      "A quota is for a whole month, quarter or year.",
      "Like `/pipeline quota @ada 500k q4` or `/pipeline quota emea 6m 2027`.",
    );
  const { who, amount } = words ? amountAtEnd(words.split(" "), context.currency) : {};
  return { who, scope, amount, kind, period: { from: period.from, to: period.to } };
}

/** Takes the amount off the end of a name: "north america 2 m" is North America and two million. */
function amountAtEnd(words: readonly string[], currency: string): { who?: string; amount?: Money } {
  for (const count of [2, 1]) {
    const written = words.slice(-count).join(" ");
    if (count > words.length || !/\d/.test(written) || /^[<@#]/.test(written)) continue;
    const amount = asAmount(written, currency);
    if (!amount) continue;
    const who = words.slice(0, -count).join(" ");
    return { amount, ...(who && { who }) };
  }
  return { who: words.join(" ") };
}

function asAmount(text: string, currency: string): Money | null {
  try {
    return parseMoney(text, currency);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
