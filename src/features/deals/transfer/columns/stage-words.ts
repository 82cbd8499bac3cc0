import { AppError } from "../../../../kernel/errors.ts";
import { joinWords, nearest } from "../../../../kernel/text.ts";
import { STAGE_WORDS, STAGES, type Stage, stageName } from "../../domain/stage.ts";
import { labelKey } from "./field.ts";

/** What other systems call the stages of their default pipelines, by their labels and internal names. */
const ELSEWHERE: Readonly<Record<string, Stage>> = {
  // Salesforce
  Prospecting: "lead",
  Qualification: "qualified",
  "Needs Analysis": "discovery",
  "Value Proposition": "solution_design",
  "Id. Decision Makers": "solution_design",
  "Perception Analysis": "demo",
  "Proposal/Price Quote": "proposal",
  "Negotiation/Review": "negotiation",
  "Closed Won": "closed_won",
  "Closed Lost": "closed_lost",
  // HubSpot; its pipeline begins before the qualification
  "Appointment Scheduled": "lead",
  appointmentscheduled: "lead",
  "Qualified To Buy": "qualified",
  qualifiedtobuy: "qualified",
  "Presentation Scheduled": "demo",
  "Decision Maker Bought-In": "proposal",
  "Contract Sent": "negotiation",
  // Pipedrive
  "Lead In": "lead",
  Qualified: "qualified",
  "Contact Made": "discovery",
  "Demo Scheduled": "demo",
  "Proposal Made": "proposal",
  "Negotiations Started": "negotiation",
  // Zoho
  "Identify Decision Makers": "solution_design",
  "Proposal/Quote": "proposal",
  "Closed Lost to Competition": "closed_lost",
  "Closed-Lost to Competition": "closed_lost",
  // crm-sales: two open stages; the second is the one right after a lead
  Engaging: "qualified",
  Won: "closed_won",
  Lost: "closed_lost",
};

const STAGE_OF: ReadonlyMap<string, Stage> = new Map([
  ...Object.entries(ELSEWHERE).map(([word, stage]) => [labelKey(word), stage] as const),
  ...Object.entries(STAGE_WORDS).map(([word, stage]) => [labelKey(word), stage] as const),
]);
const NAMES = [...new Set([...STAGES.map(stageName), ...Object.keys(ELSEWHERE)])];

/** The stage that a system's word stands for; null when nobody knows it. */
export function findStage(word: string): Stage | null {
  return STAGE_OF.get(labelKey(word)) ?? null;
}

/** The same. @throws AppError bad_input that names the nearest stage. */
export function stageOf(word: string): Stage {
  const stage = findStage(word);
  if (stage) return stage;
  const near = nearest(word, NAMES);
  throw new AppError(
    "bad_input",
    `I don't know the stage “${word}”.`,
    near
      ? `Did you mean ${near}?`
      : `I know ${joinWords(STAGES.map(stageName), "and")}, and the default stages of Salesforce, HubSpot, Pipedrive and Zoho.`,
  );
}
