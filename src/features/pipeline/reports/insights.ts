import { subYears } from "date-fns/subYears";
import { formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, join, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealName, type Risk, riskWords, showDeal, stageName } from "../../deals/index.ts";
import { callWrong, snoozeAlert } from "../actions.ts";
import { bottlenecks, type Health, healthOf } from "../domain/insight.ts";
import { stageStays } from "../queries/conversion.ts";
import { type Insight, listInsights } from "../queries/insights.ts";
import { totalAtRisk, totalByStage } from "../queries/totals.ts";
import { leadingCurrency, shortTotals, times } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, spanOf, standingOf, valuesOf } from "./context.ts";
import { days } from "./stage.ts";
import { emptyPipeline } from "./summary.ts";

const SHOWN = 4;
const HEALTH: Readonly<Record<Health, string>> = {
  good: "the pipeline is in good health",
  fair: "the pipeline needs attention",
  poor: "the pipeline is in poor health",
};

/** How healthy the pipeline is, which stages hold deals up, and the deals at risk with their reasons. */
export async function insightsReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const [open, risk, stays, page] = await Promise.all([
    totalByStage(tx, scope.sight, "now"),
    totalAtRisk(tx, scope.sight, viewing),
    stageStays(tx, scope.sight, subYears(viewing.now, 1), viewing.now),
    listInsights(tx, viewing, scope.sight, SHOWN),
  ]);
  const currency = leadingCurrency(open, viewing.settings.baseCurrency);
  const span = spanOf(of);
  const standing = await standingOf(of, span, currency);
  const reached = standing.quota !== null && standing.coverage === null;
  const health = healthOf({
    open: countOf(open),
    atRisk: countOf(risk),
    coverage: standing.coverage?.open ?? null,
    reached,
  });
  if (!health) return emptyPipeline(of);
  const slow = bottlenecks(stays).slice(0, 2);
  const putOff = countOf(risk) - page.deals;
  const text = md`${ofWhom(scope.title, HEALTH[health])}: ${join(
    [
      countOf(risk) === 0
        ? `none of ${plural(countOf(open), "open deal")} is at risk`
        : `${countOf(risk)} of ${plural(countOf(open), "open deal")} at risk, ${shortTotals(valuesOf(risk), currency)} of ${shortTotals(valuesOf(open), currency)}`,
      putOff > 0 ? `${putOff} of them put off or called wrong` : null,
      standing.coverage
        ? `${span.label} is covered ${times(standing.coverage.open)}`
        : reached
          ? `the quota of ${span.label} is reached`
          : null,
    ],
    "; ",
  )}.`;
  const stages = slow.map(
    ({ stage, here, nowDays, usualDays }) =>
      md`${bold(stageName(stage))} holds deals up: ${plural(here, "deal")} there for ${days(nowDays)}, usually ${days(usualDays)}.`,
  );
  const left = page.deals - page.insights.length;
  return reportFrame(
    { report: "insights", ask: of.ask, named: of.named },
    text,
    [
      ...(stages.length > 0 ? [section(join(stages, "\n"))] : []),
      ...page.insights.flatMap((insight) => alert(insight, of)),
    ],
    [
      left > 0
        ? sentence(
            `${plural(left, "more", "more")}: \`/deal list at risk\` has them all, and the CSV.`,
          )
        : null,
    ],
  );
}

/** One deal with the rules that fired, and what to do with it. */
export function alert(insight: Insight, { viewing }: Pick<ReportContext, "viewing">): Block[] {
  const { dealId, amount, ownerName, rules } = insight;
  const reasons = rules.map(({ rule }) => riskWords(rule, insight, viewing.today));
  const words: Mrkdwn = join(
    [
      md`${sentence(EMOJI.risk)} ${bold(dealName(insight))}`,
      amount ? formatMoney(amount, "short") : null,
      ownerName,
      md`because ${reasons.join("; ")}`,
    ],
    " · ",
  );
  const wrong = (rule: Risk) => ({ id: dealId, rule });
  const [only] = rules;
  return [
    section(words),
    ...actions(
      showDeal.button("Open deal", { id: dealId }, { key: dealId }),
      snoozeAlert.menu(
        "Snooze",
        [
          { label: "For a week", value: { id: dealId, days: 7 } },
          { label: "For a month", value: { id: dealId, days: 30 } },
        ],
        { key: dealId },
      ),
      rules.length === 1 && only
        ? callWrong.button("Wrong", wrong(only.rule), { key: dealId })
        : callWrong.menu(
            "Wrong",
            rules.map(({ rule }, i) => ({ label: reasons[i] ?? rule, value: wrong(rule) })),
            { key: dealId },
          ),
    ),
  ];
}
