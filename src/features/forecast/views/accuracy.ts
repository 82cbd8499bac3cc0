import { plural } from "../../../kernel/text.ts";
import { context, section } from "../../../slack/blocks.ts";
import { type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { METHODS } from "../domain/method.ts";
import { type ForecastKind, forecastLabel, PHASES, type Phase } from "../domain/period.ts";
import { bias, wape } from "../domain/series/accuracy.ts";
import { recordOf, type Trial } from "../domain/track-record.ts";
import type { JudgedCall } from "../queries/calls.ts";
import type { Backtest } from "../queries/trials.ts";
import { bare, leaning, share } from "./amounts.ts";

/** How early a forecast was made, as the head of a column. */
const COLUMNS: Readonly<Record<Phase, string>> = {
  ahead: "Ahead",
  start: "At start",
  third: "1/3 in",
  two_thirds: "2/3 in",
};

/** The accuracy a team aims at. */
const TARGET = 0.9;

/** How far forecasts were off, by method and by how early they were made, and how far people's calls were. */
export function accuracyView(of: {
  kind: ForecastKind;
  backtest: Backtest | null;
  running: { done: number; steps: number } | null;
  calls: readonly JudgedCall[];
  level: number;
}): Reply {
  const { kind, backtest, running, calls, level } = of;
  const trials = backtest?.trials.filter((trial) => trial.kind === kind) ?? [];
  const hybrid = recordOf(trials, "hybrid", level);
  const text = headline(kind, trials, hybrid, level);
  const methods = METHODS.filter((method) => trials.some((trial) => trial.method === method));
  const silent = METHODS.filter((method) => !methods.includes(method));
  const progress = running
    ? md`A look back is running: ${running.done} of ${running.steps || "?"} past days.`
    : null;
  return {
    text,
    blocks: [
      section(text),
      ...(methods.length > 0
        ? [
            dataTable({
              caption: `How far forecasts of a ${kind} were off`,
              columns: [
                "Method",
                "Off by",
                "Leaning",
                "In range",
                ...PHASES.map((phase) => COLUMNS[phase]),
                "Forecasts",
              ],
              rows: methods.map((method) => {
                const record = recordOf(trials, method, level);
                return [
                  method,
                  record ? { value: record.wape, text: share(record.wape) } : "–",
                  record ? { value: record.bias, text: leaning(record.bias) } : "–",
                  record ? { value: record.coverage, text: share(record.coverage) } : "–",
                  ...PHASES.map((phase) => {
                    const own = recordOf(
                      trials.filter((trial) => trial.phase === phase),
                      method,
                      level,
                    );
                    return own ? { value: own.wape, text: share(own.wape) } : "–";
                  }),
                  { value: record?.trials ?? 0, text: String(record?.trials ?? 0) },
                ];
              }),
            }).block,
          ]
        : []),
      ...(calls.length > 0 ? [callTable(calls)] : []),
      context(
        md`Off by: what was missed over what was booked. Leaning: whether forecasts were too hopeful or too careful. In range: how many outcomes fell into the ${share(level)} range. Ahead: forecast one ${kind} ahead; then at its start, a third and two thirds in.${
          silent.length > 0 && methods.length > 0
            ? ` No forecast from ${silent.join(", ")}: too little history.`
            : ""
        }`,
        ...(progress ? [progress] : []),
      ),
    ],
  };
}

function headline(
  kind: ForecastKind,
  trials: readonly Trial[],
  hybrid: ReturnType<typeof recordOf>,
  level: number,
): Mrkdwn {
  if (!hybrid)
    return md`How far forecasts of a ${kind} are off is not measured yet. \`/forecast backtest\` looks back over the last 12 months; every week the bot does it by itself.`;
  const best = METHODS.flatMap((method) => {
    const record = recordOf(trials, method, level);
    return record && record.trials === hybrid.trials ? [{ method, record }] : [];
  }).sort((a, b) => a.record.wape - b.record.wape)[0];
  const right = 1 - hybrid.wape;
  return md`Over the last 12 months the hybrid got a ${kind} ${share(Math.max(0, right))} right: off by ${share(hybrid.wape)} on average, ${leaning(hybrid.bias)}. The target is over ${share(TARGET)}.${
    best && best.method !== "hybrid" && best.record.wape < hybrid.wape
      ? ` Best was ${best.method}, off by ${share(best.record.wape)}.`
      : ""
  }`;
}

function callTable(calls: readonly JudgedCall[]) {
  const people = Map.groupBy(calls, (call) => `${call.personId} ${call.currency}`);
  return dataTable({
    caption: "Calls beside what came",
    columns: ["Who", "Off by", "Leaning", "Calls", "The last one"],
    rows: [...people.values()].map((own) => {
      const actual = own.map((call) => call.actual);
      const said = own.map((call) => call.commit);
      const missed = wape(actual, said);
      const last = own.at(-1);
      return [
        own[0]?.personName ?? "",
        Number.isNaN(missed) ? "nothing won" : { value: missed, text: share(missed) },
        Number.isNaN(missed)
          ? "–"
          : { value: bias(actual, said), text: leaning(bias(actual, said)) },
        { value: own.length, text: plural(own.length, "call") },
        last
          ? `${forecastLabel({ kind: last.kind, from: last.startsOn })}: ${bare(last.commit, last.currency)} said, ${bare(last.actual, last.currency)} won`
          : "–",
      ];
    }),
  }).block;
}
