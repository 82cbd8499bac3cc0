import type { ObjectionType, Severity } from "./objection.ts";

/** What the form took the letters typed so far for. */
export type Reading = { type: ObjectionType; severity: Severity };

/** The fields the form fills in by itself. */
export const FILLED = ["type", "severity"] as const;
export type Filled = (typeof FILLED)[number];

/** What the form remembers from letter to letter: what it filled in last, and which fields a person chose. */
export type FormMemory = { last: Reading | null; own: readonly Filled[] };

/**
 * Which fields to fill in anew after a letter. A field that holds something else than was filled in last was chosen by the
 * person: from then on it is theirs, also when it happens to be what would be suggested.
 * @param holds what stands in the fields now
 */
export function adviseFields(
  memory: FormMemory,
  holds: { [K in Filled]?: string | undefined },
  reading: Reading,
): { fill: { [K in Filled]?: string }; memory: FormMemory } {
  const own = FILLED.filter(
    (field) =>
      memory.own.includes(field) ||
      (holds[field] !== undefined && holds[field] !== memory.last?.[field]),
  );
  const fill: { [K in Filled]?: string } = {};
  for (const field of FILLED)
    if (!own.includes(field) && holds[field] !== reading[field]) fill[field] = reading[field];
  return { fill, memory: { last: reading, own } };
}
