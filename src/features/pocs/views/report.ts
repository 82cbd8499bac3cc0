import { type Day, dayOf, formatDayWithYear } from "../../../kernel/dates.ts";
import {
  type Markdown,
  type MarkdownDocument,
  markdown,
  markdownBold,
  markdownDocument,
  markdownLink,
  plural,
} from "../../../kernel/text.ts";
import { DELIVERABLES, pocId } from "../domain/poc.ts";
import { progressOf, unmetMustHaves } from "../domain/progress.ts";
import { deliverableName, gradeName, statusName, statusWords } from "../domain/words.ts";
import type { PocParts } from "../queries/view.ts";

/** What the report is about: the proof of concept and the deal it is on. */
export type Reported = PocParts & {
  dealTitle: string;
  accountName: string | null;
};

/** Whose clock the days of the report are of. */
export type ReportAt = { now: Date; timeZone: string };

/** "poc_4-success-report.md". */
export function reportName(poc: { id: number }): string {
  return `${pocId(poc)}-success-report.md`;
}

/**
 * The success report as a Markdown file: summary, scope, criteria with grades and evidence, extensions, timeline and decision.
 * It is written for the customer too: internal health and risks are left out.
 */
export function successReport(reported: Reported, at: ReportAt): string {
  const { poc } = reported;
  const customer = reported.accountName ?? reported.dealTitle;
  const document = markdownDocument()
    // The usual title says itself what it is a report of.
    .heading(1, markdown`Success report: ${poc.title.replace(/^proof of concept: */i, "")}`)
    .paragraph(
      markdown`Proof of concept ${pocId(poc)} for ${markdownBold(customer)}, as of ${formatDayWithYear(dayOf(at.now, at.timeZone))}.`,
    );
  summary(document, reported, at);
  scope(document, reported);
  criteria(document, reported, at);
  extensions(document, reported, at);
  timeline(document, reported, at);
  decision(document, reported, at);
  deliverables(document, reported);
  return document.toString();
}

function summary(document: MarkdownDocument, { poc, ...parts }: Reported, at: ReportAt): void {
  const progress = progressOf(parts.criteria);
  const unmet = unmetMustHaves(parts.criteria);
  document
    .heading(2, "Summary")
    .list([
      markdown`Status: ${markdownBold(statusName(poc.status))}`,
      runWords(poc, at),
      markdown`Criteria: ${progress.met} of ${progress.criteria} met, ${progress.partly} partly, ${progress.not_met} not met, ${progress.not_tested} not tested`,
      unmet.length === 0
        ? markdown`Must-haves: all ${progress.mustHaves} met`
        : markdown`Must-haves: ${progress.mustHavesMet} of ${progress.mustHaves} met; open: ${unmet.map(({ text, grade }) => `${text} (${gradeName(grade).toLowerCase()})`).join(", ")}`,
      markdown`Sales engineer: ${parts.seName ?? "none"}`,
    ]);
  if (poc.description) document.prose(poc.description);
}

/** When it runs or ran: it ends when it was completed, whatever had been planned. */
function runWords({ status, startsOn, endsOn, completedAt }: Reported["poc"], at: ReportAt) {
  const from = formatDayWithYear(startsOn);
  const planned = formatDayWithYear(endsOn);
  if (status === "planned") return `Planned from ${from} to ${planned}`;
  if (!completedAt) return `Runs from ${from} to ${planned}`;
  const to = formatDayWithYear(dayOf(completedAt, at.timeZone));
  const ran = to === from ? `Ran on ${from}` : `Ran from ${from} to ${to}`;
  return `${ran}${to === planned ? "" : `, planned until ${planned}`}`;
}

function scope(document: MarkdownDocument, { poc }: Reported): void {
  document.heading(2, "Scope");
  if (poc.scope) document.prose(poc.scope);
  document.paragraph(markdownBold("Features")).list(poc.features);
  if (poc.integrations.length > 0)
    document.paragraph(markdownBold("Integrations")).list(poc.integrations);
  document.paragraph(markdown`Taking part: ${plural(poc.users, "user")}.`);
}

