import { type Actor, isAllowed } from "../../../kernel/access.ts";
import { type Day, formatAgo, formatInstant } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney, type Money } from "../../../kernel/money.ts";
import { cut, joinWords, plural } from "../../../kernel/text.ts";
import { confirm } from "../../../slack/action.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, link, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { type Approval, approvalId, showApproval } from "../../approvals/index.ts";
import { dealName, showDeal } from "../../deals/index.ts";
import {
  askEdit,
  askPoint,
  askReviewNow,
  askSign,
  billingDone,
  moreOnContract,
  pickPoint,
  sendNow,
} from "../actions.ts";
import { contractId } from "../domain/contract.ts";
import { type ContractAct, legalActs } from "../domain/life.ts";
import { type Point, stateOf } from "../domain/point.ts";
import { reviewReasons } from "../domain/terms.ts";
import { pointName, statusName, templateName } from "../domain/words.ts";
import type { ContractView } from "../queries/view.ts";
import { dayWords, oneLine, serviceWords, termWords } from "./facts.ts";

/** A contract as its card shows it, with the legal review that is open. */
export type SeenContract = ContractView & {
  review: Approval | null;
  /** What the deal's quote says now, where that is not the contract's value. */
  quoted: { quoteId: number; value: Money } | null;
  /** The reader sees the deal too. */
  hasDeal: boolean;
};
/** Who looks at a card, and when. */
export type ContractReader = { actor: Actor; now: Date; today: Day };

const SHORT = 100;
const SHOWN_POINTS = 3;

/** "Acme · Platform rollout" with the id one copies after it. */
export function contractHeading({ contract, deal }: ContractView): Mrkdwn {
  return join([bold(dealName(deal)), code(contractId(contract))], "  ");
}

/** A contract in a few lines, with buttons for what its reader may do. `notice` says what has just happened to it. */
export function contractCard(view: SeenContract, reader: ContractReader, notice?: Mrkdwn): Reply {
  const { contract, deal } = view;
  return {
    text: notice ?? md`${dealName(deal)}: ${contractId(contract)}, ${statusName(contract.status)}`,
    blocks: [
      ...(notice ? [section(notice)] : []),
      section(cardText(view, reader)),
      ...buttons(view, reader),
    ],
  };
}

function cardText(view: SeenContract, reader: ContractReader): Mrkdwn {
  const { contract, points } = view;
  const source = contract.quoteId === null ? null : `from ${formatId("quote", contract.quoteId)}`;
  return lines(
    contractHeading(view),
    join(
      [
        statusName(contract.status),
        templateName(contract.template),
        join([formatMoney(contract.value, "exact"), source], " "),
      ],
      " · ",
    ),
    serviceWords(contract),
    md`Runs ${termWords(contract)}`,
    contract.customTerms ? md`Own terms: ${cut(oneLine(contract.customTerms), SHORT)}` : null,
    view.quoted
      ? md`${EMOJI.risk} ${formatId("quote", view.quoted.quoteId)} says ${formatMoney(view.quoted.value, "exact")} now.`
      : null,
    stateLine(view, reader),
    ...pointLines(points),
  );
}

