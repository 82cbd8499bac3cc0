import type { Day } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";

/** Where a proof of concept stands; accepted and rejected are final. */
export const POC_STATUSES = [
  "planned",
  "in_progress",
  "completed",
  "accepted",
  "rejected",
] as const;
export type PocStatus = (typeof POC_STATUSES)[number];

/** A deal has at most one proof of concept in these. */
export const LIVE_STATUSES = ["planned", "in_progress"] as const satisfies readonly PocStatus[];

/** What a success criterion is about; `own` is one the team wrote itself. */
export const CRITERION_KINDS = [
  "functional",
  "performance",
  "security",
  "user_acceptance",
  "own",
] as const;
export type CriterionKind = (typeof CRITERION_KINDS)[number];

/** How a criterion came out. */
export const GRADES = ["met", "partly", "not_met", "not_tested"] as const;
export type Grade = (typeof GRADES)[number];

/** What a proof of concept leaves behind. */
export const DELIVERABLES = [
  "documentation",
  "demo_video",
  "success_report",
  "implementation_guide",
] as const;
export type DeliverableKind = (typeof DELIVERABLES)[number];

/** A proof of concept: what is tried, for how long, and what came of it. */
export type Poc = {
  id: number;
  dealId: number;
  title: string;
  description: string | null;
  /** What is tried and what is not. */
  scope: string | null;
  features: readonly string[];
  integrations: readonly string[];
  /** How many of the customer's people take part. */
  users: number;
  status: PocStatus;
  seId: number | null;
  startsOn: Day;
  /** The last day of it. */
  endsOn: Day;
  startedAt: Date | null;
  completedAt: Date | null;
  decidedAt: Date | null;
  decidedBy: number | null;
  /** Why it was rejected, or what was said with the acceptance. */
  decisionNote: string | null;
  /** The customer's written acceptance, where not every must-have was met. */
  acceptance: string | null;
  acceptanceUrl: string | null;
  requestedBy: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** One thing that has to hold for the proof of concept to have worked. */
export type Criterion = {
  /** Counted from 1 within its proof of concept. */
  n: number;
  kind: CriterionKind;
  text: string;
  mustHave: boolean;
  grade: Grade;
  note: string | null;
  evidenceUrl: string | null;
  gradedBy: number | null;
  gradedAt: Date | null;
};

/** `poc_4`: what people read, copy and type. */
export const pocId = (poc: { id: number }): string => formatId("poc", poc.id);
