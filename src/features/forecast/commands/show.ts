import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { scopeOf } from "../../pipeline/index.ts";
import { showForecast } from "../answers.ts";
import { METHODS } from "../domain/method.ts";
import { type ForecastRequest, parseForecastRequest } from "../request.ts";
import { forecastWords } from "./request-words.ts";

/** The words of a request, those of nothing when there are none. */
export function requestOf(about: ForecastRequest | undefined, call: Call): ForecastRequest {
  return about ?? parseForecastRequest([], { now: call.now, timeZone: call.actor.timeZone });
}

export const showForecastCommand = defineCommand({
  command: "/forecast",
  verb: "show",
  summary:
    "How much a month, quarter or year will bring, and how sure that is: `quarter`, `december ml`, `q1 team`",
  example: "/forecast quarter team",
  permission: "forecast.own",
  // Whatever is no other verb: a period, a method, a team or a person.
  shorthand: /^(?!(show|submit|adjust|calls|categorise|accuracy|history|backtest|help)(\s|$))/i,
  args: { about: forecastWords },
  async run({ about }, call) {
    const request = requestOf(about, call);
    const { kind, from: startsOn } = request.period;
    const method = request.method ?? "hybrid";
    const ask = { kind, startsOn, method, scope: await scopeOf(call, request, METHODS) };
    return showForecast(call, ask, request.method === "ml" ? "deals" : "answer");
  },
});
