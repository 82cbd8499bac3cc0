import { dayOf, formatDay } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { join, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName } from "../../deals/index.ts";
import { askRequest, listAgain } from "../actions.ts";
import { demoId, outcomeName, statusName } from "../domain/demo.ts";
import type { DemoFilter } from "../domain/filter.ts";
import { type ReaderClock, whenText } from "../domain/when.ts";
import type { DemoLine } from "../queries/list.ts";

const OWN: Record<DemoFilter["scope"], string> = {
  mine: "yours",
  team: "your team's",
  all: "everybody's",
};

/** Demos as a table, the next one on top, with one sentence above that says what needs somebody. */
export function demoList(
  list: { lines: readonly DemoLine[]; total: number; filter: DemoFilter; mayRequest: boolean },
  clock: ReaderClock,
): Reply {
  const { lines, total, filter } = list;
  if (total === 0) return emptyList(list);
  const count = (status: DemoLine["status"]) => lines.filter((one) => one.status === status).length;
  const needs = [
    [count("requested"), "without a sales engineer"],
    [count("assigned"), "without a time"],
    [count("no_show"), "to schedule again after a no-show"],
    [
      lines.filter((one) => one.status === "scheduled" && one.startsAt && one.startsAt <= clock.now)
        .length,
      "waiting for how it went",
    ],
  ] as const;
  const today = dayOf(clock.now, clock.timeZone);
  const next = lines.find(
    (one) => one.status === "scheduled" && one.startsAt && one.startsAt > clock.now,
  );
  const text = join(
    [
      md`${plural(total, filter.when === "open" ? "open demo" : `${filter.when} demo`)}, ${OWN[filter.scope]}`,
      next?.startsAt
        ? md`next ${whenText(next.startsAt, clock)}: ${dealName({ title: next.dealTitle, accountName: next.accountName })}`
        : null,
      ...needs.map(([n, words]) => (n > 0 ? `${n} ${words}` : null)),
    ],
    " · ",
  );
  const { block, shown } = dataTable({
    caption: "Demos, the next one first",
    columns: ["When", "Demo", "Deal", "Sales engineer", "Status", "Id"],
    rows: lines.map((one) => [
      // Sorted by when it is, not by how that is written.
      one.startsAt
        ? {
            value: one.startsAt.getTime(),
            text:
              filter.when === "past"
                ? formatDay(dayOf(one.startsAt, clock.timeZone), { today })
                : whenText(one.startsAt, clock),
          }
        : "–",
      one.title,
      dealName({ title: one.dealTitle, accountName: one.accountName }),
      one.seName ?? "–",
      one.outcome ? `delivered, ${outcomeName(one.outcome)}` : statusName(one.status),
      demoId(one),
    ]),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      ...(shown < total ? [context(md`The first ${shown} of ${total}.`)] : []),
      ...otherLists(filter),
    ],
  };
}

function otherLists(filter: DemoFilter) {
  const choices = [
    ["Mine", { scope: "mine", when: filter.when }],
    ["Team", { scope: "team", when: filter.when }],
    ["All", { scope: "all", when: filter.when }],
    ["Open", { scope: filter.scope, when: "open" }],
    ["Upcoming", { scope: filter.scope, when: "upcoming" }],
    ["Past", { scope: filter.scope, when: "past" }],
  ] as const;
  return actions(
    ...choices
      .filter(([, to]) => to.scope !== filter.scope || to.when !== filter.when)
      .map(([label, to]) => listAgain.button(label, to, { key: label })),
  );
}

function emptyList(list: { filter: DemoFilter; mayRequest: boolean }): Reply {
  const { scope, when } = list.filter;
  const whose = scope === "mine" ? "of yours" : scope === "team" ? "of your team" : "here";
  const text = md`No ${when === "open" ? "open" : when} demos ${whose}.`;
  return {
    text,
    blocks: [
      section(text),
      ...(list.mayRequest
        ? [
            ...actions(askRequest.button("Request demo", {}, { style: "primary" })),
            context(sentence("Or type `/demo request acme`.")),
          ]
        : []),
      ...otherLists(list.filter),
    ],
  };
}
