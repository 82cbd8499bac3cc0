/** What kinds of need there are, in the order in which cards and documents show them. */
export const CATEGORIES = [
  "security",
  "compliance",
  "integration",
  "technical",
  "functional",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Who said what something is: the categoriser, or a person, whose word stays. */
export const SOURCES = ["suggested", "person"] as const;
export type Source = (typeof SOURCES)[number];

/** Something the customer needs, as it is kept on a deal. */
export type Requirement = {
  id: number;
  text: string;
  category: Category;
  source: Source;
  /** In percent; null when a person chose. */
  confidence: number | null;
  authorName: string | null;
  at: Date;
};

const NAMES: Readonly<Record<Category, string>> = {
  security: "Security",
  compliance: "Compliance",
  integration: "Integration",
  technical: "Technical",
  functional: "Functional",
};

/** The category as people read it. */
export function categoryName(category: Category): string {
  return NAMES[category];
}
