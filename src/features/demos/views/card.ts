import { isAllowed, type Permission } from "../../../kernel/access.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, link, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { inSentence, showDeal } from "../../deals/index.ts";
import {
  askAssign,
  askDelivered,
  askTime,
  assignTo,
  markNoShow,
  moreOnDemo,
  showTimes,
  takeSlot,
} from "../actions.ts";
import { whyText } from "../domain/assignment.ts";
import { blockOf } from "../domain/calendar.ts";
import { type Demo, demoId, isOpen, outcomeName, statusName } from "../domain/demo.ts";
import { isLegal } from "../domain/lifecycle.ts";
import { durationText, type ReaderClock, timeText, whenText } from "../domain/when.ts";
import type { DemoCardData, DemoReader } from "./card-data.ts";
import { clockDifference, slotLines } from "./slots.ts";

const MOST_SUGGESTED = 2;

/** The demo in a few lines, with buttons for what the reader may do. `notice` says what has just happened to it. */
export function demoCard(seen: DemoCardData, reader: DemoReader, notice?: Mrkdwn): Reply {
  const { demo, deal } = seen;
  const may = (permission: Permission) => isAllowed(reader.actor, permission, reader.relations);
  const head = md`${bold(demo.title)} for ${inSentence(deal)}, ${stateText(seen, reader)}`;
  return {
    text: notice ?? head,
    blocks: [
      ...(notice ? [section(notice)] : []),
      section(cardText(seen, reader)),
      ...timesBlock(seen, reader),
      ...(may("engineering.work") ? cardButtons(seen, reader) : []),
    ],
  };
}

function cardText(seen: DemoCardData, reader: DemoReader): Mrkdwn {
  const { demo, deal, requester } = seen;
  const preparation =
    demo.preparationMinutes > 0 ? `, ${durationText(demo.preparationMinutes)} to prepare` : "";
  return lines(
    md`${bold(demo.title)}  ${code(demoId(demo))}`,
    join(
      [
        stateText(seen, reader),
        demo.outcome ? null : `${durationText(demo.minutes)}${preparation}`,
      ],
      " · ",
    ),
    join([md`for ${inSentence(deal)}`, `asked for by ${requester.name}`], ", "),
    preparationLine(seen, reader),
    demo.features.length > 0 ? md`Shows: ${demo.features.join(", ")}` : null,
    demo.useCases.length > 0 ? md`Use cases: ${demo.useCases.join("; ")}` : null,
    demo.description ? md`${demo.description}` : null,
    environmentLine(demo),
    join(
      [
        demo.notes ? md`Notes: ${demo.notes}` : null,
        demo.recordingUrl ? link("Recording", demo.recordingUrl) : null,
        demo.cancelReason ? md`Cancelled: “${demo.cancelReason}”` : null,
      ],
      " · ",
    ),
    demo.status === "requested" ? suggestionLines(seen, reader) : null,
  );
}

function stateText({ demo, se }: DemoCardData, clock: ReaderClock): Mrkdwn {
  const by = se ? `with ${se.name}` : null;
  const time = demo.startsAt ? whenText(demo.startsAt, clock) : null;
  switch (demo.status) {
    case "requested":
      return join(
        [
          md`${EMOJI.waiting} nobody has it yet`,
          demo.preferredAt ? `wished for ${whenText(demo.preferredAt, clock)}` : null,
        ],
        ", ",
      );
    case "assigned":
      return join(
        [
          by,
          "no time yet",
          demo.preferredAt ? `wished for ${whenText(demo.preferredAt, clock)}` : null,
        ],
        ", ",
      );
    case "scheduled":
      return join([md`${bold(time ?? "")}`, by], ", ");
    case "delivered":
      return md`${demo.outcome === "success" ? EMOJI.done : EMOJI.risk} delivered ${time ?? ""}, ${by ?? ""}: it was ${demo.outcome ? outcomeName(demo.outcome) : "given"}`;
    case "no_show":
      return md`${EMOJI.risk} nobody came ${time ?? ""}, ${by ?? ""}`;
    case "cancelled":
      return md`${statusName(demo.status)}`;
  }
}

