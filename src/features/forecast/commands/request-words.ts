import type { Arg } from "../../../slack/args.ts";
import { type ForecastRequest, parseForecastRequest } from "../request.ts";

/** Period, method and whose, in any order; nothing is this quarter and the reader's own. */
export const forecastWords: Arg<ForecastRequest | undefined> = {
  hint: "month, quarter, year, q4 or 2027; a method like pipeline; mine, team, all, a team or a person",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse: (words, context) => parseForecastRequest(words, context),
};
