import type { Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Contract, contractId, type OpenStatus, type Terms } from "./contract.ts";
import { checkAct } from "./life.ts";
import {
  agreedWords,
  cleanPoint,
  MOST_POINTS,
  noted,
  type Point,
  type PointNote,
} from "./point.ts";
import { changedTerms, cleanTerms, reviewReasons, termsOf } from "./terms.ts";

/** A contract with its negotiation. */
export type ContractState = { contract: Contract; points: readonly Point[] };
/** Who acts, when, and what day it is for them. */
export type By = { personId: number; now: Date; today: Day };

/** What happened to a contract, for the audit log and those who are told. */
export type ContractEvent =
  | { kind: "created" }
  | { kind: "edited"; terms: readonly string[] }
  | { kind: "point_added" | "point_changed"; point: Point }
  | { kind: "review_asked" }
  | { kind: "reviewed"; verdict: "approved" | "changes_asked"; comment: string | null }
  | { kind: "review_ended"; how: "expired" | "withdrawn" }
  | { kind: "sent" }
  | { kind: "signed" }
  | { kind: "ended"; reason: string }
  | { kind: "revived" };

/** What a rule decides; no event means that nothing changes. */
export type ContractDecision = ContractState & {
  event: ContractEvent | null;
  /** An open legal review is about a paper that no longer stands. */
  endsReview: boolean;
};

const unchanged = (state: ContractState): ContractDecision => ({
  ...state,
  event: null,
  endsReview: false,
});

/** A contract that was read by legal or sent, and says something else now: a draft again. */
function reopened(contract: Contract): Contract {
  return {
    ...contract,
    status: "draft",
    reviewedAt: null,
    reviewedBy: null,
    reviewComment: null,
    sentAt: null,
    sentBy: null,
  };
}

/** Changes the terms. Whatever legal had said of them, and that they were sent, no longer counts. */
export function edit(state: ContractState, terms: Terms): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "edit");
  const clean = cleanTerms(terms);
  const changed = changedTerms(termsOf(contract), clean);
  if (changed.length === 0) return unchanged(state);
  return {
    contract: reopened({ ...contract, ...clean }),
    points,
    event: { kind: "edited", terms: changed },
    endsReview: contract.status === "in_review",
  };
}

/** Adds a negotiation point. @throws AppError rule_broken when there are too many */
export function addPoint(state: ContractState, note: PointNote, by: By): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "point");
  if (points.length >= MOST_POINTS)
    throw new AppError(
      "rule_broken",
      `${contractId(contract)} has ${points.length} negotiation points, and no more fit.`,
      "Change one that is settled.",
    );
  const n = Math.max(0, ...points.map((point) => point.n)) + 1;
  const point = noted({ n }, note, by);
  return withPoints(state, [...points, point], { kind: "point_added", point });
}

/** Changes or settles a negotiation point. @throws AppError not_found */
export function changePoint(
  state: ContractState,
  n: number,
  note: PointNote,
  by: By,
): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "point");
  const before = points.find((point) => point.n === n);
  if (!before)
    throw new AppError("not_found", `${contractId(contract)} has no negotiation point ${n}.`);
  const point = noted(before, note, by);
  if (JSON.stringify(point) === JSON.stringify(before)) return unchanged(state);
  const after = points.map((one) => (one.n === n ? point : one));
  return withPoints(state, after, { kind: "point_changed", point });
}

/** What is agreed stands in the paper: when that changes, so does the paper. Everything else is talk. */
function withPoints(
  { contract, points }: ContractState,
  after: readonly Point[],
  event: ContractEvent,
): ContractDecision {
  const isOtherPaper = agreedWords(points).join("\n") !== agreedWords(after).join("\n");
  return {
    contract: isOtherPaper ? reopened(contract) : contract,
    points: after,
    event,
    endsReview: isOtherPaper && contract.status === "in_review",
  };
}

