import type { Relation } from "../../../kernel/access.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Activity } from "../domain/activity.ts";
import type { Challenge } from "../domain/challenge.ts";
import type { Completeness } from "../domain/completeness.ts";
import type { Deliverable } from "../domain/deliverable.ts";
import type { Requirement } from "../domain/requirement.ts";
import type { Solution } from "../domain/solution.ts";

/** A deliverable, and whether what it was written from has changed since. */
export type FoundDeliverable = Deliverable & { isOutdated: boolean };

/** The deal as discovery's pages and documents name it. */
export type FoundDeal = {
  id: number;
  title: string;
  accountName: string | null;
  contactName: string | null;
  ownerName: string;
  seName: string | null;
};

/** Everything discovery's pages show of a deal. */
export type Discovery = {
  deal: FoundDeal;
  /** How the reader stands to the deal: they are offered what they may do. */
  relations: readonly Relation[];
  /** By category, then oldest first. */
  requirements: Requirement[];
  /** Open ones first, worst first. */
  challenges: Challenge[];
  solutions: Solution[];
  /** Newest first. */
  activities: Activity[];
  deliverables: FoundDeliverable[];
  completeness: Completeness;
};

/** What the documents are made of. */
export type DocumentSource = Pick<
  Discovery,
  "deal" | "requirements" | "challenges" | "solutions" | "activities"
> & { today: Day; timeZone: string };