function criteria(document: MarkdownDocument, { criteria }: Reported, at: ReportAt): void {
  document.heading(2, "Success criteria").table({
    columns: ["No.", "Criterion", "Kind", "Grade", "Evidence", "Graded by"],
    right: [0],
    rows: criteria.map((one) => [
      one.n,
      one.text,
      one.mustHave ? "must-have" : "nice to have",
      gradeName(one.grade),
      evidence(one.note, one.evidenceUrl),
      one.graderName && one.gradedAt
        ? `${one.graderName}, ${formatDayWithYear(dayOf(one.gradedAt, at.timeZone))}`
        : "–",
    ]),
  });
}

function evidence(note: string | null, url: string | null): string | Markdown {
  if (!url) return note ?? "–";
  return note
    ? markdown`${note} (${markdownLink("evidence", url)})`
    : markdownLink("evidence", url);
}

function extensions(document: MarkdownDocument, { extensions }: Reported, at: ReportAt): void {
  if (extensions.length === 0) return;
  document.heading(2, "Extensions").table({
    columns: ["When", "From", "To", "Reason", "By"],
    rows: extensions.map((one) => [
      formatDayWithYear(dayOf(one.at, at.timeZone)),
      formatDayWithYear(one.fromDay),
      formatDayWithYear(one.toDay),
      one.reason,
      one.byName ?? "–",
    ]),
  });
}

function timeline(document: MarkdownDocument, reported: Reported, at: ReportAt): void {
  const { poc, requesterName, deciderName } = reported;
  const moment = (instant: Date) => dayOf(instant, at.timeZone);
  const steps: [Day, string | Markdown][] = [
    [moment(poc.createdAt), markdown`Scoped by ${requesterName ?? "somebody"}`],
    ...(poc.startedAt ? [[moment(poc.startedAt), "Started"] as [Day, string]] : []),
    ...reported.extensions.map((one): [Day, Markdown] => [
      moment(one.at),
      markdown`Extended to ${formatDayWithYear(one.toDay)}`,
    ]),
    ...(poc.completedAt ? [[moment(poc.completedAt), "Completed"] as [Day, string]] : []),
    ...(poc.decidedAt
      ? [
          [
            moment(poc.decidedAt),
            markdown`${statusName(poc.status)}, recorded by ${deciderName ?? "somebody"}`,
          ] as [Day, Markdown],
        ]
      : []),
  ];
  document
    .heading(2, "Timeline")
    .list(steps.map(([when, what]) => markdown`${formatDayWithYear(when)}: ${what}`));
}

function decision(document: MarkdownDocument, { poc, deciderName }: Reported, at: ReportAt): void {
  document.heading(2, "Decision");
  if (!poc.decidedAt) {
    document.paragraph(`Not decided yet: the proof of concept is ${statusWords(poc.status)}.`);
    return;
  }
  document.paragraph(
    markdown`${markdownBold(statusName(poc.status))} on ${formatDayWithYear(dayOf(poc.decidedAt, at.timeZone))}, recorded by ${deciderName ?? "somebody"}.`,
  );
  if (poc.acceptance) {
    document.paragraph("Written acceptance:").quote(poc.acceptance);
    if (poc.acceptanceUrl) document.paragraph(markdownLink("Where it is kept", poc.acceptanceUrl));
  }
  if (poc.decisionNote) document.prose(poc.decisionNote);
}

function deliverables(document: MarkdownDocument, { deliverables }: Reported): void {
  document.heading(2, "Deliverables").list(
    DELIVERABLES.map((kind) => {
      // This is the report, whatever was written down before it was made.
      if (kind === "success_report") return markdown`${deliverableName(kind)}: this file`;
      const found = deliverables.find((one) => one.kind === kind);
      if (found?.url) return markdown`${markdownLink(deliverableName(kind), found.url)}`;
      return markdown`${deliverableName(kind)}: ${found?.done ? "done" : "open"}`;
    }),
  );
}
