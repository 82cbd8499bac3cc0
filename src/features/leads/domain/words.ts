import { capitalize, joinWords } from "../../../kernel/text.ts";
import type { Authority, LeadStatus, Source, Timing } from "./lead.ts";

const STATUS_NAMES: Record<LeadStatus, string> = {
  new: "New",
  mql: "MQL",
  sql: "SQL",
  converted: "Converted",
  disqualified: "Disqualified",
};
const AUTHORITY_NAMES: Record<Authority, string> = {
  decides: "Decides",
  influences: "Has influence",
  uses: "Would use it",
};
const TIMING_NAMES: Record<Timing, string> = {
  this_quarter: "This quarter",
  next_quarter: "Next quarter",
  this_year: "Within a year",
  later: "Later",
};

/** "MQL": the status as people read it. */
export const statusName = (status: LeadStatus): string => STATUS_NAMES[status];
/** "Referral": where a lead came from, as people read it. */
export const sourceName = (source: Source): string => capitalize(source);
/** "Decides": what the contact has to say, as people read it. */
export const authorityName = (authority: Authority): string => AUTHORITY_NAMES[authority];
/** "This quarter": when they want to buy, as people read it. */
export const timingName = (timing: Timing): string => TIMING_NAMES[timing];

/** What a lead may have to have before it goes on. */
export const EVIDENCE = [
  "contactName",
  "contactEmail",
  "budget",
  "authority",
  "need",
  "timing",
] as const;
export type Evidence = (typeof EVIDENCE)[number];

const EVIDENCE_WORDS: Record<Evidence, string> = {
  contactName: "a contact",
  contactEmail: "their e-mail",
  budget: "a budget",
  authority: "who decides",
  need: "what they need",
  timing: "when they want to buy",
};

/** "a budget, who decides and what they need". */
export function evidenceWords(missing: readonly Evidence[]): string {
  return joinWords(
    missing.map((one) => EVIDENCE_WORDS[one]),
    "and",
  );
}
