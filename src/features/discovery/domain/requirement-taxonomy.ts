import type { Taxonomy } from "../../../categorise/taxonomy.ts";
import type { Category } from "./requirement.ts";
import { COMPLIANCE } from "./words/compliance.ts";
import { FUNCTIONAL } from "./words/functional.ts";
import { INTEGRATION } from "./words/integration.ts";
import { SECURITY } from "./words/security.ts";
import { TECHNICAL } from "./words/technical.ts";

/**
 * What a requirement asks for; functional when nothing in the text says otherwise. Functional: what the product does for its
 * users. Technical: how well and on what it does it (speed, availability, load, platform, ease of use, looks, maintenance).
 * Integration: other systems. Security: who may see and do what, and how data is kept. Compliance: laws, standards, audits.
 */
export const requirementTaxonomy: Taxonomy<Category> = {
  name: "requirement",
  fallback: "functional",
  labels: {
    security: SECURITY,
    integration: INTEGRATION,
    compliance: COMPLIANCE,
    technical: TECHNICAL,
    functional: FUNCTIONAL,
  },
};
