import { plural } from "../../../kernel/text.ts";
import type { Play } from "./play.ts";

/** How a play did so far. An objection is settled when it is resolved or not resolved; a deal is closed when won or lost. */
export type PlayRecord = {
  /** Objections it was used on. */
  used: number;
  /** Of these, settled ones, and those that were resolved. */
  settled: number;
  resolved: number;
  /** Deals of the settled ones, and those of them where one was resolved. */
  deals: number;
  dealsWorked: number;
  /** Closed deals in which it was used, and the won ones. */
  closed: number;
  won: number;
};

/** The record of a play nobody has used. */
export const NO_RECORD: PlayRecord = {
  used: 0,
  settled: 0,
  resolved: 0,
  deals: 0,
  dealsWorked: 0,
  closed: 0,
  won: 0,
};

/** Fewer cases than this say nothing. */
export const ENOUGH = 5;

/** The share in whole percent, or null when there are too few cases to say. */
export function rate(part: number, of: number): number | null {
  return of < ENOUGH ? null : Math.round((100 * part) / of);
}

/** "78%", or "not enough data". */
export function rateWords(part: number, of: number): string {
  const percent = rate(part, of);
  return percent === null ? "not enough data" : `${percent}%`;
}

/** "worked in 7 of 9 deals", or that there is too little to say so. */
export function recordWords(record: PlayRecord): string {
  if (record.deals >= ENOUGH) return `worked in ${record.dealsWorked} of ${record.deals} deals`;
  if (record.used === 0) return "not used yet, not enough data";
  return `used ${plural(record.used, "time")}, not enough data`;
}

/**
 * The resolution rate as it is ranked by: Laplace's rule of succession, (resolved + 1) / (settled + 2). A play nobody tried
 * counts as even, so one that failed once is behind it, and one that worked once before it.
 */
export function smoothedRate(record: Pick<PlayRecord, "resolved" | "settled">): number {
  return (record.resolved + 1) / (record.settled + 2);
}

/**
 * Plays in the order they are offered: those not tried on this objection first, then by smoothed resolution rate, then by more
 * cases, then as the library has them. Retired ones are left out.
 */
export function rankPlays(
  plays: readonly Play[],
  records: ReadonlyMap<string, PlayRecord>,
  tried: ReadonlySet<string> = new Set(),
): Play[] {
  const recordOf = (play: Play) => records.get(play.id) ?? NO_RECORD;
  return plays
    .filter((play) => play.active)
    .map((play, place) => ({ play, place, record: recordOf(play) }))
    .sort(
      (a, b) =>
        Number(tried.has(a.play.id)) - Number(tried.has(b.play.id)) ||
        smoothedRate(b.record) - smoothedRate(a.record) ||
        b.record.settled - a.record.settled ||
        a.place - b.place,
    )
    .map(({ play }) => play);
}

/** The play offered after the current one, starting over behind the last; null when there is no other. */
export function nextPlay(ranked: readonly Play[], currentId: string): Play | null {
  const at = ranked.findIndex((play) => play.id === currentId);
  const next = ranked[(at + 1) % ranked.length];
  return next && next.id !== currentId ? next : null;
}
