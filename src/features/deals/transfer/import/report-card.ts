import { type Block, context, paragraphs, section } from "../../../../slack/blocks.ts";
import { bold, lines, type Mrkdwn, md } from "../../../../slack/mrkdwn.ts";
import { type FileReport, type Refusal, reportLine } from "./report.ts";

/** Refused rows that are named in a message; all of them are in the file beside it. */
export const SHOWN_REFUSALS = 10;
const SHOWN_ASSUMPTIONS = 25;

/** The report of an import as a message: what was done, how the file was understood, and the first rows refused. */
export function reportCard(report: FileReport): { text: Mrkdwn; blocks: Block[] } {
  const text = md`${bold(report.file)}: ${reportLine(report)}`;
  const assumptions = report.assumptions.slice(0, SHOWN_ASSUMPTIONS);
  return {
    text,
    blocks: [
      section(text),
      ...paragraphs(lines(...assumptions.map((one) => md`• ${one}`))).slice(0, 5),
      ...(report.refused.length > 0 ? refusals(report.refused) : []),
    ],
  };
}

function refusals(refused: readonly Refusal[]): Block[] {
  const shown = refused.slice(0, SHOWN_REFUSALS);
  const more = refused.length - shown.length;
  return [
    section(bold("Refused")),
    ...paragraphs(lines(...shown.map(({ line, reason }) => md`Line ${line}: ${reason}`))),
    ...(more > 0
      ? [context(md`And ${more.toLocaleString("en-US")} more: all of them are in refused.csv.`)]
      : []),
  ];
}
