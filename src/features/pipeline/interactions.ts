import { addDays, formatDay } from "../../kernel/dates.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { inSentence, viewingOf } from "../deals/index.ts";
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
    return answer(
      call,
      id,
      { kind: "snooze", until },
      `Quiet until ${formatDay(until, { today })}`,
    );
  }),
  onAction(callWrong, ({ id, rule }, call) =>
    answer(call, id, { kind: "wrong" }, "Noted that this is no risk", rule),
  ),
];

async function answer(
  call: Call,
  dealId: number,
  feedback: Parameters<typeof answerInsight>[2],
  words: string,
  rule?: string,
): Promise<Reply> {
  const { deal, accountName } = await answerInsight(call, { dealId, rule }, feedback);
  return {
    text: md`${words}: ${inSentence({ title: deal.title, accountName })}. It comes back only after it was resolved${feedback.kind === "snooze" ? ", or on that day" : ""}.`,
  };
}
