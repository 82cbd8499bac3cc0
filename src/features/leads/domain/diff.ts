import type { Lead } from "./lead.ts";

/** What says nothing to who reads the audit log. */
const UNTOLD: ReadonlySet<string> = new Set(["id", "version", "updatedAt", "createdAt"]);
/** The audit log outlives a person's right to be forgotten: it says that these changed, not to what. */
const PERSONAL: ReadonlySet<string> = new Set(["contactName", "contactEmail", "contactTitle"]);

/** The fields that differ, as the audit log keeps them. */
export function changesBetween(
  before: Lead,
  after: Lead,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const keys = (Object.keys(after) as (keyof Lead)[]).filter(
    (key) => !UNTOLD.has(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return { before: pick(before, keys), after: pick(after, keys) };
}

/** What is known of a new lead, as the audit log keeps it. */
export function knownOf(lead: Lead): Record<string, unknown> {
  const keys = (Object.keys(lead) as (keyof Lead)[]).filter(
    (key) => !UNTOLD.has(key) && lead[key] !== null,
  );
  return pick(lead, keys);
}

/** Whether anything people write differs. */
export function isSame(before: Lead, after: Lead): boolean {
  return Object.keys(changesBetween(before, after).after).length === 0;
}

function pick(lead: Lead, keys: readonly (keyof Lead)[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.map((key) => [key, PERSONAL.has(key) ? lead[key] !== null : lead[key]]),
  );
}