/** What has to happen next, or how it came out. */
function stateLine(view: SeenContract, { actor, now, today }: ContractReader): Mrkdwn | null {
  const { contract, points, review, reviewerName, billing } = view;
  const clock = { now, timeZone: actor.timeZone };
  const comment = contract.reviewComment
    ? md` “${cut(oneLine(contract.reviewComment), 2 * SHORT)}”`
    : md``;
  const reviewed = contract.reviewedAt
    ? md`${reviewerName ?? "somebody"}, ${formatInstant(contract.reviewedAt, clock)}.${comment}`
    : md``;
  switch (contract.status) {
    case "draft": {
      const reasons = reviewReasons(contract, points);
      return reasons.length > 0
        ? md`Needs a legal review before it is sent: ${joinWords(reasons, "and")}.`
        : md`The standard paper: it can be sent at once.`;
    }
    case "in_review":
      return review
        ? md`${EMOJI.waiting} Legal was asked ${formatAgo(review.requestedAt, now)}: ${code(approvalId(review))}`
        : md`${EMOJI.waiting} Waits for legal.`;
    case "approved":
      return md`${EMOJI.done} Approved by ${reviewed}`;
    case "changes_asked":
      return md`${EMOJI.risk} Changes asked for by ${reviewed}`;
    case "sent":
      return contract.sentAt
        ? md`${EMOJI.waiting} Sent ${formatAgo(contract.sentAt, now)}; waits for the signatures.`
        : null;
    case "signed":
      return join(
        [
          md`${EMOJI.done} Signed ${contract.signedOn ? dayWords(contract.signedOn, today) : ""} by ${contract.signedByCustomer ?? ""} and ${contract.signedByUs ?? ""}`,
          contract.signedFileUrl ? link("signed paper", contract.signedFileUrl) : null,
          billing === "done"
            ? "billing set up"
            : billing === "open"
              ? "billing waits for finance"
              : null,
        ],
        " · ",
      );
    case "ended":
      return md`Ended: ${contract.endReason ?? ""}`;
  }
}

function pointLines(points: readonly Point[]): Mrkdwn[] {
  if (points.length === 0) return [];
  const open = points.filter((point) => stateOf(point) === "open");
  const settled = points.length - open.length;
  const shown = open.slice(0, SHOWN_POINTS);
  const more = open.length - shown.length;
  return [
    md`Negotiation: ${open.length === 0 ? "nothing open" : `${open.length} open`}${
      settled > 0 ? `, ${plural(settled, "point")} settled` : ""
    }`,
    ...shown.map((point) => md`• ${pointName(point.kind)}: ${cut(point.text, SHORT)}`),
    ...(more > 0 ? [md`• and ${more} more`] : []),
  ];
}

function buttons(view: SeenContract, { actor }: ContractReader): Block[] {
  const { contract, relations, review, billing, points, hasDeal } = view;
  const { id } = contract;
  const may = isAllowed(actor, "quote.write", relations);
  const legal = may ? legalActs(contract.status) : [];
  const can = (act: ContractAct) => legal.includes(act);
  const needsReview = reviewReasons(contract, points).length > 0;
  const sendable = can("send") && (contract.status === "approved" || !needsReview);
  const more = [
    { label: "Share as PDF", value: { id, what: "pdf" as const } },
    { label: "History", value: { id, what: "history" as const } },
    ...(can("end") ? [{ label: "End contract…", value: { id, what: "end" as const } }] : []),
  ];
  return actions(
    sendable
      ? sendNow.button(
          "Send",
          { id },
          {
            style: "primary",
            confirm: confirm(
              "Send the contract",
              "It counts as sent to the customer from now on, and its PDF is shared in the deal's room.",
              "Send",
            ),
          },
        )
      : null,
    can("sign") ? askSign.button("Record signature", { id }, { style: "primary" }) : null,
    can("review") && (needsReview || contract.status === "changes_asked")
      ? askReviewNow.button("Request legal review", { id }, sendable ? {} : { style: "primary" })
      : null,
    review ? showApproval.button("Open request", { id: review.id }) : null,
    billing === "open" && isAllowed(actor, "billing.set_up")
      ? billingDone.button("Billing is set up", { id }, { style: "primary" })
      : null,
    can("edit") ? askEdit.button("Edit", { id }) : null,
    can("point") ? askPoint.button("Add point", { id }) : null,
    can("point") && points.length > 0
      ? pickPoint.menu(
          "Settle a point",
          points.map((point) => ({
            label: `${stateOf(point) === "open" ? "" : `${stateOf(point)}: `}${point.text}`,
            value: { id, n: point.n },
          })),
        )
      : null,
    hasDeal ? showDeal.button("Open deal", { id: view.deal.id }) : null,
    moreOnContract.overflow(more),
  );
}
