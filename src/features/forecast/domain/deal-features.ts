import { type Day, daysBetween } from "../../../kernel/dates.ts";
import type { DealRow, FeatureSchema } from "./model/features.ts";

/** An open deal as it stood when a day was over: all that the models may know of it. */
export type StandingDeal = {
  dealId: number;
  ownerId: number;
  stage: string;
  /** Minor units of `currency`; null without an amount. */
  amount: number | null;
  currency: string;
  closeDate: Day | null;
  probability: number;
  closePushes: number;
  seId: number | null;
  hasContact: boolean;
  members: number;
  notes: number;
  requirements: number;
  demos: number;
  pocs: number;
  objections: number;
  stageEnteredOn: Day;
  createdOn: Day;
  /** Its amount, owner and close date are what an import knew later. */
  rebuilt: boolean;
};

/** What the models are offered of a deal. Nothing in it is known only after closing. */
export const DEAL_FEATURES: FeatureSchema = [
  { name: "stage", kind: "category" },
  { name: "amount", kind: "money" },
  { name: "owner", kind: "category" },
  { name: "probability", kind: "number" },
  { name: "days to close date", kind: "number" },
  { name: "age in days", kind: "number" },
  { name: "days in stage", kind: "number" },
  { name: "close date pushed", kind: "number" },
  { name: "sales engineer", kind: "number" },
  { name: "contact", kind: "number" },
  { name: "members", kind: "number" },
  { name: "notes", kind: "number" },
  { name: "requirements", kind: "number" },
  { name: "demos", kind: "number" },
  { name: "proofs of concept", kind: "number" },
  { name: "objections", kind: "number" },
];

/** A deal's features on a day. What an import told later of days before it stays out. */
export function featuresOf(deal: StandingDeal, day: Day): DealRow {
  const { rebuilt } = deal;
  return {
    stage: deal.stage,
    amount: rebuilt || deal.amount === null ? null : deal.amount / 100,
    owner: rebuilt ? null : `person ${deal.ownerId}`,
    probability: rebuilt ? null : deal.probability,
    "days to close date":
      rebuilt || deal.closeDate === null ? null : daysBetween(day, deal.closeDate),
    "age in days": daysBetween(deal.createdOn, day),
    "days in stage": daysBetween(deal.stageEnteredOn, day),
    "close date pushed": rebuilt ? null : deal.closePushes,
    "sales engineer": deal.seId === null ? 0 : 1,
    contact: deal.hasContact ? 1 : 0,
    members: deal.members,
    notes: deal.notes,
    requirements: deal.requirements,
    demos: deal.demos,
    "proofs of concept": deal.pocs,
    objections: deal.objections,
  };
}
