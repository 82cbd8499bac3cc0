import { plural } from "../../../kernel/text.ts";
import { type Block, context, paragraphs, section } from "../../../slack/blocks.ts";
import { bold, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";

/** Refused rows that are named in a message; all of them are in the file beside it. */
export const SHOWN_REFUSALS = 10;

/** The report of an import of leads: what was done, how the file was understood, and the first rows refused. */
export function importReport(report: {
  file: string;
  rows: number;
  created: number;
  refused: readonly { line: number; reason: string }[];
  assumptions: readonly string[];
  isDryRun: boolean;
}): { text: Mrkdwn; blocks: Block[] } {
  const { refused, isDryRun } = report;
  const text = md`${bold(report.file)}: ${plural(report.rows, "row")} read, ${plural(report.created, "lead")} ${isDryRun ? "would be new" : "new"}, ${refused.length.toLocaleString("en-US")} refused${isDryRun ? " (nothing is written yet)" : ""}.`;
  const shown = refused.slice(0, SHOWN_REFUSALS);
  const more = refused.length - shown.length;
  return {
    text,
    blocks: [
      section(text),
      ...paragraphs(lines(...report.assumptions.slice(0, 15).map((one) => md`• ${one}`))).slice(
        0,
        3,
      ),
      ...(shown.length > 0
        ? [
            section(bold("Refused")),
            ...paragraphs(lines(...shown.map(({ line, reason }) => md`Line ${line}: ${reason}`))),
          ]
        : []),
      ...(more > 0
        ? [context(md`And ${more.toLocaleString("en-US")} more: all of them are in refused.csv.`)]
        : []),
    ],
  };
}