/** Gives it to legal. @throws AppError rule_broken without a value */
export function askReview(state: ContractState): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "review");
  checkValue(contract, "legal reads it");
  return {
    contract: { ...contract, status: "in_review" },
    points,
    event: { kind: "review_asked" },
    endsReview: false,
  };
}

/** Legal has answered. @throws AppError conflict when the contract is not in review any more */
export function takeVerdict(
  state: ContractState,
  verdict: "approved" | "changes_asked",
  said: { comment: string | null; personId: number | null; now: Date },
): ContractDecision {
  const { contract, points } = state;
  if (contract.status !== "in_review")
    throw new AppError(
      "conflict",
      `${contractId(contract)} is not in legal review any more.`,
      `\`/contract show ${contractId(contract)}\` says how it stands.`,
    );
  return {
    contract: {
      ...contract,
      status: verdict,
      reviewedAt: said.now,
      reviewedBy: said.personId,
      reviewComment: said.comment,
    },
    points,
    event: { kind: "reviewed", verdict, comment: said.comment },
    endsReview: false,
  };
}

/** The review ended without an answer: the contract is a draft again. */
export function endReview(state: ContractState, how: "expired" | "withdrawn"): ContractDecision {
  const { contract, points } = state;
  if (contract.status !== "in_review") return unchanged(state);
  return {
    contract: reopened(contract),
    points,
    event: { kind: "review_ended", how },
    endsReview: false,
  };
}

/** Goes to the customer. @throws AppError rule_broken without the review it needs, or without a value */
export function send(state: ContractState, by: By): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "send");
  checkValue(contract, "it is sent");
  const reasons = reviewReasons(contract, points);
  if (contract.status === "draft" && reasons.length > 0)
    throw new AppError(
      "rule_broken",
      `${contractId(contract)} needs a legal review before it is sent: ${joinWords(reasons, "and")}.`,
      `\`/contract review ${contractId(contract)}\` asks for it.`,
    );
  return {
    contract: { ...contract, status: "sent", sentAt: by.now, sentBy: by.personId },
    points,
    event: { kind: "sent" },
    endsReview: false,
  };
}

/** Who signed, when, and where the paper is. */
export type Signature = { signedOn: Day; customer: string; us: string; fileUrl: string };

/** Both sides signed. @throws AppError bad_input for a day to come, or before it was sent */
export function sign(state: ContractState, signature: Signature, by: By): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "sign");
  const { signedOn, fileUrl } = signature;
  if (signedOn > by.today)
    throw new AppError(
      "bad_input",
      "A signature can't be of a day to come.",
      "Write the day on which the last of both signed.",
    );
  return {
    contract: {
      ...contract,
      status: "signed",
      signedOn,
      signedByCustomer: cleanPoint(signature.customer),
      signedByUs: cleanPoint(signature.us),
      signedFileUrl: fileUrl,
    },
    points,
    event: { kind: "signed" },
    endsReview: false,
  };
}

/** Nothing comes of it. */
export function end(state: ContractState, reason: string, by: Pick<By, "now">): ContractDecision {
  const { contract, points } = state;
  checkAct(contract, "end");
  const endReason = cleanPoint(reason);
  return {
    contract: { ...contract, status: "ended", endedAt: by.now, endReason },
    points,
    event: { kind: "ended", reason: endReason },
    endsReview: contract.status === "in_review",
  };
}

/** Its end is taken back: it stands where it stood. What legal was reading is a draft: nobody reads it any more. */
export function revive({ contract, points }: ContractState, was: OpenStatus): ContractDecision {
  return {
    contract: {
      ...contract,
      status: was === "in_review" ? "draft" : was,
      endedAt: null,
      endReason: null,
    },
    points,
    event: { kind: "revived" },
    endsReview: false,
  };
}

function checkValue(contract: Contract, before: string): void {
  if (contract.value.minor > 0) return;
  throw new AppError(
    "rule_broken",
    `${contractId(contract)} has no value yet; it needs one before ${before}.`,
    `\`/contract edit ${contractId(contract)}\` sets it.`,
  );
}
