import { formatAgo } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Approval, type ApprovalKind, approvalId } from "./approval.ts";

/** The subject has an open request of that kind: the answer can lead to it. */
export class AlreadyAsked extends AppError {
  readonly approvalId: number;
  constructor(open: Approval, waitsFor: readonly string[], now: Date) {
    const since = formatAgo(open.requestedAt, now);
    super(
      "conflict",
      `${open.requesterName} asked for that ${since}: ${approvalId(open)}${waitsFor.length > 0 ? `, it waits for ${joinWords(waitsFor, "or")}` : ""}.`,
      `\`/approval show ${approvalId(open)}\` opens it, \`/approval withdraw ${approvalId(open)}\` takes it back.`,
    );
    this.approvalId = open.id;
  }
}

/** "approved", "asked for changes": what a negative answer is called depends on what was asked. */
export function decisionVerb(kind: ApprovalKind, state: "approved" | "rejected"): string {
  if (state === "approved") return "approved";
  return kind === "legal_review" ? "asked for changes to" : "rejected";
}

/**
 * The answer to a click on what is over: "Dan approved this 4 minutes ago."
 * @param personId who clicked
 */
export function isOver(approval: Approval, personId: number, now: Date): AppError {
  const { state, kind } = approval;
  const when = approval.decidedAt ? ` ${formatAgo(approval.decidedAt, now)}` : "";
  const who = approval.decidedById === personId ? "You" : (approval.decidedByName ?? "Dealdesk");
  const message =
    state === "expired"
      ? `Nobody decided in time: this expired${when}.`
      : state === "withdrawn"
        ? `${who} withdrew this${when}.`
        : `${who} ${decisionVerb(kind, state === "approved" ? state : "rejected")} this${when}.`;
  return new AppError("conflict", message, "Nothing was changed.");
}

/** The answer to the requester who would decide themself. */
export function isOwn(waitsFor: readonly string[]): AppError {
  return new AppError(
    "forbidden",
    "You asked for this yourself, and nobody decides their own request.",
    `It waits for ${joinWords(waitsFor, "or")}.`,
  );
}

/** The answer to somebody who is not asked. */
export function isNotAsked(waitsFor: readonly string[]): AppError {
  return new AppError(
    "forbidden",
    "You are not asked to decide this.",
    `It waits for ${joinWords(waitsFor, "or")}.`,
  );
}

/** The answer to an id that belongs to nothing. */
export function noSuchApproval(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no request ${approvalId({ id })}.`,
    "`/approval` lists what waits for you and what you asked for.",
  );
}
