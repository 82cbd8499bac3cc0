import type { KnownBlock } from "@slack/types";
import { cut } from "../../../kernel/text.ts";
import type { ActionElement } from "../../../slack/blocks.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { showDeal } from "../../deals/index.ts";
import {
  approveNow,
  askQuestion,
  askReject,
  openAskedContract,
  openAskedQuote,
  withdrawNow,
} from "../actions.ts";
import { type Approval, approvalId } from "../domain/approval.ts";
import type { Card } from "../domain/card.ts";
import { decisionVerb } from "../domain/refusals.ts";
import type { ApprovalView } from "../queries/card.ts";

/** What its reader may do with a card. */
export type CardRole = "decides" | "asked for it" | "looks";

const LONGEST_TEXT = 500;
const MOST_QUESTIONS = 3;

/** "Ada asks for 15 % off Acme · Platform rollout": the request as a sentence. */
export function asksFor(card: Pick<Card, "requesterName" | "whatMd">): Mrkdwn {
  return md`${card.requesterName} asks for ${new Mrkdwn(card.whatMd)}`;
}

/** A request as its reader sees it: with buttons while it is open, and with what came of it after. */
export function approvalCard(
  card: Card,
  reader: { timeZone: string },
  role: CardRole,
): { text: Mrkdwn; blocks: KnownBlock[] } {
  const asks = md`${bold(`${card.requesterName} asks for`)} ${new Mrkdwn(card.whatMd)}`;
  const headline = join([asks, code(approvalId(card))], "  ");
  const outcome = outcomeLine(card, reader);
  const body = lines(
    headline,
    md`Why: ${cut(card.reason, LONGEST_TEXT)}`,
    ...card.factsMd.map((fact) => new Mrkdwn(fact)),
    ...questionLines(card),
    ...card.agreed
      .filter(() => card.state === "open")
      .map((one) => join([md`${one.name} agreed.`, quoted(one.comment)], " ")),
    outcome,
  );
  const news = card.newsMd && card.state === "open" ? new Mrkdwn(card.newsMd) : null;
  const small = join(
    [
      card.state === "open" ? md`Expires ${moment(new Date(card.expiresAt), reader)}` : null,
      card.whyMd ? new Mrkdwn(card.whyMd) : null,
    ],
    " · ",
  );
  return {
    text: outcome ? join([asksFor(card), outcome], ". ") : join([news, asksFor(card)], " "),
    blocks: [
      ...(news ? [section(news)] : []),
      section(body),
      ...actions(...buttonsOf(card, role)),
      ...(small.text ? [context(small)] : []),
    ],
  };
}

function buttonsOf(card: Card, role: CardRole): (ActionElement | null)[] {
  const { id, kind, requesterName } = card;
  const open = card.state === "open";
  const first = requesterName.split(" ")[0] ?? requesterName;
  return [
    open && role === "decides" ? approveNow.button("Approve", { id }, { style: "primary" }) : null,
    open && role === "decides"
      ? askReject.button(kind === "legal_review" ? "Ask for changes…" : "Reject…", { id })
      : null,
    open && role === "decides" ? askQuestion.button(`Ask ${cut(first, 40)}…`, { id }) : null,
    open && role === "asked for it" ? withdrawNow.button("Withdraw", { id }) : null,
    ...waysOn(card),
  ];
}

/** What one reads before deciding; legal may open a contract and not the deal. */
function waysOn({ kind, subjectId, dealId }: Card): ActionElement[] {
  if (kind === "legal_review")
    return [openAskedContract.button("Open contract", { id: subjectId })];
  return [
    ...(kind === "discount" ? [openAskedQuote.button("Open quote", { id: subjectId })] : []),
    showDeal.button("Open deal", { id: dealId }),
  ];
}

/** "Approved by Dan, Tue 17 Nov, 14:03. “Fine for two years.”"; null while it is open. */
export function outcomeLine(
  card: Pick<
    Card,
    "state" | "kind" | "decidedAt" | "decidedByName" | "decidedForName" | "comment" | "agreed"
  >,
  reader: { timeZone: string },
): Mrkdwn | null {
  const at = card.decidedAt ? md`, ${moment(new Date(card.decidedAt), reader)}` : "";
  const by = card.decidedByName ?? "Dealdesk";
  const who = card.decidedForName ? md`${by} for ${card.decidedForName}` : md`${by}`;
  switch (card.state) {
    case "open":
      return null;
    case "expired":
      return md`${EMOJI.waiting} Expired${at}: nobody decided in time.`;
    case "withdrawn":
      return join([md`Withdrawn by ${by}${at}.`, card.comment && new Mrkdwn(card.comment)], " ");
    case "approved":
      return join([md`${EMOJI.done} Approved by ${who}${at}.`, quoted(card.comment)], " ");
    case "rejected": {
      const verb = card.kind === "legal_review" ? "Changes asked for" : "Rejected";
      return join([md`${EMOJI.lost} ${verb} by ${who}${at}.`, quoted(card.comment)], " ");
    }
  }
}

/** "approved 15 % off *Acme*": the decision, to finish "Dan …". */
export function decisionWords(
  approval: Pick<Approval, "kind" | "what">,
  state: "approved" | "rejected",
): Mrkdwn {
  return md`${decisionVerb(approval.kind, state)} ${new Mrkdwn(approval.what)}`;
}

function questionLines(card: Card): Mrkdwn[] {
  const { questions } = card;
  const left = questions.length - MOST_QUESTIONS;
  return [
    ...(left > 0 ? [md`… and ${left} questions before`] : []),
    ...questions
      .slice(-MOST_QUESTIONS)
      .flatMap((one) => [
        md`${one.askerName} asked: “${cut(one.question, LONGEST_TEXT)}”`,
        ...(one.answer !== null
          ? [md`${card.requesterName}: “${cut(one.answer, LONGEST_TEXT)}”`]
          : card.state === "open"
            ? [md`_Not answered yet._`]
            : []),
      ]),
  ];
}

function quoted(text: string | null): Mrkdwn | null {
  return text ? md`“${cut(text, LONGEST_TEXT)}”` : null;
}

const formats = (timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });

/** "Tue 17 Nov, 14:03" on the reader's clock. It stands in messages that stay: "today" would be wrong tomorrow. */
export function moment(instant: Date, { timeZone }: { timeZone: string }): string {
  return formats(timeZone)
    .format(instant)
    .replace(/^(\w+), /, "$1 ");
}

/** A request as its card is kept. */
export function cardOf(
  view: ApprovalView,
  told: { whyMd?: string | null | undefined; newsMd?: string | null | undefined } = {},
): Card {
  const { approval } = view;
  return {
    id: approval.id,
    kind: approval.kind,
    state: approval.state,
    whatMd: approval.what,
    factsMd: approval.facts,
    reason: approval.reason,
    requesterName: approval.requesterName,
    dealId: approval.dealId,
    subjectId: approval.subjectId,
    requestedAt: approval.requestedAt.toISOString(),
    expiresAt: approval.expiresAt.toISOString(),
    decidedAt: approval.decidedAt?.toISOString() ?? null,
    decidedByName: approval.decidedByName,
    decidedForName: approval.decidedForName,
    comment: approval.comment,
    questions: view.questions.map(({ askerName, question, answer }) => ({
      askerName,
      question,
      answer,
    })),
    agreed: view.agreed,
    whyMd: told.whyMd ?? null,
    newsMd: told.newsMd ?? null,
  };
}
