import type { Day } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { Money } from "../../../kernel/money.ts";

/** The papers a contract can be written on. */
export const TEMPLATES = ["standard_sla", "enterprise_sla", "custom_sla"] as const;
export type Template = (typeof TEMPLATES)[number];

/** When the customer pays: 30 or 60 days after each invoice, or each year in advance. */
export const PAYMENTS = ["net_30", "net_60", "annual_upfront"] as const;
export type Payment = (typeof PAYMENTS)[number];

/** How far the customer's questions are answered. */
export const SUPPORTS = ["standard", "premium", "enterprise"] as const;
export type Support = (typeof SUPPORTS)[number];

/** Availability promised, in percent of a month, as it stands in the contract. */
export const SLAS = ["99.5", "99.9", "99.99"] as const;
export type Sla = (typeof SLAS)[number];

/** Where a contract is between its first draft and its end. */
export const CONTRACT_STATUSES = [
  "draft",
  "in_review",
  "approved",
  "changes_asked",
  "sent",
  "signed",
  "ended",
] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

/** A contract that is neither signed nor ended: a deal has at most one at a time. */
export type OpenStatus = Exclude<ContractStatus, "signed" | "ended">;
export const OPEN_STATUSES: readonly ContractStatus[] = [
  "draft",
  "in_review",
  "approved",
  "changes_asked",
  "sent",
];

/** What both sides agree to, as people write it down. */
export type Terms = {
  template: Template;
  payment: Payment;
  support: Support;
  sla: Sla;
  /** For the whole term, without tax. */
  value: Money;
  startsOn: Day;
  termMonths: number;
  /** What differs from the template, in words; null for nothing. */
  customTerms: string | null;
};

/** A contract at one moment. Everything here is a column; names are joined in when read. */
export type Contract = Terms & {
  /** `contract_<id>`, counted in its workspace. */
  id: number;
  dealId: number;
  /** The quote its value came from. */
  quoteId: number | null;
  status: ContractStatus;
  /** Prepared by the move into the negotiation, not by a person. */
  isPrepared: boolean;
  /** The verdict of the last legal review, while it still holds. */
  reviewedAt: Date | null;
  reviewedBy: number | null;
  reviewComment: string | null;
  sentAt: Date | null;
  sentBy: number | null;
  signedOn: Day | null;
  /** Who signed for the customer and for us, by name. */
  signedByCustomer: string | null;
  signedByUs: string | null;
  /** Where the signed paper is kept. */
  signedFileUrl: string | null;
  endedAt: Date | null;
  endReason: string | null;
  createdBy: number;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** `contract_3`. */
export function contractId(contract: Pick<Contract, "id">): string {
  return formatId("contract", contract.id);
}
