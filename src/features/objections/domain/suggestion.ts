import type { ObjectionType, Severity } from "./objection.ts";

/** What an objection is taken for before anybody has said so. */
export type Suggestion = {
  type: ObjectionType;
  severity: Severity;
  rootCause: string;
  /** How sure the type is, 0 to 1. */
  confidence: number;
  /** The words that speak for it, as they were written. */
  because: readonly string[];
};
