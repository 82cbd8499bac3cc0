import { formatInstant } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import type { AuditLine } from "../../audit/index.ts";
import { inSentence } from "../../deals/index.ts";
import type { ContractView } from "../queries/view.ts";
import type { ContractReader } from "./card.ts";

const DONE: Readonly<Record<string, string>> = {
  "contract.created": "made it",
  "contract.prepared": "prepared it for the negotiation",
  "contract.edited": "changed the terms",
  "contract.point_added": "added a point",
  "contract.point_changed": "changed a point",
  "contract.review_asked": "asked legal to review it",
  "contract.approved": "approved it for legal",
  "contract.changes_asked": "asked for changes",
  "contract.review_ended": "ended the legal review",
  "contract.sent": "sent it",
  "contract.signed": "recorded the signature",
  "contract.ended": "ended it",
  "contract.revived": "took its end back",
  "contract.billing_set_up": "set up billing",
};

/** Who did what to a contract, newest first. */
export function contractHistory(
  { deal }: ContractView,
  trail: readonly AuditLine[],
  { actor, now }: ContractReader,
): Reply {
  const text = md`${plural(trail.length, "thing")} happened to the contract on ${inSentence(deal)}, the newest first.`;
  const { block } = dataTable({
    caption: "History of the contract",
    columns: ["When", "Who", "What"],
    rows: trail.map((line) => [
      formatInstant(line.at, { now, timeZone: actor.timeZone }),
      line.actorName ?? "Dealdesk",
      what(line),
    ]),
  });
  return { text, blocks: [section(text), block] };
}

function what({ action, after, reason }: AuditLine): string {
  const done = DONE[action] ?? action.replace(/^contract\./, "").replaceAll("_", " ");
  const told =
    action === "contract.edited" ? Object.keys(after ?? {}).map(termName) : pointOf(after);
  const detail = told.length > 0 ? `: ${told.join(", ")}` : "";
  return `${done}${detail}${reason ? ` (${reason})` : ""}`;
}

/** "start", "own terms": a column as people call it. What the edit undid besides is seen in the next line. */
function termName(column: string): string {
  const names: Readonly<Record<string, string>> = {
    sla: "availability",
    startsOn: "start",
    termMonths: "term",
    customTerms: "own terms",
  };
  return names[column] ?? column;
}

function pointOf(after: Record<string, unknown> | null): string[] {
  const point = after?.point;
  if (typeof point !== "object" || point === null) return [];
  return "text" in point && typeof point.text === "string" ? [point.text] : [];
}
