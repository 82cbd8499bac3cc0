import type { Play } from "../play.ts";
import { authorityPlays } from "./authority.ts";
import { competitorPlays } from "./competitor.ts";
import { featurePlays } from "./feature.ts";
import { integrationPlays } from "./integration.ts";
import { otherPlays } from "./other.ts";
import { pricingPlays } from "./pricing.ts";
import { securityPlays } from "./security.ts";
import { timingPlays } from "./timing.ts";

/**
 * The library every team starts with: what a workspace changes stands in its own rows beside these. An id is kept for good,
 * since the records of what worked hang on it.
 */
export const SHIPPED_PLAYS: readonly Play[] = [
  ...pricingPlays,
  ...featurePlays,
  ...securityPlays,
  ...integrationPlays,
  ...competitorPlays,
  ...timingPlays,
  ...authorityPlays,
  ...otherPlays,
].map((play) => ({ ...play, active: true }));
