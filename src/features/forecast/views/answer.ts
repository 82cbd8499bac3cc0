import type { Day } from "../../../kernel/dates.ts";
import { capitalize } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { ofWhom } from "../../pipeline/index.ts";
import { askCall, openCalls, openForecast, sendForecastCsv } from "../actions.ts";
import type { Ask, View } from "../ask.ts";
import { isSilent, SINGLE_METHODS } from "../domain/method.ts";
import { forecastLabel } from "../domain/period.ts";
import type { Forecast } from "../operations/make-forecast.ts";
import { bare, ofPeriod, reasonOf, share, short } from "./amounts.ts";
import { forecastChart } from "./chart.ts";
import { madeOf } from "./made-of.ts";

/** What a view of a forecast is drawn from. */
export type Shown = {
  ask: Ask;
  forecast: Forecast;
  /** "Your", "EMEA"; empty for everyone. */
  title: string;
  today: Day;
  level: number;
  /** Whether the reader may look at others'. */
  mayRollUp: boolean;
};

/** The forecast of a period: how much, how sure, against what, and what it is made of. */
export function answerView(shown: Shown): Reply {
  const { forecast, today } = shown;
  const { outlook, evidence } = forecast;
  const { currency, ahead } = evidence;
  const text = headline(shown);
  if (isEmpty(forecast)) return emptyAnswer(shown);
  const sum = (category: string) =>
    evidence.open.reduce((all, one) => all + (one.category === category ? one.amount : 0), 0);
  const growth = outlook.growth.expected;
  const parts = ahead
    ? join(
        [
          `Won ${bare(outlook.won, currency)}`,
          `commit ${bare(sum("commit"), currency)}`,
          `best case ${bare(sum("best_case"), currency)}`,
          growth > 0 ? `not yet in the pipeline about ${bare(growth, currency)}` : null,
        ],
        " · ",
      )
    : null;
  const small = smallPrint(forecast);
  return {
    text,
    blocks: [
      section(text),
      forecastChart(forecast, today),
      ...(parts ? [section(md`${parts}\n${madeOf(forecast, shown.level)}`)] : []),
      ...(small ? [context(small)] : []),
      ...buttons(shown, "answer"),
    ],
  };
}

/** The whole answer in one sentence. */
export function headline({ forecast, title, level }: Shown): Mrkdwn {
  const { period, answer, range, outlook, evidence, method } = forecast;
  const { currency } = evidence;
  const who = ofPeriod(forecastLabel(period), title);
  const quota = quotaWords(forecast);
  if (!evidence.ahead) return md`${who}: ${short(outlook.won, currency)} won; it is over.${quota}`;
  if (isSilent(answer))
    return md`${who}: ${asStart(answer.silent)}. ${short(outlook.won, currency)} is won so far; \`/forecast ${period.kind}\` asks the other methods.`;
  const how = method === "hybrid" ? "" : ` by ${method}`;
  const likely = range
    ? `, likely between ${bare(range.lower, currency)} and ${bare(range.upper, currency)} (${share(level)})`
    : "";
  return md`${who}: ${short(answer.total, currency)}${how}${likely}.${quota}`;
}

function quotaWords({ quota, answer, outlook, evidence }: Forecast): string {
  if (!quota) return "";
  const { currency, ahead } = evidence;
  const total = !ahead || isSilent(answer) ? outlook.won : answer.total;
  const gap = Math.round(quota.minor - total);
  const words =
    gap > 0 ? `${bare(gap, currency)} short` : gap < 0 ? `${bare(-gap, currency)} over` : "met";
  return ` Quota ${bare(quota.minor, currency)}: ${words}.`;
}

/** Which methods have no answer and why, and what the reader should know of those that have. */
function smallPrint({ outlook, method, besides }: Forecast): Mrkdwn | null {
  const answer = method === "hybrid" ? outlook.hybrid.answer : outlook.answers[method];
  const silent = SINGLE_METHODS.flatMap((one) => {
    const said = outlook.answers[one];
    if (!isSilent(said)) return [];
    return [reasonOf(one, said.silent)];
  });
  const others = besides
    .filter(({ open, won }) => open + won > 0)
    .map(({ open, won, currency }) => {
      const parts = [
        won > 0 ? `${short(won, currency)} won` : null,
        open > 0 ? `${short(open, currency)} open` : null,
      ].filter((part) => part !== null);
      return `besides ${parts.join(" and ")}, which is not converted`;
    });
  const notes = isSilent(answer) ? [] : answer.notes;
  const all = [...silent, ...notes, ...others].map((line) => asStart(line.replace(/\.$/, "")));
  return all.length > 0 ? join(all, " · ") : null;
}

/** A method is called as it is written in a command, also at the beginning. */
function asStart(line: string): string {
  return SINGLE_METHODS.some((method) => line.startsWith(method)) ? line : capitalize(line);
}

/** The ways on from a forecast. */
export function buttons({ ask, forecast, mayRollUp }: Shown, here: View) {
  const to = (view: View) => ({ ...ask, view });
  const { kind, startsOn } = ask;
  const isWide = mayRollUp && ask.scope !== "mine" && !ask.scope.startsWith("person:");
  return actions(
    here === "answer" ? null : openForecast.button("Forecast", to("answer"), { key: "answer" }),
    isWide && here !== "rep" ? openForecast.button("By rep", to("rep"), { key: "rep" }) : null,
    here === "stage" || !forecast.evidence.ahead
      ? null
      : openForecast.button("By stage", to("stage"), { key: "stage" }),
    here === "deals" || !forecast.evidence.ahead
      ? null
      : openForecast.button("By deal", to("deals"), { key: "deals" }),
    here === "rep" ? openCalls.button("Calls", { kind, startsOn, scope: ask.scope }) : null,
    forecast.evidence.ahead ? askCall.button("Submit my call", { kind, startsOn }) : null,
    here === "sure" ? null : openForecast.button("How sure is this?", to("sure"), { key: "sure" }),
    sendForecastCsv.button("CSV", ask),
  );
}

function isEmpty({ evidence, outlook }: Forecast): boolean {
  return (
    evidence.ahead !== null &&
    evidence.open.length === 0 &&
    outlook.won === 0 &&
    evidence.booked.length === 0
  );
}

function emptyAnswer({ forecast, title }: Shown): Reply {
  const text = md`${ofWhom(title, `nothing to forecast ${forecastLabel(forecast.period)} from yet`)}.`;
  return {
    text,
    blocks: [
      section(text),
      context(
        md`Open deals with an amount and a close date make a forecast: \`/deal new Acme "Platform rollout" 50k close eoq\`. Admins bring past years in with \`/deal import\`.`,
      ),
    ],
  };
}
