import { type Day, formatDayShort } from "../../../kernel/dates.ts";
import { capitalize, plural } from "../../../kernel/text.ts";
import { context, section } from "../../../slack/blocks.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { type Cell, dataTable } from "../../../slack/table.ts";
import { OPEN_STAGES, stageName } from "../../deals/index.ts";
import { isSilent, METHODS } from "../domain/method.ts";
import { forecastLabel } from "../domain/period.ts";
import { expectedOf } from "../domain/pipeline-estimate.ts";
import { confidenceOf, recordOf } from "../domain/track-record.ts";
import type { Forecast } from "../operations/make-forecast.ts";
import { bare, leaning, ofPeriod, reasonOf, share, short } from "./amounts.ts";
import { buttons, headline, type Shown } from "./answer.ts";

/** A rep's own forecast, beside the quota. */
export type RepLine = {
  name: string;
  won: number;
  commit: number;
  /** Null when the method has no answer for this one. */
  total: number | null;
  quota: number | null;
  /** What they said themselves; null without a call. */
  call: number | null;
};

/** The forecast rep by rep: each one's own, so that they need not add up to the team's. */
export function repView(shown: Shown, reps: readonly RepLine[]): Reply {
  const { currency } = shown.forecast.evidence;
  const money = (value: number | null): Cell =>
    value === null ? "–" : { value: Math.round(value), text: bare(value, currency) };
  const behind = reps.filter((rep) => rep.quota !== null && (rep.total ?? rep.won) < rep.quota);
  const text = md`${headline(shown)} ${
    reps.some((rep) => rep.quota !== null)
      ? `${plural(behind.length, "rep")} of ${reps.length} short of quota.`
      : plural(reps.length, "rep")
  }`;
  const { block } = dataTable({
    caption: `${forecastLabel(shown.forecast.period)} by rep, in ${currency}`,
    columns: ["Rep", "Forecast", "Won", "Commit", "Own call", "Quota", "Gap"],
    rows: reps.map((rep) => [
      rep.name,
      money(rep.total),
      money(rep.won),
      money(rep.commit),
      money(rep.call),
      money(rep.quota),
      rep.quota === null || rep.total === null ? "–" : money(rep.total - rep.quota),
    ]),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      context(
        md`Each rep's forecast is made from their own deals and past: they need not add up to the whole.${
          reps.some((rep) => rep.quota !== null)
            ? ""
            : md` No quotas are set: ${code("/pipeline quota @bea 500k q4")} sets one.`
        }`,
      ),
      ...buttons(shown, "rep"),
    ],
  };
}

/** What each stage holds, the chance learned from the past, and what that makes. */
export function stageView(shown: Shown): Reply {
  const { evidence } = shown.forecast;
  const { currency, chances, open } = evidence;
  const lines = OPEN_STAGES.map((stage) => {
    const own = open.filter((group) => group.stage === stage);
    const sum = (of: (group: (typeof own)[number]) => number) =>
      own.reduce((all, group) => all + of(group), 0);
    const value = sum((group) => group.amount);
    const inTime = sum((group) => (group.due === "in_time" ? group.amount : 0));
    const { chance, cases } = chances.of(stage, "in_time");
    const ever = chances.ever(stage);
    return {
      stage,
      count: sum((group) => group.count),
      value,
      inTime,
      chance,
      cases,
      ever,
      expected: sum((group) => expectedOf(group, chances)),
    };
  }).filter((line) => line.count > 0);
  const expected = lines.reduce((all, line) => all + line.expected, 0);
  const best = lines.toSorted((a, b) => b.expected - a.expected)[0];
  const text = md`${forecastLabel(evidence.period)}: the pipeline brings about ${short(expected, currency)}${
    best ? `, most of it from ${stageName(best.stage)} (${bare(best.expected, currency)})` : ""
  }.`;
  const { block } = dataTable({
    caption: `Open deals by stage, in ${currency}`,
    columns: ["Stage", "Deals", "Open", "Due in time", "Won in time", "Won ever", "Brings"],
    rows: lines.map((line) => [
      stageName(line.stage),
      { value: line.count, text: String(line.count) },
      { value: line.value, text: bare(line.value, currency) },
      { value: line.inTime, text: bare(line.inTime, currency) },
      { value: line.chance, text: `${share(line.chance)} of ${line.cases}` },
      { value: line.ever.chance, text: `${share(line.ever.chance)} of ${line.ever.cases}` },
      { value: Math.round(line.expected), text: bare(line.expected, currency) },
    ]),
  });
  return {
    text,
    blocks: [
      section(text),
      ...(lines.length > 0 ? [block] : []),
      context(
        md`Won in time: of the deals that stood there on ${plural(evidence.origins, "past day")} like today, due in as many days as are left. Few cases lean on the stage's usual probability.`,
      ),
      ...buttons(shown, "stage"),
    ],
  };
}

