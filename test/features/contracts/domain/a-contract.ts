import type { Contract } from "../../../../src/features/contracts/domain/contract.ts";
import type { By, ContractState } from "../../../../src/features/contracts/domain/decide.ts";
import type { Point } from "../../../../src/features/contracts/domain/point.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const NOW = new Date("2026-11-18T14:00:00Z");
export const BY: By = { personId: 1, now: NOW, today: asDay("2026-11-18") };

/** A standard contract, as a draft unless told otherwise. */
export function aContract(over: Partial<Contract> = {}): Contract {
  return {
    id: 3,
    dealId: 7,
    quoteId: null,
    status: "draft",
    template: "standard_sla",
    payment: "net_30",
    support: "standard",
    sla: "99.5",
    value: { minor: 8_000_000, currency: "EUR" },
    startsOn: asDay("2027-01-01"),
    termMonths: 12,
    customTerms: null,
    isPrepared: false,
    reviewedAt: null,
    reviewedBy: null,
    reviewComment: null,
    sentAt: null,
    sentBy: null,
    signedOn: null,
    signedByCustomer: null,
    signedByUs: null,
    signedFileUrl: null,
    endedAt: null,
    endReason: null,
    createdBy: 1,
    createdAt: NOW,
    updatedAt: NOW,
    version: 1,
    ...over,
  };
}

export function aPoint(over: Partial<Point> = {}): Point {
  return {
    n: 1,
    kind: "must_have",
    text: "EU hosting",
    outcome: null,
    settledBy: null,
    settledAt: null,
    ...over,
  };
}

export const stateOf = (over: Partial<Contract> = {}, points: readonly Point[] = []) =>
  ({ contract: aContract(over), points }) satisfies ContractState;
