import type { Deal } from "../../../../src/features/deals/domain/deal.ts";
import {
  type Stage,
  stageProbability,
  statusOf,
} from "../../../../src/features/deals/domain/stage.ts";

export const NOW = new Date("2026-11-18T14:00:00Z");
export const MINUTE = 60_000;
export const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

/** Everything every gate asks for. */
export const ALL_EVIDENCE = { contact: true, amount: true, closeDate: true, requirement: true };
export const NO_EVIDENCE = { contact: false, amount: false, closeDate: false, requirement: false };

/** A deal that stands in a stage as the rules leave it there; the rest as the test needs it. */
export function aDeal(stage: Stage, over: Partial<Deal> = {}): Deal {
  const status = statusOf(stage);
  return {
    id: 12,
    title: "Platform rollout",
    accountId: 1,
    contactId: null,
    ownerId: 1,
    seId: null,
    amount: { minor: 5_000_000, currency: "EUR" },
    stage,
    status,
    probability: stageProbability(stage),
    probabilityReason: null,
    closeDate: null,
    closePushes: 0,
    nextStep: null,
    nextStepDate: null,
    lostReason: status === "lost" ? "price" : null,
    lostTo: null,
    competitors: [],
    products: [],
    metadata: {},
    snoozedUntil: null,
    roomId: null,
    stageEnteredAt: minutesLater(-600),
    closedAt: status === "open" ? null : minutesLater(-600),
    lastActivityAt: minutesLater(-600),
    createdAt: minutesLater(-6000),
    updatedAt: minutesLater(-600),
    version: 3,
    ...over,
  };
}
