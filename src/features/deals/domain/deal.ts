import type { Day } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Money } from "../../../kernel/money.ts";
import type { Stage, Status } from "./stage.ts";

/** Why a deal was lost. */
export const LOST_REASONS = [
  "price",
  "feature_gap",
  "competitor",
  "no_decision",
  "timing",
  "security",
  "integration",
  "other",
] as const;
export type LostReason = (typeof LOST_REASONS)[number];

/** What a deal is at one moment. Everything here is a column; names of people and accounts are joined in when read. */
export type Deal = {
  /** `opp_<id>`, counted in its workspace. */
  id: number;
  title: string;
  accountId: number | null;
  contactId: number | null;
  ownerId: number;
  seId: number | null;
  /** Null until somebody has an idea of it. */
  amount: Money | null;
  stage: Stage;
  status: Status;
  /** Of winning, in percent. */
  probability: number;
  /** Why it differs from the stage's; null when it is the stage's. */
  probabilityReason: string | null;
  closeDate: Day | null;
  /** How often the close date was moved back. */
  closePushes: number;
  nextStep: string | null;
  nextStepDate: Day | null;
  lostReason: LostReason | null;
  /** Who won it instead. */
  lostTo: string | null;
  competitors: readonly string[];
  products: readonly string[];
  metadata: Readonly<Record<string, string>>;
  /** No reminders until this day. */
  snoozedUntil: Day | null;
  /** The Slack channel of the deal. */
  roomId: string | null;
  stageEnteredAt: Date;
  closedAt: Date | null;
  lastActivityAt: Date;
  createdAt: Date;
  updatedAt: Date;
  /** Counts the changes: what was shown to a person is still true while it has not moved. */
  version: number;
};

/** What happened to a deal, for the history, the audit log and those who are told. */
export type DealEvent =
  | { kind: "created" }
  | { kind: "moved"; from: Stage; to: Stage; override: string | null; undo: boolean }
  | { kind: "reopened"; from: Stage; to: Stage; reason: string }
  | { kind: "edited" }
  | { kind: "assigned"; role: "owner" | "se" }
  | { kind: "member_added"; personId: number }
  | { kind: "noted"; note: string }
  | { kind: "next_step" }
  | { kind: "requirement_added"; requirement: string }
  | { kind: "snoozed" }
  | { kind: "room_opened" }
  /**
   * Something that hangs on the deal was worked on: `words` are safe mrkdwn and finish "Dan …"; `tell` are people besides the
   * owner; a quiet one counts and shows, and is not told.
   */
  | { kind: "worked"; words: string; tell: readonly number[]; isQuiet: boolean };

/** What a rule decides: the deal as it is afterwards, and what happened. No events means nothing changes. */
export type Decision = { deal: Deal; events: readonly DealEvent[] };

/** `opp_123`. */
export function dealId(deal: Pick<Deal, "id">): string {
  return formatId("opp", deal.id);
}

/** A price, a feature gap, …: the reason as people read it. */
export function lostReasonName(reason: LostReason): string {
  return reason.replaceAll("_", " ");
}
