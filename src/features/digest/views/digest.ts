import { dayOf, formatDayShort } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { bold, join, lines, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import { OPEN_STAGES, stageName } from "../../deals/index.ts";
import {
  inMajor,
  openReport,
  percent,
  type Sum,
  shortChange,
  shortTotals,
} from "../../pipeline/index.ts";
import { longDay, sinceWords, skippedWords } from "../domain/digest.ts";
import type { DigestData } from "../operations/gather.ts";
import type { StageSum } from "../queries/figures.ts";
import { closingMessage, riskMessage } from "./details.ts";
import { bare, newsLines } from "./news.ts";
import { quotaChart, quotaMessage } from "./quota.ts";

/** A message with what is posted below it. */
export type DigestMessage = {
  text: string;
  blocks: Block[];
  thread: { text: string; blocks: Block[] }[];
};

/** "EMEA pipeline, Monday 23 November". */
function heading({ title, slot }: DigestData): string {
  return `${title ? `${title} pipeline` : "Pipeline"}, ${longDay(slot.day)}`;
}

/**
 * A digest: one sentence that says where the pipeline stands, a chart, what happened to which deals, and in its thread the deals at
 * risk with their reasons and those that close soon.
 * @param about small print: how often it comes, and how it is switched off
 */
export function digestMessage(data: DigestData, about: Mrkdwn): DigestMessage {
  const skipped = skippedWords(data.skipped, data.viewing.today);
  const notes = [...(skipped ? [context(md`${skipped}`)] : []), context(about)];
  const news = newsLines(data);
  if (data.figures.open.length === 0 && news.length === 0) return emptyDigest(data, notes);
  const head = headline(data);
  const more = outlook(data);
  const { deals } = data.risk;
  return {
    text: cut(`${heading(data)}: ${head.text}.`, 300),
    blocks: [
      section(lines(bold(heading(data)), head)),
      ...charts(data),
      ...(news.length > 0 || more ? [section(lines(...news, more))] : []),
      ...actions(
        ...reportButtons(data, [
          ["changes", "What changed"],
          ...(deals > 0 ? ([["insights", "At risk"]] as const) : []),
          ["summary", "Summary"],
        ]),
      ),
      ...notes,
    ],
    thread: details(data, isReport(data)),
  };
}

/** What comes once a week or a month is read as a report: with both of its charts. A daily one keeps the second in its thread. */
function isReport({ cadence }: DigestData): boolean {
  return cadence === "weekly" || cadence === "monthly";
}

function charts(data: DigestData): Block[] {
  const quarter = isReport(data) ? quotaChart(data) : null;
  return [...stagesChart(data), ...(quarter ? [quarter] : [])];
}

/** A seller's last week inside a morning message: where the pipeline stands, and what happened to which deals. */
export function weekLines(data: DigestData): Mrkdwn[] {
  return [md`${bold("Your last week")}: ${headline(data)}`, ...newsLines(data)];
}

/** A team's week inside a morning message, with its thread. */
export function teamParts(data: DigestData): DigestMessage {
  return {
    text: `${heading(data)}: ${headline(data).text}.`,
    blocks: [
      section(lines(bold(heading(data)), headline(data), ...newsLines(data), outlook(data))),
    ],
    thread: details(data),
  };
}

function details(data: DigestData, showsQuarter = false): DigestMessage["thread"] {
  const quarter = showsQuarter ? null : quotaMessage(data);
  return [
    ...(quarter ? [quarter] : []),
    ...(data.risk.deals > 0 ? [riskMessage(data)] : []),
    ...(data.closing.deals.length > 0 ? [closingMessage(data)] : []),
  ];
}

/** One line, and what to do. */
function emptyDigest(data: DigestData, notes: Block[]): DigestMessage {
  const line = md`${bold(heading(data))}: no open deals. ${sentence(
    'Type `/deal new Acme "Platform rollout" 50k close eoq` for one; admins bring a whole CRM in with `/deal import`.',
  )}`;
  return {
    text: `${heading(data)}: no open deals.`,
    blocks: [section(line), ...notes],
    thread: [],
  };
}

function amountOf(sums: readonly Sum[], currency: string): number {
  return sums.reduce((sum, one) => sum + (one.currency === currency ? one.value : 0), 0);
}

function short(
  sums: readonly Sum[],
  currency: string,
  key: "value" | "weighted" = "value",
): string {
  return shortTotals(
    sums.map((sum) => ({ currency: sum.currency, minor: sum[key] })),
    currency,
  );
}

function headline({ figures, before, currency, base, viewing, quota }: DigestData): Mrkdwn {
  const { open } = figures;
  const change = amountOf(open, currency) - amountOf(before, currency);
  const since = base.isDigest
    ? `since ${sinceWords(dayOf(base.at, viewing.actor.timeZone), viewing.today)}`
    : "in a week";
  return join(
    [
      md`${short(open, currency)} open${
        before.length > 0 ? ` (${bare(shortChange(change, currency), currency)} ${since})` : ""
      }`,
      `${bare(short(open, currency, "weighted"), currency)} weighted`,
      quota
        ? md`${percent(quota.expected / quota.minor)} of the quarter's ${bare(formatMoney({ minor: quota.minor, currency }, "short"), currency)} quota won or ${quota.isForecast ? "forecast" : "weighted"}`
        : null,
    ],
    " · ",
  );
}

function stagesChart({ figures, before, currency, base, viewing }: DigestData): Block[] {
  if (figures.open.length === 0) return [];
  const series = (sums: readonly StageSum[]) =>
    OPEN_STAGES.map((stage) =>
      inMajor(
        amountOf(
          sums.filter((sum) => sum.stage === stage),
          currency,
        ),
        currency,
      ),
    );
  const then = base.isDigest
    ? formatDayShort(dayOf(base.at, viewing.actor.timeZone), viewing.today)
    : "A week ago";
  return [
    chart("bar", {
      title: "Open value by stage",
      categories: OPEN_STAGES.map(stageName),
      series: [
        { name: "Today", values: series(figures.open) },
        ...(before.length > 0 ? [{ name: then, values: series(before) }] : []),
      ],
      yLabel: currency,
    }),
  ];
}

function outlook({ figures, closing, risk, currency }: DigestData): Mrkdwn | null {
  const count = figures.closing.reduce((sum, one) => sum + one.count, 0);
  if (figures.open.length === 0) return null;
  const words = join(
    [
      count > 0
        ? md`${bold(`Closing ${closing.words}`)}: ${plural(count, "deal")}, ${short(figures.closing, currency)}`
        : md`Nothing closes ${closing.words}`,
      risk.deals > 0
        ? md`${bold("At risk")}: ${plural(risk.deals, "deal")}, ${short(risk.sums, currency)}`
        : "Nothing at risk",
    ],
    " · ",
  );
  return count + risk.deals > 0 ? md`${words} → in the thread` : words;
}

/** Ways on. What is "mine" or "my team's" for its owner is not for who presses: those get a button only where it can be named. */
function reportButtons(
  { scope, ownerId }: DigestData,
  reports: readonly (readonly ["changes" | "insights" | "summary", string])[],
) {
  if (scope === "team") return [];
  const of = scope === "mine" ? (`person:${ownerId}` as const) : scope;
  return reports.map(([report, words]) =>
    openReport.button(words, { report, scope: of }, { key: report }),
  );
}
