import type { Day } from "../../../kernel/dates.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { showStats } from "../actions.ts";
import { type ObjectionType, typeName } from "../domain/objection.ts";
import { rateWords } from "../domain/record.ts";
import { type PlayStats, playsSentence, type TypeStats, typesSentence } from "../domain/stats.ts";

/** Which numbers somebody asked for, of which days. */
export type StatsAsked = {
  by: "type" | "play";
  type?: ObjectionType | undefined;
  from?: Day | undefined;
  to?: Day | undefined;
};

const count = (value: number) => ({ value, text: String(value) });

/** How the objections of each type went: a chart of how many, a table of how well. */
export function typeStatsView(
  stats: readonly TypeStats[],
  asked: StatsAsked,
  about: string,
): Reply {
  const sentence = typesSentence(stats);
  const text = md`${sentence}${about ? ` (${about})` : ""}`;
  if (stats.length === 0)
    return {
      text,
      blocks: [
        section(md`${text} \`/objection log acme Your price is double theirs\` logs the first.`),
      ],
    };
  return {
    text,
    blocks: [
      section(text),
      chart("bar", {
        title: "Objections by type",
        categories: stats.map(({ type }) => typeName(type)),
        series: [
          { name: "Resolved", values: stats.map(({ resolved }) => resolved) },
          { name: "Not resolved", values: stats.map((one) => one.settled - one.resolved) },
          { name: "Not settled yet", values: stats.map((one) => one.logged - one.settled) },
        ],
        yLabel: "Objections",
      }),
      dataTable({
        caption: "Objections by type; won of the closed deals that had one",
        columns: ["Type", "Logged", "Settled", "Resolved", "Resolved %", "Deals won %"],
        rows: stats.map((one) => [
          typeName(one.type),
          count(one.logged),
          count(one.settled),
          count(one.resolved),
          rateWords(one.resolved, one.settled),
          rateWords(one.won, one.closed),
        ]),
      }).block,
      ...actions(showStats.button("By play", { ...days(asked), by: "play" })),
    ],
  };
}

/** How each play did, in a table. */
export function playStatsView(
  stats: readonly PlayStats[],
  asked: StatsAsked,
  about: string,
): Reply {
  const text = md`${playsSentence(stats)}${about ? ` (${about})` : ""}`;
  return {
    text,
    blocks: [
      section(text),
      dataTable({
        caption: "Plays; resolved of settled objections, won of the closed deals they were used in",
        columns: ["Play", "Against", "Used", "Settled", "Resolved", "Resolved %", "Deals won %"],
        rows: stats
          .toSorted((a, b) => b.record.used - a.record.used)
          .map(({ play, record }) => [
            play.active ? play.name : `${play.name} (retired)`,
            typeName(play.type),
            count(record.used),
            count(record.settled),
            count(record.resolved),
            rateWords(record.resolved, record.settled),
            rateWords(record.won, record.closed),
          ]),
      }).block,
      ...actions(showStats.button("By type", { ...days(asked), by: "type" })),
    ],
  };
}

// A value in a button may hold nothing that is undefined.
function days({ from, to }: StatsAsked): { from?: string; to?: string } {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}
