import { formatId } from "../../../kernel/ids.ts";

/** What can need somebody else's decision. */
export const APPROVAL_KINDS = ["discount", "gate_override", "legal_review"] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

const KIND_NAMES: Record<ApprovalKind, string> = {
  discount: "discount",
  gate_override: "skipping a gate",
  legal_review: "legal review",
};

/** "skipping a gate": what is asked for, in a word or two. */
export function kindName(kind: ApprovalKind): string {
  return KIND_NAMES[kind];
}

/** What a decision is about: the thing that changes with it. */
export const APPROVAL_SUBJECTS = ["quote", "contract", "deal"] as const;
export type ApprovalSubject = {
  subject: (typeof APPROVAL_SUBJECTS)[number];
  /** The number of the quote, contract or deal. */
  subjectId: number;
};

export const APPROVAL_STATES = ["open", "approved", "rejected", "expired", "withdrawn"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** A request for a decision, and the decision once there is one. */
export type Approval = ApprovalSubject & {
  id: number;
  kind: ApprovalKind;
  dealId: number;
  requesterId: number;
  requesterName: string;
  state: ApprovalState;
  /** Safe mrkdwn that finishes "Ada asks for …". */
  what: string;
  /** Further lines of the card, safe mrkdwn. */
  facts: string[];
  /** Why, in the requester's own words. */
  reason: string;
  data: Record<string, unknown>;
  /** What was said with the decision, or why it was withdrawn; safe mrkdwn where it was withdrawn. */
  comment: string | null;
  decidedById: number | null;
  decidedByName: string | null;
  /** Whom they stood in for. */
  decidedForName: string | null;
  /** Whether one answer decides, or one from each seat of the rule is needed. */
  agree: "first" | "all";
  version: number;
  decidedAt: Date | null;
  requestedAt: Date;
  expiresAt: Date;
};

/** `approval_12`. */
export function approvalId({ id }: { id: number }): string {
  return formatId("approval", id);
}
