import { capitalize } from "../../../kernel/text.ts";
import { APPROACHES } from "./approaches.ts";
import type { Challenge } from "./challenge.ts";
import { mitigationFor } from "./mitigations.ts";
import { CATEGORIES, type Category } from "./requirement.ts";
import type { Solution } from "./solution.ts";

/** The category a solution answers; null for one that answers a challenge. */
export function categoryOf({ subject }: Pick<Solution, "subject">): Category | null {
  return CATEGORIES.find((each) => subject === `category:${each}`) ?? null;
}

/** A solution as the customer reads it. */
export type Offered = Pick<Solution, "effort" | "weeks"> & { title: string; text: string };

/**
 * The solutions in words for the customer, the same thing once. Ours speak to them; what a person wrote into a solution stays as it
 * is. Of a challenge only its subject is named, and where the library has nothing for their eyes on it, it is left out: its words and
 * what we mean to do about it ("find a sponsor") are notes of ours.
 */
export function offeredTo(
  solutions: readonly Solution[],
  challenges: readonly Pick<Challenge, "id" | "text">[],
): (Offered & { category: Category | null })[] {
  const found = new Map<string, Offered & { category: Category | null }>();
  for (const solution of solutions) {
    const category = categoryOf(solution);
    const { effort, weeks } = solution;
    const words = category ? forNeeds(solution, category) : forChallenge(solution, challenges);
    if (words) found.set(words.title + words.text, { ...words, effort, weeks, category });
  }
  return [...found.values()];
}

function forNeeds({ proposal, edited }: Solution, category: Category) {
  const text = edited.includes("proposal") ? proposal : spokenTo(proposal);
  return { title: APPROACHES[category].title, text };
}

function forChallenge(
  { subject, proposal, edited }: Solution,
  challenges: readonly Pick<Challenge, "id" | "text">[],
) {
  const about = challenges.find(({ id }) => subject === `challenge:${id}`);
  const known = about ? mitigationFor(about.text, "high") : null;
  const text = edited.includes("proposal") ? proposal : known?.offer;
  return text ? { title: capitalize(known?.kind ?? "open point"), text } : null;
}

/** What else is kept in view, each subject once: only what has words for the customer, whatever is noted about it. */
export function alsoInView(
  challenges: readonly Pick<Challenge, "text" | "severity" | "status">[],
): { topic: string; offer: string }[] {
  const found = new Map<string, string>();
  for (const { text, severity, status } of challenges) {
    const { kind, offer } = mitigationFor(text, severity);
    if (status === "open" && offer && !found.has(kind)) found.set(kind, offer);
  }
  return [...found].map(([kind, offer]) => ({ topic: capitalize(kind), offer }));
}

/** Our own sentences are written about the customer; in a letter to them they say "you". */
function spokenTo(text: string): string {
  return text
    .replace(/\bThe customer's\b/g, "Your")
    .replace(/\bthe customer's\b/g, "your")
    .replace(/\btheir\b/g, "your")
    .replace(/\bthey\b/g, "you");
}
