import { dayOf, quarterOf } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Token } from "../../kernel/text.ts";
import { parseReportRequest, quotaPeriodOf, type ReportRequest } from "../pipeline/index.ts";
import { METHODS, type Method } from "./domain/method.ts";
import { type ForecastPeriod, forecastPeriod } from "./domain/period.ts";

/** What somebody wrote after `/forecast`, before a name in it is looked up. */
export type ForecastRequest = Pick<ReportRequest, "scope" | "who"> & {
  period: ForecastPeriod;
  /** The method that was named; undefined for the hybrid. */
  method: Method | undefined;
};

const METHOD_WORDS: ReadonlyMap<string, Method> = new Map([
  ...METHODS.map((method) => [method, method] as const),
  ["model", "ml"],
  ["season", "seasonal"],
]);

/**
 * `q4 ml emea`, `next month mine`, `december @bea`: period, method and whose, in any order; this quarter by the hybrid without a word.
 * @throws AppError bad_input for two methods, or a period that is no whole month, quarter or year
 */
export function parseForecastRequest(
  tokens: readonly Token[],
  context: { now: Date; timeZone: string },
): ForecastRequest {
  const methods = tokens.flatMap((token) => methodIn(token) ?? []);
  if (new Set(methods).size > 1)
    throw new AppError(
      "bad_input",
      `${methods.join(" and ")} are two methods.`,
      "Name one; `/forecast hybrid` mixes them.",
    );
  const rest = tokens.filter((token) => !methodIn(token));
  const { scope, who, span } = parseReportRequest(rest, context, "future");
  const [method] = methods;
  if (!span) {
    const { from } = quarterOf(dayOf(context.now, context.timeZone));
    return { scope, who, method, period: forecastPeriod("quarter", from) };
  }
  const kind = quotaPeriodOf(span);
  if (!kind)
    throw new AppError(
      "bad_input",
      "A forecast is for a whole month, quarter or year.",
      "Like `/forecast month`, `/forecast q4 team` or `/forecast 2027`.",
    );
  return { scope, who, method, period: forecastPeriod(kind, span.from) };
}

function methodIn({ text, quoted }: Token): Method | undefined {
  return quoted ? undefined : METHOD_WORDS.get(text.toLowerCase());
}
