import { isAllowed } from "../../../kernel/access.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { join, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { askNewLead, leadPage } from "../actions.ts";
import { filterWords, type LeadFilter } from "../domain/filter.ts";
import { leadId } from "../domain/lead.ts";
import { sourceName, statusName } from "../domain/words.ts";
import type { LeadLine, LeadTotals } from "../queries/list.ts";
import type { LeadReader } from "./card.ts";

/** One page of leads. */
export type LeadList = {
  filter: LeadFilter;
  lines: readonly LeadLine[];
  hasMore: boolean;
  totals: LeadTotals;
};

/** The leads as a table, the most promising first; what they are above it, the next page below. */
export function leadList(list: LeadList, { actor }: LeadReader): Reply {
  const { filter, totals } = list;
  if (totals.count === 0) return emptyList(list, actor);
  const text = md`${join(
    [
      join(
        [
          plural(totals.count, filter.status === "open" ? "open lead" : "lead"),
          filterWords(filter) || null,
        ],
        " ",
      ),
      totals.unassigned > 0 && !filter.unassigned
        ? `nobody has ${totals.unassigned} of them`
        : null,
    ],
    ", ",
  )}. The most promising first.`;
  const { block, shown } = dataTable({
    caption: "Leads, the highest score first",
    columns: ["Company", "Contact", "Status", "Score", "Source", "Owner", "Id"],
    rows: list.lines.map((line) => [
      line.company,
      line.contactName ?? "–",
      statusName(line.status),
      { value: line.score, text: String(line.score) },
      sourceName(line.source),
      line.ownerName ? `${line.ownerName}${line.isWaiting ? " (waiting)" : ""}` : "nobody",
      leadId(line),
    ]),
  });
  const last = list.lines[shown - 1];
  const more = shown < list.lines.length || list.hasMore;
  return {
    text,
    blocks: [
      section(text),
      block,
      ...actions(
        more && last
          ? leadPage.button(
              "Next page",
              { filter, after: { score: last.score, id: last.id } },
              { key: "next" },
            )
          : null,
        !filter.unassigned && totals.unassigned > 0
          ? leadPage.button(
              `Only unassigned (${totals.unassigned})`,
              { filter: { ...filter, unassigned: true } },
              { key: "unassigned" },
            )
          : null,
      ),
    ],
  };
}

function emptyList({ filter }: LeadList, actor: LeadReader["actor"]): Reply {
  const about = filterWords(filter);
  const text = about
    ? md`No leads ${about}.`
    : md`${filter.scope === "mine" ? "You have" : "There are"} no open leads.`;
  return {
    text,
    blocks: [
      section(text),
      ...(isAllowed(actor, "lead.create")
        ? [
            ...actions(askNewLead.button("New lead", {}, { style: "primary" })),
            context(
              sentence(
                "Or type `/lead new Acme from inbound`; `/lead import` brings a list in. `/lead list team` and `/lead list all` look further.",
              ),
            ),
          ]
        : []),
    ],
  };
}
