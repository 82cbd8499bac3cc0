import { severityWords } from "../../../categorise/severity.ts";
import type { Taxonomy } from "../../../categorise/taxonomy.ts";
import type { ObjectionType, Severity } from "./objection.ts";
import { AUTHORITY } from "./words/authority.ts";
import { COMPETITOR } from "./words/competitor.ts";
import { FEATURE } from "./words/feature.ts";
import { INTEGRATION } from "./words/integration.ts";
import { OTHER } from "./words/other.ts";
import { PRICING } from "./words/pricing.ts";
import { SECURITY } from "./words/security.ts";
import { HIGH, LOW, MEDIUM } from "./words/severity.ts";
import { TIMING } from "./words/timing.ts";

/** What an objection is about; other when nothing in the text says. */
export const objectionTaxonomy: Taxonomy<ObjectionType> = {
  name: "objection_type",
  fallback: "other",
  labels: {
    pricing: PRICING,
    feature: FEATURE,
    security: SECURITY,
    integration: INTEGRATION,
    competitor: COMPETITOR,
    timing: TIMING,
    authority: AUTHORITY,
    other: OTHER,
  },
};

/**
 * How much an objection stands in the way: high when the deal ends unless it is solved, medium when it needs an answer
 * before they decide, low when it was said in passing. Medium when nothing in the text says.
 */
export const objectionSeverityTaxonomy: Taxonomy<Severity> = {
  name: "objection_severity",
  fallback: "medium",
  lean: 0.3,
  labels: {
    high: severityWords("high", HIGH),
    medium: severityWords("medium", MEDIUM),
    low: severityWords("low", LOW),
  },
};
