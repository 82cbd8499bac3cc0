import { isAllowed } from "../../../kernel/access.ts";
import { formatDay, formatDayShort, formatInstant } from "../../../kernel/dates.ts";
import { cut } from "../../../kernel/text.ts";
import { confirm } from "../../../slack/action.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { bold, channelLink, join, lines, link, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealName } from "../../deals/index.ts";
import {
  addActivity,
  linkDiagramButton,
  showView,
  takeBackActivity,
  writeDocument,
} from "../actions.ts";
import { methodName } from "../domain/activity.ts";
import { DELIVERABLES, DOCUMENTS, deliverableName } from "../domain/deliverable.ts";
import { type PageReader, pageHeading } from "./card.ts";
import type { Discovery } from "./found.ts";
import { LONG, onPage, turning } from "./paging.ts";

/** The deliverables and the calls and workshops behind them. */
export function workPage(found: Discovery, reader: PageReader, at: { page: number }): Reply {
  const { id } = found.deal;
  const may = isAllowed(reader.actor, "deal.change_se_fields", found.relations);
  const mayLog = isAllowed(reader.actor, "discovery.log", found.relations);
  const { shown, page, pages } = onPage(found.activities, at.page);
  const heading = pageHeading(found, "Documents");
  const made = new Set(found.deliverables.map((one) => one.kind));
  return {
    text: md`Documents of ${dealName(found.deal)}`,
    blocks: [
      section(lines(heading, ...DELIVERABLES.map((kind) => deliverableLine(found, kind, reader)))),
      ...(may
        ? actions(
            ...DOCUMENTS.map((kind) =>
              writeDocument.button(
                `${made.has(kind) ? "Write anew" : "Write"}: ${deliverableName(kind).toLowerCase()}`,
                { id, kind },
                { key: kind },
              ),
            ),
            linkDiagramButton.button(
              made.has("architecture_diagram") ? "Change the diagram" : "Link the diagram",
              { id },
            ),
          )
        : []),
      section(
        shown.length === 0
          ? md`No call, assessment or workshop logged yet.`
          : md`${bold("Calls and workshops")}${pages > 1 ? `, page ${page + 1} of ${pages}` : ""}`,
      ),
      ...shown.map((one) =>
        section(
          md`${methodName(one.method)}, ${formatDay(one.heldOn, { today: reader.today })}${one.heldOn > reader.today ? ", planned" : ""}${one.authorName ? `, ${one.authorName}` : ""}${one.notes ? `: ${cut(one.notes, LONG)}` : ""}`,
          mayLog
            ? takeBackActivity.button(
                "Take back",
                { id, activity: one.id },
                {
                  key: one.id,
                  confirm: confirm(
                    "Take it back?",
                    `The ${methodName(one.method).toLowerCase()} of ${formatDayShort(one.heldOn, reader.today)} is removed from the deal.`,
                    "Take back",
                  ),
                },
              )
            : undefined,
        ),
      ),
      ...actions(
        ...turning(id, "work", page, pages),
        mayLog ? addActivity.button("Log a call", { id }) : null,
        showView.button("Back", { id, view: "card" }, { key: "back" }),
      ),
    ],
  };
}

function deliverableLine(
  found: Discovery,
  kind: (typeof DELIVERABLES)[number],
  { now, actor }: PageReader,
): Mrkdwn {
  const one = found.deliverables.find((each) => each.kind === kind);
  const name = deliverableName(kind);
  if (!one) return md`${name}: missing`;
  const when = formatInstant(one.at, { now, timeZone: actor.timeZone });
  if (one.link) return md`${link(name, one.link)}, ${when}`;
  const where = one.channelId ? md` in ${channelLink(one.channelId)}` : md``;
  const state = one.state === "made" ? md`written and not shared yet` : md`shared${where}`;
  return join(
    [md`${name}: version ${one.version}, ${state}, ${when}`, one.isOutdated ? "out of date" : null],
    " · ",
  );
}
