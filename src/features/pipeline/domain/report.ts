import type { Day } from "../../../kernel/dates.ts";

/** The reports of the pipeline, in the order in which they lead to each other. */
export const REPORTS = [
  "summary",
  "stage",
  "rep",
  "month",
  "trend",
  "changes",
  "insights",
  "kpis",
] as const;
export type Report = (typeof REPORTS)[number];

const NAMES: Readonly<Record<Report, string>> = {
  summary: "Summary",
  stage: "By stage",
  rep: "By rep",
  month: "By month",
  trend: "Trend",
  changes: "What changed",
  insights: "At risk",
  kpis: "KPIs",
};

/** The report as its button is called. */
export function reportName(report: Report): string {
  return NAMES[report];
}

const NEIGHBOURS: Readonly<Record<Report, readonly Report[]>> = {
  summary: ["stage", "rep", "changes", "insights"],
  stage: ["summary", "month", "rep", "insights"],
  rep: ["summary", "stage", "kpis"],
  month: ["summary", "stage", "trend"],
  trend: ["summary", "changes", "month"],
  changes: ["summary", "trend", "stage"],
  insights: ["summary", "stage", "changes"],
  kpis: ["summary", "rep", "stage"],
};

/** The reports that a reader of this one asks for next. */
export function neighboursOf(report: Report): readonly Report[] {
  return NEIGHBOURS[report];
}

/** Whose deals: the reader's, those of the reader's team and of everyone below, everyone's, one person's or one team's. */
export type Scope = "mine" | "team" | "all" | `person:${number}` | `team:${number}`;

/** The days a report is about, both in it, with the words that name them. */
export type Span = { from: Day; to: Day; label: string };

/** Everything a report is asked by: what a button carries on. */
export type Ask = { scope: Scope; span?: Span | undefined };