/** When its preparation begins, and what time it is for its sales engineer where their clock differs. */
function preparationLine({ demo, se }: DemoCardData, reader: DemoReader): Mrkdwn | null {
  if (demo.status !== "scheduled" || !demo.startsAt || !se) return null;
  const startsAt = demo.startsAt;
  return join(
    [
      demo.preparationMinutes > 0
        ? `Preparation from ${timeText(blockOf({ ...demo, startsAt }).from, reader)}`
        : null,
      clockDifference(startsAt, se, reader),
      reader.isOutsideHours ? md`${EMOJI.risk} outside ${se.name}'s working hours` : null,
    ],
    " · ",
  );
}

function environmentLine(demo: Demo): Mrkdwn | null {
  const made = [
    demo.isCustomised ? "customised" : null,
    demo.isBranded ? "branded" : null,
    demo.isUseCaseSpecific ? "use-case specific" : null,
  ].filter((word) => word !== null);
  if (made.length === 0 && !demo.scriptUrl) return null;
  return join(
    [
      made.length > 0 ? `Environment: ${made.join(", ")}` : null,
      demo.scriptUrl ? link("Script", demo.scriptUrl) : null,
    ],
    " · ",
  );
}

function suggestionLines({ demo, candidates }: DemoCardData, clock: ReaderClock): Mrkdwn {
  if (candidates.length === 0)
    return sentence(
      "There is no sales engineer yet. An admin makes somebody one: `/deal people set @cat role se`.",
    );
  return lines(
    ...candidates
      .slice(0, MOST_SUGGESTED)
      .map(
        (ranked, i) =>
          md`${i === 0 ? "Suggested" : "Or"}: ${bold(ranked.candidate.name)}: ${whyText(ranked, { ...clock, preferredAt: demo.preferredAt })}`,
      ),
  );
}

function timesBlock(seen: DemoCardData, reader: DemoReader): Block[] {
  const { proposals } = seen;
  if (!proposals) return [];
  return [section(slotLines(seen, proposals, reader))];
}

function cardButtons(seen: DemoCardData, reader: DemoReader): Block[] {
  const { demo, deal, candidates, proposals } = seen;
  const { id } = demo;
  const hasBegun = demo.startsAt !== null && demo.startsAt <= reader.now;
  const suggested = candidates
    .slice(0, MOST_SUGGESTED)
    .map(({ candidate }, i) =>
      assignTo.button(
        `Assign ${candidate.name}`,
        { id, seId: candidate.id },
        { key: candidate.id, ...(i === 0 ? { style: "primary" as const } : {}) },
      ),
    );
  const times = (proposals?.slots ?? []).map(({ startsAt }) =>
    takeSlot.button(
      whenText(startsAt, reader),
      { id, startsAt: startsAt.toISOString() },
      { key: startsAt.getTime() },
    ),
  );
  const isScheduled = demo.status === "scheduled";
  const more = [
    ...(isOpen(demo)
      ? [
          { label: "Edit", value: { id, what: "edit" as const } },
          { label: "Environment and script", value: { id, what: "prepare" as const } },
        ]
      : []),
    ...(isLegal(demo, "assign") && demo.status !== "requested"
      ? [{ label: "Give to somebody else", value: { id, what: "assign" as const } }]
      : []),
    ...(isLegal(demo, "cancel")
      ? [{ label: "Cancel the demo", value: { id, what: "cancel" as const } }]
      : []),
  ];
  return actions(
    ...suggested,
    demo.status === "requested" ? askAssign.button("Somebody else…", { id }) : null,
    ...times,
    proposals ? askTime.button("Another time…", { id }) : null,
    isScheduled && hasBegun
      ? askDelivered.button("How it went…", { id }, { style: "primary" })
      : null,
    demo.status === "delivered" ? askDelivered.button("Change outcome…", { id }) : null,
    isScheduled && hasBegun ? markNoShow.button("Nobody came", { id }) : null,
    isScheduled && !proposals ? showTimes.button("Move…", { id }) : null,
    showDeal.button("Open deal", { id: deal.id }),
    more.length > 0 ? moreOnDemo.overflow(more) : null,
  );
}
