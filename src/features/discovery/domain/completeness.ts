import type { Day } from "../../../kernel/dates.ts";
import { joinWords, plural } from "../../../kernel/text.ts";
import { type Activity, METHODS, type Method } from "./activity.ts";
import {
  DELIVERABLES,
  type Deliverable,
  type DeliverableKind,
  deliverableName,
} from "./deliverable.ts";

/** What the measure looks at; more than it asks for counts no further. */
export type Found = {
  activities: readonly Pick<Activity, "method" | "heldOn">[];
  requirements: number;
  challenges: number;
  deliverables: readonly Pick<Deliverable, "kind" | "state">[];
};

/** One part of the measure: the points it has, those it can have, and what is missing, in words. */
export type CompletenessPart = {
  part: "methods" | "requirements" | "challenges" | "deliverables";
  points: number;
  of: number;
  missing: readonly string[];
};

/** How complete a deal's discovery is. */
export type Completeness = {
  /** 0 to 100. */
  percent: number;
  parts: CompletenessPart[];
};

const PER_METHOD = 10;
const PER_REQUIREMENT = 10;
/** Fewer than these are hardly what a customer needs. */
const ENOUGH_REQUIREMENTS = 3;
const FOR_CHALLENGES = 10;
const PER_DELIVERABLE = 10;

const METHOD_WORDS: Readonly<Record<Method, string>> = {
  call: "a discovery call",
  assessment: "a technical assessment",
  gathering: "requirements gathering",
};

/**
 * How complete discovery is, in percent: 10 for each of the three methods held by today, 10 for each of the first three
 * requirements, 10 for at least one challenge, 10 for each of the three deliverables.
 */
export function discoveryCompleteness(found: Found, today: Day): Completeness {
  const held = new Set(found.activities.filter((a) => a.heldOn <= today).map((a) => a.method));
  const requirements = Math.min(found.requirements, ENOUGH_REQUIREMENTS);
  // One that was made and could not be shared is not with the customer yet.
  const there = new Set(found.deliverables.filter((d) => d.state !== "made").map((d) => d.kind));
  const parts: CompletenessPart[] = [
    {
      part: "methods",
      points: held.size * PER_METHOD,
      of: METHODS.length * PER_METHOD,
      missing: METHODS.filter((m) => !held.has(m)).map((m) => METHOD_WORDS[m]),
    },
    {
      part: "requirements",
      points: requirements * PER_REQUIREMENT,
      of: ENOUGH_REQUIREMENTS * PER_REQUIREMENT,
      missing:
        requirements < ENOUGH_REQUIREMENTS
          ? [more(ENOUGH_REQUIREMENTS - requirements, requirements > 0)]
          : [],
    },
    {
      part: "challenges",
      points: found.challenges > 0 ? FOR_CHALLENGES : 0,
      of: FOR_CHALLENGES,
      missing: found.challenges > 0 ? [] : ["a challenge"],
    },
    {
      part: "deliverables",
      points: there.size * PER_DELIVERABLE,
      of: DELIVERABLES.length * PER_DELIVERABLE,
      missing: DELIVERABLES.filter((kind) => !there.has(kind)).map(deliverableWords),
    },
  ];
  return { percent: parts.reduce((sum, part) => sum + part.points, 0), parts };
}

/**
 * "a technical assessment, 2 more requirements and the architecture diagram": what is missing, or null when nothing is.
 * @param most how many are named; of the rest it is said how many they are
 */
export function missingWords(
  { parts }: Completeness,
  most = Number.POSITIVE_INFINITY,
): string | null {
  const all = parts.flatMap((part) => part.missing);
  if (all.length === 0) return null;
  // "and 1 more" would be no shorter than the one.
  if (all.length <= most + 1) return joinWords(all, "and");
  return joinWords([...all.slice(0, most), `${all.length - most} more`], "and");
}

function more(n: number, some: boolean): string {
  return some ? plural(n, "more requirement") : plural(n, "requirement");
}

function deliverableWords(kind: DeliverableKind): string {
  return `the ${deliverableName(kind).toLowerCase()}`;
}
