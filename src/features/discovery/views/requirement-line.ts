import { type Block, section } from "../../../slack/blocks.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import { requirementMenu } from "../actions.ts";
import { CATEGORIES, type Category, categoryName } from "../domain/requirement.ts";

type Sorted = {
  id: number;
  category: Category;
  source: "suggested" | "person";
  confidence: number | null;
};

/** "Security", and "Security, 92% sure" while it is only a suggestion. */
export function categoryWords({ category, source, confidence }: Omit<Sorted, "id">): string {
  return source === "suggested" && confidence !== null
    ? `${categoryName(category)}, ${confidence}% sure`
    : categoryName(category);
}

/** A requirement with the menu that puts it under another category, or opens it. */
export function requirementSection(
  dealId: number,
  one: Sorted,
  look: { words: Mrkdwn; mayLog: boolean; at?: "card" | "list"; page?: number | undefined },
): Block {
  if (!look.mayLog) return section(look.words);
  const value = {
    id: dealId,
    r: one.id,
    from: one.category,
    ...(look.at ? { at: look.at } : {}),
    ...(look.page ? { page: look.page } : {}),
  };
  return section(
    look.words,
    requirementMenu.menu(categoryWords(one), [
      ...CATEGORIES.filter((category) => category !== one.category).map((to) => ({
        label: `It is ${categoryName(to).toLowerCase()}`,
        value: { ...value, to },
      })),
      { label: "Edit", value: { ...value, to: "edit" as const } },
      { label: "Remove", value: { ...value, to: "remove" as const } },
    ]),
  );
}
