import { type Actor, isAllowed } from "../../../kernel/access.ts";
import { formatAgo } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { showDeal } from "../../deals/index.ts";
import {
  acceptLeadNow,
  askAssign,
  askConvert,
  askReassign,
  askReopen,
  moreOnLead,
  qualifyLeadNow,
  showScore,
} from "../actions.ts";
import { isOpen } from "../domain/lead.ts";
import { gapTo, nextStatus, statusWords } from "../domain/life.ts";
import {
  authorityName,
  evidenceWords,
  sourceName,
  statusName,
  timingName,
} from "../domain/words.ts";
import type { SeenLead } from "../reading.ts";
import { leadHeading } from "./names.ts";

/** Who looks at a card, and when. */
export type LeadReader = { actor: Actor; now: Date; settings: Settings };

/** What has just happened, above a card. */
export type Notice = { text: Mrkdwn; blocks?: Block[] | undefined };

const SHORT = 120;

/** A lead in a few lines, with buttons for what its status and the reader allow. */
export function leadCard(view: SeenLead, reader: LeadReader, notice?: Notice): Reply {
  return {
    text: notice?.text ?? md`${view.lead.company}: ${statusLine(view)}`,
    blocks: [
      ...(notice ? [section(notice.text), ...(notice.blocks ?? [])] : []),
      section(cardText(view, reader)),
      ...cardButtons(view, reader),
    ],
  };
}

function statusLine({ lead, ownerName, handover }: SeenLead): Mrkdwn {
  const isWaiting = handover?.state === "waiting";
  return join(
    [
      statusName(lead.status),
      `score ${lead.score}${lead.scoreReason === null ? "" : " (set by hand)"}`,
      sourceName(lead.source),
      ownerName === null
        ? isOpen(lead)
          ? "nobody has it"
          : null
        : isWaiting
          ? md`${EMOJI.waiting} waits for ${ownerName} to accept`
          : ownerName,
    ],
    " · ",
  );
}

function cardText(view: SeenLead, { now, settings }: LeadReader): Mrkdwn {
  const { lead } = view;
  const [note] = view.notes;
  const gap =
    lead.status === "new" || lead.status === "mql"
      ? gapTo(lead, nextStatus(lead), settings.lead)
      : null;
  return lines(
    leadHeading(lead),
    statusLine(view),
    join([join([lead.contactName, lead.contactTitle], ", "), lead.contactEmail], " · "),
    join(
      [
        lead.segment,
        lead.employees === null ? null : plural(lead.employees, "employee"),
        lead.industry,
        lead.country,
      ],
      " · ",
    ),
    join(
      [
        lead.budget ? `Budget ${formatMoney(lead.budget, "plain")}` : null,
        lead.authority ? authorityName(lead.authority) : null,
        lead.timing ? timingName(lead.timing) : null,
      ],
      " · ",
    ),
    lead.need ? md`Needs: ${cut(lead.need, SHORT)}` : null,
    gap && gap.missing.length > 0
      ? md`Before it is ${statusWords(gap.to)}: ${evidenceWords(gap.missing)}`
      : gap && gap.short > 0
        ? md`${gap.short} points short of ${statusWords(gap.to)} (${gap.threshold})`
        : null,
    lead.disqualifiedReason ? md`Disqualified: “${cut(lead.disqualifiedReason, SHORT)}”` : null,
    lead.dealId === null
      ? null
      : md`Became ${bold(`${lead.company} · ${view.dealTitle ?? ""}`)}  ${code(formatId("opp", lead.dealId))}`,
    note
      ? md`“${cut(note.text.replaceAll(/\s+/g, " "), SHORT)}” ${note.authorName ?? "Somebody"}, ${formatAgo(note.at, now)}${view.noteCount > 1 ? ` (${plural(view.noteCount, "note")})` : ""}`
      : null,
  );
}

function cardButtons(view: SeenLead, { actor }: LeadReader): Block[] {
  const { lead, handover, relations } = view;
  const { id } = lead;
  const open = isOpen(lead);
  const may = isAllowed(actor, "lead.create");
  const mayAssign = open && isAllowed(actor, "lead.assign", relations);
  const isMine = handover?.state === "waiting" && handover.personId === actor.personId;
  const isFree = open && lead.ownerId === null;
  const mayTake = isFree && actor.roles.some((role) => ["sdr", "ae", "manager"].includes(role));
  const more = [
    ...(open && may ? [{ label: "Edit", value: { id, what: "edit" as const } }] : []),
    ...(open && may ? [{ label: "Budget and need", value: { id, what: "needs" as const } }] : []),
    ...(may ? [{ label: "Write a note", value: { id, what: "note" as const } }] : []),
    { label: "History", value: { id, what: "history" as const } },
    ...(open && may ? [{ label: "Disqualify", value: { id, what: "disqualify" as const } }] : []),
  ];
  return [
    ...actions(
      isMine
        ? acceptLeadNow.button("Accept", { id, handover: handover.id }, { style: "primary" })
        : null,
      mayTake ? acceptLeadNow.button("Take it", { id }) : null,
      may && (lead.status === "new" || lead.status === "mql")
        ? qualifyLeadNow.button(`Qualify as ${statusName(nextStatus(lead))}`, { id })
        : null,
      lead.status === "sql" && isAllowed(actor, "deal.create")
        ? askConvert.button("Convert", { id }, isMine ? {} : { style: "primary" })
        : null,
      open ? showScore.button("Score", { id }) : null,
      mayAssign
        ? isFree
          ? askAssign.button("Assign…", { id })
          : askReassign.button("Reassign…", { id })
        : null,
      lead.status === "disqualified" && may ? askReopen.button("Take it up again", { id }) : null,
      lead.dealId === null ? null : showDeal.button("Open deal", { id: lead.dealId }),
      moreOnLead.overflow(more),
    ),
  ];
}
