import { plural } from "../../../kernel/text.ts";
import type { Calendar, Interval } from "./calendar.ts";
import { isSameSkill } from "./skills.ts";
import { isFreeAt, type Proposals, proposeSlots } from "./slots.ts";
import { type ReaderClock, whenText } from "./when.ts";

/** A sales engineer who could give a demo. */
export type Candidate = {
  id: number;
  name: string;
  calendar: Calendar;
  skills: readonly string[];
  /** Demos and proofs of concept a week; null for no limit. */
  capacity: number | null;
  /** They work on this deal already. */
  isOnDeal: boolean;
  /** Demos in their calendar in the week that counts: the one wished for, else this one. */
  demosThatWeek: number;
  /** Demos that are theirs and not given yet, that week's among them. */
  openDemos: number;
  /** Those of them that have no time yet: they may fall into that week. */
  unplannedDemos: number;
  /** Proofs of concept that run in that week. They take time, not hours of the calendar. */
  runningPocs: number;
  busy: readonly Interval[];
};

/** What the demo asks for. */
export type Wanted = {
  now: Date;
  minutes: number;
  preparationMinutes: number;
  skills: readonly string[];
  requester: Calendar;
  preferredAt: Date | null;
};

/** A candidate with what speaks for and against them. */
export type Ranked = {
  candidate: Candidate;
  /** The wanted skills they have. */
  knows: string[];
  proposals: Proposals;
  /** They have as much that week as they take on. */
  isFull: boolean;
  /** At the wished time; null without a wish. */
  isFreeAsWished: boolean | null;
};

/**
 * The candidates, the best first. Somebody free in the next four weeks before one who isn't, below their weekly capacity before above, then the one who knows
 * more of what is wanted, who is free at the wished time, who works on the deal already, who has less on their hands, who is free first. What is still even is
 * decided by who was there first, so that the same question has the same answer.
 */
export function rankCandidates(candidates: readonly Candidate[], wanted: Wanted): Ranked[] {
  return candidates
    .map((candidate) => rate(candidate, wanted))
    .toSorted((a, b) => {
      const [left, right] = [order(a), order(b)];
      const at = left.findIndex((value, i) => value !== right[i]);
      return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
    });
}

function rate(candidate: Candidate, wanted: Wanted): Ranked {
  const { minutes, preparationMinutes, preferredAt, now } = wanted;
  const { busy, capacity } = candidate;
  const wish = preferredAt && preferredAt > now ? preferredAt : null;
  return {
    candidate,
    knows: wanted.skills.filter((skill) => candidate.skills.some((one) => isSameSkill(one, skill))),
    proposals: proposeSlots({ ...wanted, se: candidate.calendar, busy }),
    isFull: capacity !== null && loadThatWeek(candidate) >= capacity,
    isFreeAsWished: wish && isFreeAt(wish, { minutes, preparationMinutes, busy }),
  };
}

function loadThatWeek({ demosThatWeek, unplannedDemos, runningPocs }: Candidate): number {
  return demosThatWeek + unplannedDemos + runningPocs;
}

function order({ candidate, knows, proposals, isFull, isFreeAsWished }: Ranked): number[] {
  const [first] = proposals.slots;
  return [
    first ? 0 : 1,
    isFull ? 1 : 0,
    -knows.length,
    isFreeAsWished === false ? 1 : 0,
    candidate.isOnDeal ? 0 : 1,
    candidate.openDemos + candidate.runningPocs,
    first?.startsAt.getTime() ?? 0,
    candidate.id,
  ];
}

/** "knows okta, 2 demos this week, free Thu 26 Nov 15:00": why this one, by the reader's clock. */
export function whyText(ranked: Ranked, clock: ReaderClock & { preferredAt: Date | null }): string {
  const { candidate, knows, proposals, isFull, isFreeAsWished } = ranked;
  const { preferredAt } = clock;
  const [first] = proposals.slots.toSorted(
    (a, b) => farFrom(preferredAt, a.startsAt) - farFrom(preferredAt, b.startsAt),
  );
  const hasWish = preferredAt !== null && isFreeAsWished !== null;
  const others = candidate.openDemos - candidate.demosThatWeek;
  const { capacity } = candidate;
  return [
    knows.length > 0 ? `knows ${knows.join(", ")}` : null,
    candidate.isOnDeal ? "on this deal" : null,
    `${candidate.demosThatWeek === 0 ? "no demos" : plural(candidate.demosThatWeek, "demo")} ${hasWish ? "that" : "this"} week${others > 0 ? ` and ${others} more open` : ""}`,
    candidate.runningPocs > 0 ? `${plural(candidate.runningPocs, "PoC")} running` : null,
    isFull && capacity !== null ? `at their limit of ${capacity} a week` : null,
    isFreeAsWished === false && preferredAt ? `busy ${whenText(preferredAt, clock)}` : null,
    first ? `free ${whenText(first.startsAt, clock)}` : "not free in the next four weeks",
  ]
    .filter((part) => part !== null)
    .join(", ");
}

function farFrom(wish: Date | null, startsAt: Date): number {
  return wish ? Math.abs(startsAt.getTime() - wish.getTime()) : startsAt.getTime();
}
