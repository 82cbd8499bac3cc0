import { formatId } from "../../../kernel/ids.ts";

/** The life of a demo. `delivered` and `cancelled` are its ends; after a no-show it is scheduled again or cancelled. */
export const DEMO_STATUSES = [
  "requested",
  "assigned",
  "scheduled",
  "delivered",
  "cancelled",
  "no_show",
] as const;
export type DemoStatus = (typeof DEMO_STATUSES)[number];

/** How a delivered demo went. */
export const OUTCOMES = ["success", "partial", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A demo somebody wants, has planned or has given. */
export type Demo = {
  id: number;
  dealId: number;
  title: string;
  description: string | null;
  features: readonly string[];
  useCases: readonly string[];
  /** What its sales engineer should know. */
  skills: readonly string[];
  status: DemoStatus;
  seId: number | null;
  requestedBy: number;
  /** When the customer would like it; a wish, not a date. */
  preferredAt: Date | null;
  /** Both are set as long as the demo has its place in the calendar, and stay after it was given or missed. */
  startsAt: Date | null;
  endsAt: Date | null;
  minutes: number;
  /** How long before it its sales engineer is kept free. */
  preparationMinutes: number;
  outcome: Outcome | null;
  notes: string | null;
  recordingUrl: string | null;
  /** Why it was cancelled. */
  cancelReason: string | null;
  /** What was made for this customer in the demo environment. */
  isCustomised: boolean;
  isBranded: boolean;
  isUseCaseSpecific: boolean;
  scriptUrl: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** `demo_12`. */
export function demoId(demo: Pick<Demo, "id">): string {
  return formatId("demo", demo.id);
}

const STATUS_NAMES: Readonly<Record<DemoStatus, string>> = {
  requested: "requested",
  assigned: "assigned",
  scheduled: "scheduled",
  delivered: "delivered",
  cancelled: "cancelled",
  no_show: "no-show",
};

/** The status as people read it. */
export function statusName(status: DemoStatus): string {
  return STATUS_NAMES[status];
}

const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  success: "a success",
  partial: "partly a success",
  failed: "not a success",
};

/** The outcome as it ends "it was …". */
export function outcomeName(outcome: Outcome): string {
  return OUTCOME_NAMES[outcome];
}

/** Whether something is still to be done about it. */
export function isOpen(demo: Pick<Demo, "status">): boolean {
  return demo.status !== "delivered" && demo.status !== "cancelled";
}
