import { OBJECTION_TYPES, type ObjectionType } from "./objection.ts";

/** What people type for a type; the types' own names among them. */
export const TYPE_ALIASES: Readonly<Record<string, ObjectionType>> = {
  ...(Object.fromEntries(OBJECTION_TYPES.map((type) => [type, type])) as Record<
    ObjectionType,
    ObjectionType
  >),
  price: "pricing",
  cost: "pricing",
  budget: "pricing",
  features: "feature",
  missing_feature: "feature",
  product: "feature",
  compliance: "security",
  integrations: "integration",
  competitors: "competitor",
  competition: "competitor",
  time: "timing",
  decision_maker: "authority",
};
