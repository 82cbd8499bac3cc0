import { formatInstant } from "../../../kernel/dates.ts";
import { capitalize, plural } from "../../../kernel/text.ts";
import { section } from "../../../slack/blocks.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import type { AuditLine } from "../../audit/index.ts";
import { LEAD_STATUSES } from "../domain/lead.ts";
import { statusName } from "../domain/words.ts";
import type { SeenLead } from "../reading.ts";
import type { LeadReader } from "./card.ts";

const LONGEST_DETAIL = 60;

/** Who did what to a lead, newest first. */
export function leadHistory(
  { lead }: SeenLead,
  lines: readonly AuditLine[],
  { actor, now }: LeadReader,
): Reply {
  const text = md`${plural(lines.length, "thing")} happened to the lead ${bold(lead.company)}, the newest first.`;
  const { block } = dataTable({
    caption: "History of the lead",
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
  const kind = action.replace(/^\w+\./, "");
  const because = reason ? ` (${reason})` : "";
  if (kind === "noted") return `“${after?.note}”`;
  if (kind === "assigned" || kind === "reassigned")
    return `${kind === "assigned" ? "Given" : "Passed on"} to ${after?.to}: ${after?.why}${because}`;
  if (kind === "created") return `Created from ${after?.source}, score ${after?.score}`;
  if (before?.status && after?.status)
    return `${status(before.status)} → ${status(after.status)}${because}`;
  const told = Object.entries(after ?? {}).flatMap(([key, value]) => detail(key, value));
  const words = capitalize(kind.replaceAll("_", " "));
  return `${words}${told.length > 0 ? `: ${told.join(", ")}` : ""}${because}`;
}

function status(value: unknown): string {
  const found = LEAD_STATUSES.find((one) => one === value);
  return found ? statusName(found) : "?";
}

/** A field that was changed, with what it is now when that is short enough to read. Numbers of rows tell nobody anything. */
function detail(key: string, value: unknown): string[] {
  if (key === "id" || key === "handover" || key === "createdBy" || key.endsWith("Id")) return [];
  const name = key.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  const isShort = typeof value === "string" && value.length <= LONGEST_DETAIL;
  return [isShort || typeof value === "number" ? `${name} ${value}` : name];
}
