import { capitalize } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { openReport, sendCsv } from "../actions.ts";
import { type Ask, neighboursOf, type Report, reportName } from "../domain/report.ts";

/** A report as it is asked and by whom it is read. */
export type Framed = {
  report: Report;
  ask: Ask;
  /** False for readers outside sales: they get no names, no file, and no report that is about persons. */
  named: boolean;
};

const OF_PERSONS: ReadonlySet<Report> = new Set(["rep", "insights"]);

/** One sentence that says what to see, the report below it, small print, and the ways to its neighbours. */
export function reportFrame(
  { report, ask, named }: Framed,
  text: Mrkdwn,
  blocks: readonly Block[],
  notes: readonly (Mrkdwn | null)[] = [],
): Reply {
  const value = (of: Report) => ({
    report: of,
    scope: ask.scope,
    ...(ask.span && of !== "changes" && report !== "changes" && { span: ask.span }),
  });
  const present = notes.filter((note) => note !== null);
  return {
    text,
    blocks: [
      section(text),
      ...blocks,
      ...(present.length > 0 ? [context(join(present, " · "))] : []),
      ...actions(
        ...neighboursOf(report)
          .filter((one) => named || !OF_PERSONS.has(one))
          .map((one) => openReport.button(reportName(one), value(one), { key: one })),
        named
          ? sendCsv.button("CSV", {
              report,
              scope: ask.scope,
              ...(ask.span && { span: ask.span }),
            })
          : null,
      ),
      ...(named
        ? []
        : [context(md`You see the totals. Ask an admin for a sales role to see the deals.`)]),
    ],
  };
}

/** How a report's sentence begins: "EMEA: most is", of one's own deals "Yours: most is", and of everyone's "Most is". */
export function ofWhom(title: string, first = ""): string {
  if (title === "Your") return `Yours: ${first}`;
  return title ? `${title}: ${first}` : capitalize(first);
}
