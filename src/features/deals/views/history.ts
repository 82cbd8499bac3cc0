import { formatInstant } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import type { AuditLine } from "../../audit/index.ts";
import type { DealView } from "../queries/deal.ts";
import type { Viewing } from "../queries/viewing.ts";
import { historyWords } from "./history-words.ts";
import { inSentence } from "./names.ts";

/**
 * Who did what to a deal, newest first.
 * @param names of the people a line is about
 */
export function dealHistory(
  view: DealView,
  lines: readonly AuditLine[],
  names: ReadonlyMap<number, string>,
  { now, today, actor }: Viewing,
): Reply {
  const reader = { now, today, timeZone: actor.timeZone };
  const text = md`${plural(lines.length, "thing")} happened to ${inSentence({ ...view.deal, ...view })}, the newest first.`;
  const { block } = dataTable({
    caption: "History of the deal",
    columns: ["When", "Who", "What"],
    rows: lines.map((line) => [
      formatInstant(line.at, reader),
      line.actorName ?? "Dealdesk",
      historyWords(line, { ...reader, names }),
    ]),
  });
  return { text, blocks: [section(text), block] };
}
