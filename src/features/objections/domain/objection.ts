import type { Day } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";

/** What an objection is about. */
export const OBJECTION_TYPES = [
  "pricing",
  "feature",
  "security",
  "integration",
  "competitor",
  "timing",
  "authority",
  "other",
] as const;
export type ObjectionType = (typeof OBJECTION_TYPES)[number];

/** How much it stands in the way of the deal, the worst first. */
export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How far the team is with it: nobody answered, answered, the customer is content, the customer is not. */
export const OBJECTION_STATUSES = ["open", "answered", "resolved", "unresolved"] as const;
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];

/** The message an objection was logged from. */
export type Source = { channelId: string; ts: string; permalink: string | null };

/** What is to be done next about an objection: the words, the day, and by whom. */
export type FollowUp = { text: string; date: Day; personId: number };

/** What a customer said against buying, and what became of it. */
export type Objection = {
  id: number;
  dealId: number;
  text: string;
  /** Who said it, as a person wrote it. */
  saidBy: string | null;
  type: ObjectionType;
  severity: Severity;
  /** What lies behind it, in a few words. */
  rootCause: string | null;
  status: ObjectionStatus;
  competitor: string | null;
  source: Source | null;
  followUp: FollowUp | null;
  loggedBy: number;
  createdAt: Date;
  answeredBy: number | null;
  answeredAt: Date | null;
  /** Who said whether the customer is content. */
  settledBy: number | null;
  settledAt: Date | null;
  resolutionNote: string | null;
  version: number;
};

/** `obj_9`. */
export function objectionId(objection: Pick<Objection, "id">): string {
  return formatId("obj", objection.id);
}

const TYPE_WORDS: Record<ObjectionType, string> = {
  pricing: "pricing",
  feature: "missing feature",
  security: "security",
  integration: "integration",
  competitor: "competitor",
  timing: "timing",
  authority: "authority",
  other: "other",
};

/** The type as it stands in a sentence. */
export function typeName(type: ObjectionType): string {
  return TYPE_WORDS[type];
}
