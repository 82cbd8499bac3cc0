import type { Source } from "./requirement.ts";

/** How much a challenge endangers the deal, worst first. */
export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whether a challenge still stands in the way. */
export const CHALLENGE_STATUSES = ["open", "mitigated"] as const;
export type ChallengeStatus = (typeof CHALLENGE_STATUSES)[number];

/** Something that stands in the way of the deal or of the project after it. */
export type Challenge = {
  id: number;
  text: string;
  severity: Severity;
  source: Source;
  /** In percent; null when a person chose. */
  confidence: number | null;
  /** What is done about it. */
  mitigation: string;
  /** Whether the words of the mitigation are a person's, or from the library. */
  mitigationSource: Source;
  status: ChallengeStatus;
  authorName: string | null;
  at: Date;
};

const NAMES: Readonly<Record<Severity, string>> = { high: "High", medium: "Medium", low: "Low" };

/** The severity as people read it. */
export function severityName(severity: Severity): string {
  return NAMES[severity];
}
