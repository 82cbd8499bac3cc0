import type { Deal } from "./deal.ts";

/** Fields that every change moves; they say nothing of what was changed. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["version", "updatedAt", "lastActivityAt"]);

export type Changes = { before: Record<string, unknown>; after: Record<string, unknown> };

/** The fields that differ between two states of a deal, for the audit log. */
export function changesBetween(before: Deal, after: Deal): Changes {
  const keys = (Object.keys(after) as (keyof Deal)[]).filter(
    (key) => !BOOKKEEPING.has(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (deal: Deal) => Object.fromEntries(keys.map((key) => [key, deal[key]]));
  return { before: pick(before), after: pick(after) };
}

/** Whether nothing a person would notice differs. */
export function isSame(before: Deal, after: Deal): boolean {
  return Object.keys(changesBetween(before, after).after).length === 0;
}
