import { quarterOf } from "../../kernel/dates.ts";
import { onAction } from "../../slack/action.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import { viewingOf } from "../deals/index.ts";
import { scopeOf } from "../pipeline/index.ts";
import { askAdjustment, askCall, openCalls, openForecast, sendForecastCsv } from "./actions.ts";
import { showForecast } from "./answers.ts";
import { openAdjustment, openCall } from "./calling.ts";
import { sendForecastFile } from "./csv.ts";
import { forecastPeriod } from "./domain/period.ts";
import { showCalls } from "./reviews.ts";

/** What each button of forecasts does. */
export const forecastActions = [
  onAction(openForecast, async ({ view, ...ask }, call) => ({
    ...(await showForecast(call, ask, view)),
    replace: call.inPlace,
  })),
  onAction(sendForecastCsv, (ask, call) => sendForecastFile(call, ask)),
  onAction(askCall, async (period, call) => {
    await call.open(openCall(call, period));
    return null;
  }),
  onAction(openCalls, ({ scope, kind, startsOn }, call) =>
    showCalls(call, scope, forecastPeriod(kind, startsOn)),
  ),
  onAction(askAdjustment, async ({ p, k, s }, call) => {
    await call.open(openAdjustment(call, p, { kind: k, startsOn: s }));
    return null;
  }),
];

/** This quarter's forecast of whoever asks, from anywhere in Slack. */
export const forecastShortcuts = [
  defineShortcut({
    id: "forecast.ask",
    name: "Ask for a forecast",
    description: "What this quarter will bring, and how sure that is",
    type: "global",
    permission: "forecast.own",
    async run(call) {
      const { from } = quarterOf(viewingOf(call).today);
      const scope = await scopeOf(call, {});
      return showForecast(
        call,
        { kind: "quarter", startsOn: from, method: "hybrid", scope },
        "answer",
      );
    },
  }),
];
