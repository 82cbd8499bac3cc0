import { cut, plural } from "../../../kernel/text.ts";
import { APPROACHES } from "./approaches.ts";
import type { Challenge } from "./challenge.ts";
import type { Effort } from "./effort.ts";
import { mitigationFor } from "./mitigations.ts";
import { CATEGORIES, type Category, type Requirement } from "./requirement.ts";

/** What a person may write over in a solution. */
export const EDITABLE = ["proposal", "effort", "weeks"] as const;
export type EditableField = (typeof EDITABLE)[number];

/** What is proposed for one kind of requirement or one grave challenge. */
export type Proposal = {
  /** What it answers: `category:security` or `challenge:12`. */
  subject: string;
  title: string;
  proposal: string;
  effort: Effort;
  /** How long it takes; 2 to 4 are typical. */
  weeks: number;
};

/** A proposal as it is kept, with the fields that a person wrote. */
export type Solution = Proposal & { edited: readonly EditableField[] };

/** What solutions are derived from. */
export type Needs = {
  requirements: readonly Pick<Requirement, "text" | "category">[];
  challenges: readonly Pick<Challenge, "id" | "text" | "severity" | "status" | "mitigation">[];
};

/** Effort points up to which a size reaches, and its weeks. A point is about a day of a sales engineer's and the customer's people. */
const SIZES: readonly { effort: Effort; upTo: number; weeks: number }[] = [
  { effort: "S", upTo: 3, weeks: 2 },
  { effort: "M", upTo: 8, weeks: 3 },
  { effort: "L", upTo: 16, weeks: 4 },
  { effort: "XL", upTo: Number.POSITIVE_INFINITY, weeks: 6 },
];
const SHORT = 60;

/**
 * What is recommended: one solution for each kind of requirement that is there, sized by how many there are and what they ask
 * for, then one for each open challenge of high severity. The order of the requirements doesn't matter.
 */
export function recommend({ requirements, challenges }: Needs): Proposal[] {
  const byCategory = CATEGORIES.flatMap((category) => {
    const texts = requirements.filter((one) => one.category === category).map((one) => one.text);
    return texts.length > 0 ? [forCategory(category, texts)] : [];
  });
  const grave = challenges
    .filter((one) => one.severity === "high" && one.status === "open")
    .toSorted((a, b) => a.id - b.id);
  return [...byCategory, ...grave.map(forChallenge)];
}

/** What proposing anew does to what is kept. */
export type Merged = {
  keep: Solution[];
  /** Subjects nothing calls for any more, and nobody has edited. */
  drop: string[];
};

/**
 * The new proposals with everything a person wrote kept. A solution somebody edited stays even when nothing calls for it
 * any more: only people remove their own words.
 */
export function mergeProposals(kept: readonly Solution[], proposals: readonly Proposal[]): Merged {
  const before = new Map(kept.map((one) => [one.subject, one]));
  const called = new Set(proposals.map((one) => one.subject));
  const left = kept.filter((one) => !called.has(one.subject));
  return {
    keep: [
      ...proposals.map((fresh) => withEdits(fresh, before.get(fresh.subject))),
      ...left.filter((one) => one.edited.length > 0),
    ],
    drop: left.filter((one) => one.edited.length === 0).map((one) => one.subject),
  };
}

/** The solution after a person's edit; a field counts as theirs once it differs from what stood there. */
export function editSolution(solution: Solution, edit: Pick<Proposal, EditableField>): Solution {
  const changed = EDITABLE.filter((field) => edit[field] !== solution[field]);
  const edited = EDITABLE.filter(
    (field) => solution.edited.includes(field) || changed.includes(field),
  );
  return { ...solution, ...edit, edited };
}

/** The weeks until everything is there: solutions run side by side, so the longest decides. */
export function longestWeeks(solutions: readonly Pick<Proposal, "weeks">[]): number {
  return Math.max(0, ...solutions.map((one) => one.weeks));
}

function withEdits(fresh: Proposal, before: Solution | undefined): Solution {
  const edited = before?.edited ?? [];
  const mine = Object.fromEntries(edited.map((field) => [field, before?.[field]]));
  return { ...fresh, ...mine, edited };
}

function forCategory(category: Category, texts: readonly string[]): Proposal {
  const { title, base, points, topics } = APPROACHES[category];
  const plain = texts.map((text) => text.normalize("NFKC").toLowerCase());
  const called = topics.filter((topic) => plain.some((text) => topic.words.test(text)));
  const sum = texts.length * points + called.reduce((all, topic) => all + topic.points, 0);
  return {
    subject: `category:${category}`,
    title: `${title} (${plural(texts.length, "requirement")})`,
    proposal: [base, ...called.map((topic) => topic.sentence)].join(" "),
    ...sizeOf(sum),
  };
}

function forChallenge(challenge: Needs["challenges"][number]): Proposal {
  const { effort, weeks } = mitigationFor(challenge.text, "high");
  return {
    subject: `challenge:${challenge.id}`,
    title: `Against “${cut(challenge.text, SHORT)}”`,
    proposal: challenge.mitigation,
    effort,
    weeks,
  };
}

function sizeOf(points: number): Pick<Proposal, "effort" | "weeks"> {
  const size = SIZES.find((one) => points <= one.upTo);
  if (!size) throw new RangeError(`no size for ${points} points`);
  return { effort: size.effort, weeks: size.weeks };
}
