import { formatDay } from "../../../kernel/dates.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { join, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName, type Viewing } from "../../deals/index.ts";
import { askLog, listPage, showObjection } from "../actions.ts";
import { statusName } from "../domain/lifecycle.ts";
import { objectionId, typeName } from "../domain/objection.ts";
import type {
  ObjectionCursor,
  ObjectionFilter,
  ObjectionLine,
  ObjectionTotals,
} from "../queries/list.ts";

/** One page of a list with what it was asked for. */
export type ObjectionList = {
  filter: ObjectionFilter;
  lines: readonly ObjectionLine[];
  next: ObjectionCursor | null;
  totals: ObjectionTotals;
  /** What narrows the list, in words: "open, pricing". */
  about: string;
};

/** Most objections a list opens by a menu: Slack's longest. */
const MOST_OPENED = 30;

/** Objections as a table, how many there are above it, the next page below. */
export function objectionList(list: ObjectionList, viewing: Viewing): Reply {
  const { totals, filter, lines, about } = list;
  if (totals.count === 0) return emptyList(list);
  const text = md`${join(
    [
      `${plural(totals.count, "objection")}${about ? ` (${about})` : ""}`,
      totals.unsettled === 0 ? "none waits" : `${totals.unsettled} not settled`,
      totals.high > 0 ? `${totals.high} of high severity` : null,
    ],
    ", ",
  )}.`;
  const others = lines.some((line) => line.ownerId !== viewing.actor.personId);
  const { block, shown } = dataTable({
    caption: "Objections, open ones first, then the newest",
    columns: [
      "Objection",
      "Type",
      "Severity",
      "Status",
      "Deal",
      ...(others ? ["Owner"] : []),
      "Follow-up",
      "Id",
    ],
    rows: lines.map((line) => row(line, viewing, others)),
  });
  const last = lines[shown - 1];
  const more = shown < lines.length || list.next !== null;
  return {
    text,
    blocks: [
      section(text),
      block,
      ...actions(
        showObjection.menu(
          "Open one",
          lines.slice(0, Math.min(shown, MOST_OPENED)).map((line) => ({
            label: `${objectionId(line)} ${cut(line.text.replace(/\s+/g, " "), 60)}`,
            value: { id: line.id },
          })),
        ),
        more && last
          ? listPage.button(
              "Next page",
              {
                filter: asValue(filter),
                after: { unsettled: isUnsettled(last), id: last.id },
              },
              { key: "next" },
            )
          : null,
        !filter.statuses && totals.unsettled > 0 && totals.unsettled < totals.count
          ? listPage.button(
              `Only open (${totals.unsettled})`,
              { filter: asValue({ ...filter, statuses: ["open", "answered"] }) },
              { key: "open" },
            )
          : null,
      ),
    ],
  };
}

function row(line: ObjectionLine, { today }: Viewing, others: boolean) {
  return [
    line.text.replace(/\s+/g, " "),
    typeName(line.type),
    line.severity,
    statusName(line.status),
    dealName(line.deal),
    ...(others ? [line.ownerName] : []),
    line.followUpDate ? `${formatDay(line.followUpDate, { today })}, ${line.followUpName}` : "–",
    objectionId(line),
  ];
}

function isUnsettled(line: ObjectionLine): boolean {
  return line.status === "open" || line.status === "answered";
}

// A filter in a button may hold nothing that is undefined.
function asValue(filter: ObjectionFilter): Parameters<typeof listPage.button>[1]["filter"] {
  return JSON.parse(JSON.stringify(filter));
}

function emptyList({ filter, about }: ObjectionList): Reply {
  const whose =
    filter.scope === "mine" ? "on your deals" : filter.scope === "team" ? "in your team" : "";
  const text = about
    ? md`No objections: ${about}${whose ? ` ${whose}` : ""}.`
    : md`No objections ${whose || "here"} yet.`;
  return {
    text,
    blocks: [
      section(text),
      ...actions(askLog.button("Log objection", {}, { style: "primary" })),
      context(
        sentence(
          "Or type `/objection log acme Your price is double theirs`, or use “Log objection” in a message's menu.",
        ),
      ),
      ...(filter.scope === "mine"
        ? [context(sentence("`/objection list team` and `/objection list all` look further."))]
        : []),
    ],
  };
}
