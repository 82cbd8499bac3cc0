/** How sure a seller is that an open deal is won in the period. */
export const CATEGORIES = ["commit", "best_case", "pipeline"] as const;
export type Category = (typeof CATEGORIES)[number];

const NAMES: Readonly<Record<Category, string>> = {
  commit: "Commit",
  best_case: "Best case",
  pipeline: "Pipeline",
};

/** "Best case": the category as people read it. */
export function categoryName(category: Category): string {
  return NAMES[category];
}

/** From this probability on, in percent, a deal that closes in the period is in the category. */
export const CATEGORY_FROM: Readonly<Record<"commit" | "best_case", number>> = {
  commit: 70,
  best_case: 40,
};
