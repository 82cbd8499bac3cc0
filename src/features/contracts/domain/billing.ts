import { addBusinessDays, type Day } from "../../../kernel/dates.ts";
import type { Payment } from "./contract.ts";

/** Whether an invoice is set up for a signed contract. */
export const BILLING_STATUSES = ["open", "done"] as const;
export type BillingStatus = (typeof BILLING_STATUSES)[number];

/**
 * The day of the first invoice: the day of the signature where a year is paid in advance, else the first day of the term; never before
 * the signature, and on a weekend the Monday after.
 */
export function firstInvoiceDay(contract: { payment: Payment; signedOn: Day; startsOn: Day }): Day {
  const { payment, signedOn, startsOn } = contract;
  const day = payment === "annual_upfront" || startsOn < signedOn ? signedOn : startsOn;
  return addBusinessDays(day, 0);
}