/** How far each method was off in the past, how much it counts, and why one is silent. */
export function sureView(shown: Shown): Reply {
  const { forecast, level } = shown;
  const { learned, period, outlook, evidence } = forecast;
  const trials = learned.trials.filter(({ kind }) => kind === period.kind);
  const own = recordOf(trials, forecast.method, level);
  const { value, measured } = confidenceOf(forecast.method, own);
  const text = own
    ? md`Looking back at ${plural(own.trials, "forecast")} of a ${period.kind} in the last 12 months, ${forecast.method} was off by ${share(own.wape)} on average and ${leaning(own.bias)}; ${share(own.coverage)} of the outcomes fell into its ${share(level)} range.`
    : md`How far ${forecast.method} is off is not measured yet: until a look back has run, experience trusts it with ${share(value)}. \`/forecast backtest\` runs one.`;
  const { block } = dataTable({
    caption: `The methods for ${forecastLabel(period)}, in ${evidence.currency}`,
    columns: ["Method", "Says", "Off by", "Leaning", "In range", "Trust", "Counts"],
    rows: METHODS.map((method) => {
      const answer = method === "hybrid" ? outlook.hybrid.answer : outlook.answers[method];
      const record = recordOf(trials, method, level);
      const trust = confidenceOf(method, record);
      const counts = method === "hybrid" ? undefined : outlook.hybrid.shares[method];
      return [
        method,
        isSilent(answer)
          ? "no answer"
          : { value: Math.round(answer.total), text: bare(answer.total, evidence.currency) },
        record ? { value: record.wape, text: share(record.wape) } : "–",
        record ? { value: record.bias, text: leaning(record.bias) } : "–",
        record
          ? { value: record.coverage, text: `${share(record.coverage)} of ${record.trials}` }
          : "–",
        { value: trust.value, text: `${share(trust.value)}${trust.measured ? "" : " (usual)"}` },
        counts === undefined ? "–" : { value: counts, text: share(counts) },
      ];
    }),
  });
  const silent = METHODS.flatMap((method) => {
    const answer = method === "hybrid" ? outlook.hybrid.answer : outlook.answers[method];
    return isSilent(answer) ? [reasonOf(method, answer.silent)] : [];
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      context(
        md`${measured ? "Measured on what was known on past days. " : ""}${modelWords(forecast, shown.today)}${
          silent.length > 0 ? ` No answer: ${silent.join("; ")}.` : ""
        }`,
      ),
      ...buttons(shown, "sure"),
    ],
  };
}

function modelWords({ learned }: Forecast, today: Day): string {
  const { models } = learned;
  if (!models) return "";
  const judged = models.win.heldOut.find(({ how }) => how === "later") ?? models.win.heldOut[0];
  const score = judged
    ? `, on deals it had not seen its log loss is ${judged.model.logLoss.toFixed(3)} against ${judged.stageRates.logLoss.toFixed(3)} of the stages' rates: ${judged.verdict.better ? "the model is used" : "the stages' rates are used"}`
    : ": too few to test it on, so the stages' rates are used";
  return `ml learned from ${plural(models.deals, "closed deal")} up to ${formatDayShort(models.throughDay, today)}${score}.`;
}

/** A deal with its chance and what moved it. */
export type DealChance = {
  name: string;
  amount: number | null;
  currency: string;
  closes: string;
  chance: number;
  why: readonly string[];
};

/** The deals a forecast rests on, those that matter most first, each with three reasons. */
export function dealsView(
  shown: Shown,
  deals: readonly DealChance[],
  total: number,
  how: string,
): Reply {
  const { period, evidence } = shown.forecast;
  const sure = deals.filter((deal) => deal.chance >= 0.5).length;
  const who = ofPeriod(forecastLabel(period), shown.title);
  const most = deals.length < total ? `of the ${deals.length} that weigh most, ` : "";
  const text =
    total === 0
      ? md`${who}: no open deals to judge. \`/deal new Acme "Platform rollout" 50k close eoq\` makes one.`
      : md`${who}: ${plural(total, "open deal")}; ${most}${sure === 0 ? "none" : sure} ${sure < 2 ? "is" : "are"} more likely than not to be won in time.`;
  const { block, shown: fitted } = dataTable({
    caption: `Chance to be won in ${forecastLabel(period)}, in ${evidence.currency} where no other is named`,
    columns: ["Deal", "Amount", "Closes", "Chance", "Why"],
    rows: deals.map((deal) => [
      deal.name,
      deal.amount === null
        ? "–"
        : {
            value: deal.amount,
            text: (deal.currency === evidence.currency ? bare : short)(deal.amount, deal.currency),
          },
      deal.closes,
      { value: deal.chance, text: share(deal.chance) },
      deal.why.join("; "),
    ]),
  });
  return {
    text,
    blocks: [
      section(text),
      ...(deals.length > 0 ? [block] : []),
      ...(deals.length > 0
        ? [
            context(
              md`${capitalize(how)}${fitted < total ? ` · ${fitted} of ${total} deals shown; the CSV has all` : ""}`,
            ),
          ]
        : []),
      ...buttons(shown, "deals"),
    ],
  };
}
