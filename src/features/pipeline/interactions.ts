import { addDays, type Day, formatDay } from "../../kernel/dates.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { inSentence, type Risk, riskWords, viewingOf } from "../deals/index.ts";
import { callWrong, openReport, sendCsv, snoozeAlert } from "./actions.ts";
import { sendReportCsv } from "./csv.ts";
import type { Ask } from "./domain/report.ts";
import { answerInsight } from "./operations/answer-insight.ts";
import { showReport } from "./reporting.ts";

const askOf = ({ scope, span }: { scope: Ask["scope"]; span?: Ask["span"] }): Ask => ({
  scope,
  ...(span && { span }),
});

/** What each button of the pipeline does. */
export const pipelineActions = [
  onAction(openReport, async ({ report, ...ask }, call) => ({
    ...(await showReport(call, report, askOf(ask))),
    replace: call.inPlace,
  })),
  onAction(sendCsv, ({ report, ...ask }, call) => sendReportCsv(call, report, askOf(ask))),
  onAction(snoozeAlert, ({ id, days }, call) => {
    const { today } = viewingOf(call);
    const until = addDays(today, days);
    return snooze(call, id, until, formatDay(until, { today }));
  }),
  onAction(callWrong, ({ id, rule }, call) => callItWrong(call, id, rule)),
];

async function snooze(call: Call, dealId: number, until: Day, words: string): Promise<Reply> {
  const { deal, accountName } = await answerInsight(call, { dealId }, { kind: "snooze", until });
  return {
    text: md`Quiet until ${words}: ${inSentence({ title: deal.title, accountName })}. A new reason still comes up before.`,
  };
}

async function callItWrong(call: Call, dealId: number, rule: Risk): Promise<Reply> {
  const { deal, accountName } = await answerInsight(call, { dealId, rule }, { kind: "wrong" });
  const reason = riskWords(rule, deal, viewingOf(call).today);
  return {
    text: md`Noted: “${reason}” is no risk for ${inSentence({ title: deal.title, accountName })}. It comes up again only if it goes away and returns.`,
  };
}
