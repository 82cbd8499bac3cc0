import type { Permission, Relation } from "../../../kernel/access.ts";
import { isAllowed } from "../../../kernel/access.ts";
import { type Day, formatDay } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { join, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import {
  askNextStep,
  askReopen,
  draftQuote,
  logObjection,
  moreOnDeal,
  moveDealTo,
  openDiscovery,
  prepareContract,
  requestDemo,
  scopePoc,
} from "../actions.ts";
import { lostReasonName } from "../domain/deal.ts";
import { riskWords } from "../domain/risk.ts";
import { STAGES, stageName } from "../domain/stage.ts";
import type { DealView } from "../queries/deal.ts";
import type { Viewing } from "../queries/viewing.ts";
import { dealHeading, dealName } from "./names.ts";
import { paperworkLines } from "./paperwork.ts";
import { presalesLines } from "./presales.ts";

/** Who looks at the card: it offers what they may do. A card in a channel is for everyone, and each press is checked. */
export type CardReader = Pick<Viewing, "actor" | "now" | "today"> & {
  relations: readonly Relation[];
};

/** What has just happened to the deal, above its card. */
export type Notice = { text: Mrkdwn; buttons?: Parameters<typeof actions> };

/** The deal in a few lines, with buttons for what the reader may do. `notice` says what has just happened to it. */
export function dealCard(view: DealView, reader: CardReader, notice?: Notice): Reply {
  const facts = cardText(view, reader);
  return {
    text:
      notice?.text ?? md`${dealName({ ...view.deal, ...view })}, ${stageLine(view, reader.today)}`,
    blocks: [
      ...(notice ? [section(notice.text), ...actions(...(notice.buttons ?? []))] : []),
      section(facts),
      ...cardButtons(view, (permission) => isAllowed(reader.actor, permission, reader.relations)),
    ],
  };
}

/** The card as it stands in a channel: the same for everyone who looks. */
export function sharedCard(
  view: DealView,
  viewing: Pick<Viewing, "actor" | "now" | "today">,
): { text: Mrkdwn; blocks: Block[] } {
  return {
    text: md`${dealName({ ...view.deal, ...view })}, ${stageLine(view, viewing.today)}`,
    blocks: [section(cardText(view, viewing)), ...cardButtons(view, () => true)],
  };
}

function cardText(view: DealView, reader: Pick<Viewing, "actor" | "now" | "today">): Mrkdwn {
  const { deal } = view;
  const { today } = reader;
  const nextStep = deal.nextStep
    ? md`next: ${deal.nextStep}${deal.nextStepDate ? `, ${formatDay(deal.nextStepDate, { today })}` : ""}`
    : null;
  return lines(
    dealHeading({ ...deal, accountName: view.accountName }),
    stageLine(view, today),
    join(
      [
        join([view.owner.name, view.se ? `SE ${view.se.name}` : null], ", "),
        view.contactName ? `contact ${view.contactName}` : null,
        nextStep,
      ],
      " · ",
    ),
    view.risks.length > 0
      ? md`${EMOJI.risk} ${view.risks.map((risk) => riskWords(risk, deal, today)).join(", ")}`
      : null,
    ...paperworkLines(view.paperwork, reader),
    ...presalesLines(view.presales, reader),
    join(
      [
        view.requirements > 0 ? plural(view.requirements, "requirement") : null,
        view.presales.challenges > 0 ? plural(view.presales.challenges, "open challenge") : null,
        deal.products.length > 0 ? deal.products.join(", ") : null,
        deal.competitors.length > 0 ? `against ${deal.competitors.join(", ")}` : null,
        deal.snoozedUntil && deal.snoozedUntil > today
          ? `snoozed until ${formatDay(deal.snoozedUntil, { today })}`
          : null,
        view.paperwork.leadId === null ? null : `from ${formatId("lead", view.paperwork.leadId)}`,
      ],
      " · ",
    ),
  );
}

function stageLine({ deal }: DealView, today: Day): Mrkdwn {
  const closes = deal.closeDate
    ? `${deal.status === "open" ? "closes" : "closed"} ${formatDay(deal.closeDate, { today })}`
    : deal.status === "open"
      ? "no close date"
      : null;
  return join(
    [
      stageName(deal.stage),
      deal.status === "open" ? `${deal.probability}%` : null,
      deal.amount ? formatMoney(deal.amount, "plain") : "no amount",
      closes,
      deal.lostReason ? lostReasonName(deal.lostReason) : null,
      deal.lostTo ? `to ${deal.lostTo}` : null,
      deal.probabilityReason ? `own estimate: ${deal.probabilityReason}` : null,
    ],
    " · ",
  );
}

/** What sales engineering would do next: show it first, then let it be tried. */
function presalesButton({ deal: { id }, presales: { demo } }: DealView) {
  return demo?.status === "delivered"
    ? scopePoc.button("Scope PoC", { id })
    : requestDemo.button("Request demo", { id });
}

function cardButtons(view: DealView, may: (permission: Permission) => boolean): Block[] {
  const { deal } = view;
  const { id } = deal;
  const open = deal.status === "open";
  const isQuoted = deal.stage === "proposal" || deal.stage === "negotiation";
  const change = may("deal.change");
  const more = [
    ...(change ? [{ label: "Edit", value: { id, what: "edit" as const } }] : []),
    ...(may("deal.note") ? [{ label: "Write a note", value: { id, what: "note" as const } }] : []),
    ...(change ? [{ label: "Assign", value: { id, what: "assign" as const } }] : []),
    { label: "History", value: { id, what: "history" as const } },
    { label: "Share here", value: { id, what: "share" as const } },
  ];
  return [
    ...actions(
      open && change
        ? moveDealTo.menu(
            "Move",
            STAGES.filter((stage) => stage !== deal.stage).map((to) => ({
              label: stageName(to),
              value: { id, to, from: deal.stage },
            })),
          )
        : null,
      open && may("discovery.log") ? logObjection.button("Log objection", { id }) : null,
      open && may("engineering.work") ? presalesButton(view) : null,
      // What the stage is about comes first: a card has room for one row.
      open && !isQuoted ? openDiscovery.button("Discovery", { id }) : null,
      open && isQuoted && may("quote.write") ? draftQuote.button("Quote", { id }) : null,
      open && deal.stage === "negotiation" && may("quote.write")
        ? prepareContract.button("Contract", { id })
        : null,
      open && change ? askNextStep.button("Next step", { id }) : null,
      !open && may("deal.override") ? askReopen.button("Reopen", { id }) : null,
      moreOnDeal.overflow(more),
    ),
  ];
}
