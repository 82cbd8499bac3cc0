import { readWorkspace } from "../../../db/workspace.ts";
import { choice, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { scopeOf } from "../../pipeline/index.ts";
import type { ForecastKind } from "../domain/period.ts";
import { backtestJob } from "../jobs.ts";
import { findRunningBacktest } from "../queries/trials.ts";
import { showAccuracy, showHistory } from "../reviews.ts";
import { forecastWords } from "./request-words.ts";
import { requestOf } from "./show.ts";

const kindOf = choice<ForecastKind>("period", {
  month: "month",
  months: "month",
  quarter: "quarter",
  quarters: "quarter",
  year: "year",
  years: "year",
});

export const accuracyCommand = defineCommand({
  command: "/forecast",
  verb: "accuracy",
  summary:
    "How far forecasts were off by method and how early they were made, and each one's calls",
  example: "/forecast accuracy month",
  permission: "forecast.own",
  args: { kind: optional(kindOf) },
  run: ({ kind }, call) => showAccuracy(call, kind ?? "quarter"),
});

export const historyCommand = defineCommand({
  command: "/forecast",
  verb: "history",
  summary: "What the forecast of a period said week by week",
  example: "/forecast history q4 team",
  permission: "forecast.own",
  args: { about: forecastWords },
  async run({ about }, call) {
    const request = requestOf(about, call);
    return showHistory(call, await scopeOf(call, request), request.period);
  },
});

const RUNNING_MS = 3 * 3_600_000;

export const backtestCommand = defineCommand({
  command: "/forecast",
  verb: "backtest",
  summary: "Learn anew and look back: what each method would have said in the last 12 months",
  example: "/forecast backtest",
  permission: "forecast.roll_up",
  args: {},
  async run(_, call) {
    const { workspaceId, slackUserId } = call.actor;
    const running = await readWorkspace(call.deps.db, workspaceId, (tx) =>
      findRunningBacktest(tx, workspaceId),
    );
    if (running && call.now.getTime() - running.startedAt.getTime() < RUNNING_MS)
      return {
        text: md`A look back is running already: ${running.done} of ${running.steps || "?"} past days. \`/forecast accuracy\` shows how far it is.`,
      };
    await call.deps.jobs.enqueueNow(
      backtestJob,
      {
        workspaceId,
        to: slackUserId,
        request: call.requestId,
        askedAt: call.now.toISOString(),
      },
      { key: call.requestId },
    );
    return {
      text: md`Looking back over the last 12 months. I write to you when it is done; \`/forecast accuracy\` shows how far it is.`,
    };
  },
});
