import { formatId } from "../../../kernel/ids.ts";
import type { Money } from "../../../kernel/money.ts";

/** Where a lead stands. Converted and disqualified ones are closed; a disqualified one can be taken up again. */
export const LEAD_STATUSES = ["new", "mql", "sql", "converted", "disqualified"] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];
/** Those somebody still has to answer. */
export const OPEN_STATUSES = ["new", "mql", "sql"] as const satisfies readonly LeadStatus[];

/** How a lead came to us. */
export const SOURCES = [
  "inbound",
  "outbound",
  "event",
  "referral",
  "partner",
  "marketing",
] as const;
export type Source = (typeof SOURCES)[number];

/** What the contact has to say in the purchase. */
export const AUTHORITIES = ["decides", "influences", "uses"] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** When they want to buy. */
export const TIMINGS = ["this_quarter", "next_quarter", "this_year", "later"] as const;
export type Timing = (typeof TIMINGS)[number];

/** What people write down about a lead; null where nobody knows yet. */
export type LeadFacts = {
  company: string;
  contactName: string | null;
  /** In lower case. */
  contactEmail: string | null;
  contactTitle: string | null;
  source: Source;
  /** "Enterprise": as it is written, or what follows from the number of employees. */
  segment: string | null;
  employees: number | null;
  industry: string | null;
  country: string | null;
  budget: Money | null;
  authority: Authority | null;
  need: string | null;
  timing: Timing | null;
};

/** Somebody who may buy, before there is a deal. */
export type Lead = LeadFacts & {
  id: number;
  status: LeadStatus;
  /** 0 to 100: from the points table, or what a person set instead. */
  score: number;
  /** Why a person set the score; null when it follows from the table. */
  scoreReason: string | null;
  disqualifiedReason: string | null;
  ownerId: number | null;
  /** The deal it became. */
  dealId: number | null;
  createdBy: number;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** `lead_4`: what people read and type. */
export function leadId(lead: Pick<Lead, "id">): string {
  return formatId("lead", lead.id);
}

/** Whether somebody still has to answer it. */
export function isOpen(lead: Pick<Lead, "status">): boolean {
  return OPEN_STATUSES.some((status) => status === lead.status);
}
