import { formatInstant } from "../../../kernel/dates.ts";
import { capitalize, plural } from "../../../kernel/text.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import type { AuditLine } from "../../audit/index.ts";
import { STAGES, stageName } from "../domain/stage.ts";
import type { DealView } from "../queries/deal.ts";
import type { Viewing } from "../queries/viewing.ts";
import { inSentence } from "./names.ts";

/** Who did what to a deal, newest first. */
export function dealHistory(
  view: DealView,
  lines: readonly AuditLine[],
  { now, actor }: Viewing,
): Reply {
  const text = md`${plural(lines.length, "thing")} happened to ${inSentence({ ...view.deal, ...view })}, the newest first.`;
  const { block } = dataTable({
    caption: "History of the deal",
    columns: ["When", "Who", "What"],
    rows: lines.map((line) => [
      formatInstant(line.at, { now, timeZone: actor.timeZone }),
      line.actorName ?? "Dealdesk",
      what(line),
    ]),
  });
  return { text, blocks: [section(text), block] };
}

function what({ action, before, after, reason }: AuditLine): string {
  const kind = action.replace(/^deal\./, "");
  const stage = (value: unknown) => {
    const key = STAGES.find((one) => one === value);
    return key ? stageName(key) : "?";
  };
  const because = reason ? ` (${reason})` : "";
  if (kind === "noted") return `“${after?.note}”`;
  if (kind === "requirement_added") return `Requirement: ${after?.requirement}`;
  if ((kind === "moved" || kind === "reopened") && before?.stage)
    return `${stage(before.stage)} → ${stage(after?.stage)}${because}`;
  const fields = Object.keys(after ?? {}).map(fieldName);
  return `${capitalize(kind.replaceAll("_", " "))}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}${because}`;
}

function fieldName(key: string): string {
  return key
    .replace(/Id$/, "")
    .replaceAll(/([A-Z])/g, " $1")
    .toLowerCase();
}
