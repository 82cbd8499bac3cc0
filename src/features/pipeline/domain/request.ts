import { asDay, type OpenPeriod, parsePeriod } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nearest, type Token } from "../../../kernel/text.ts";
import type { Span } from "./report.ts";

/** What somebody wrote after a report's name, before a name in it is looked up. */
export type ReportRequest = {
  scope?: "mine" | "team" | "all" | undefined;
  /** A team's or a person's name, or a mention. */
  who?: string | undefined;
  span?: Span | undefined;
};

const SCOPES: ReadonlyMap<string, "mine" | "team" | "all"> = new Map([
  ["mine", "mine"],
  ["my", "mine"],
  ["me", "mine"],
  ["team", "team"],
  ["all", "all"],
  ["everyone", "all"],
  ["company", "all"],
]);
const FILLERS: ReadonlySet<string> = new Set([
  "of",
  "for",
  "by",
  "in",
  "the",
  "deals",
  "pipeline",
  "owner",
]);
/** The longest period anybody writes has fewer words. */
const MOST_PERIOD_WORDS = 8;
const FIRST_DAY = asDay("1900-01-01");
const LAST_DAY = asDay("2200-12-31");

type Context = { now: Date; timeZone: string };

/**
 * `emea this quarter`, `@ada since monday`, `mine`: whose deals and which days, in any order. Words that are neither are the name
 * of a team or a person.
 * @param prefer where a month without a year lies: a pipeline is read forward, its changes backward
 */
export function parseReportRequest(
  tokens: readonly Token[],
  context: Context,
  prefer: "past" | "future",
): ReportRequest {
  const request: ReportRequest = {};
  const name: string[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at] as Token;
    const word = token.quoted ? "" : token.text.toLowerCase();
    const period = token.quoted ? null : longestPeriod(tokens.slice(at), context, prefer);
    const scope = SCOPES.get(word);
    if (period) {
      if (request.span)
        throw new AppError(
          "bad_input",
          "These are two periods.",
          "Write one, like `this quarter` or `since monday`.",
        );
      request.span = closed(period.period);
      at += period.words;
      continue;
    }
    if (scope) request.scope = scope;
    else if (!FILLERS.has(word)) name.push(token.text);
    at += 1;
  }
  if (name.length > 0) request.who = name.join(" ");
  return request;
}

function longestPeriod(
  tokens: readonly Token[],
  context: Context,
  prefer: "past" | "future",
): { period: OpenPeriod; words: number } | null {
  for (let words = Math.min(tokens.length, MOST_PERIOD_WORDS); words > 0; words--) {
    const text = tokens
      .slice(0, words)
      .map((token) => token.text)
      .join(" ");
    // A filler is no part of a period, so that "of march" does not hide a name.
    if (FILLERS.has(text.toLowerCase())) continue;
    try {
      return { period: parsePeriod(text, { ...context, prefer }), words };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return null;
}

function closed({ from = FIRST_DAY, to = LAST_DAY, label }: OpenPeriod): Span {
  return { from, to, label: label.replace(/^from /, "since ") };
}

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

/** Periods as people write them, to find a mistyped one among. */
const PERIODS: readonly (readonly [written: string, meant: string])[] = [
  ...["this", "next", "last"].map((word) => [word, `${word} quarter`] as const),
  ...["this", "next", "last"].flatMap((word) =>
    ["week", "month", "quarter", "year"].map(
      (kind) => [`${word} ${kind}`, `${word} ${kind}`] as const,
    ),
  ),
  ...["month", "quarter", "year", "today", "yesterday", "since monday"].map(
    (word) => [word, word] as const,
  ),
  ...MONTHS.map((month) => [month, month] as const),
];

/**
 * The scope, team or period that mistyped words most likely mean, as one would write it; null when none is near.
 * @param others words that may have been meant besides: teams, and what else the command takes
 */
export function nearestWords(written: string, others: readonly string[]): string | null {
  const known = new Map([
    ...[...SCOPES.keys()].map((word) => [word, word] as const),
    ...others.map((word) => [word, word] as const),
    ...PERIODS,
  ]);
  const near = nearest(written, [...known.keys()]);
  return near ? (known.get(near) ?? null) : null;
}
