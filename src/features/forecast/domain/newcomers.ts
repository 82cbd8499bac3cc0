import type { Ahead } from "./period.ts";

/** Deals won by one owner that were created on one day and won after as many days; amounts in minor units of one currency. */
export type WonSoon = {
  ownerId: number;
  /** How many days before the last day that was over they were created. */
  back: number;
  /** How many days later they were won. */
  age: number;
  amount: number;
  /** The sum of their squared amounts. */
  squares: number;
  count: number;
};

/** What deals not yet created are expected to bring, one standard deviation of it, and what the reader should know of it. */
export type Growth = { expected: number; spread: number; notes: readonly string[] };

const FAR =
  "what is not yet in the pipeline is a rough guess: this looks further ahead than the history goes back";

/** Nothing is expected. */
export const NO_GROWTH: Growth = { expected: 0, spread: 0, notes: [] };

/** A shorter history says nothing of deals to come. */
const FEWEST_DAYS = 60;
/** Each month counts this much of the next newer one. */
const RECENCY = 0.9;
const DAILY = RECENCY ** (1 / 30.4);
/** Of an age that fewer days of creation have reached, one lucky deal would be taken for the rule. */
const FEWEST_CREATED = 30;
/** By how much of itself a business changes in a month: months drift on their own, so in a year by the root of 12 times as much. */
const DRIFT = 0.08;
/** How far back deals are looked for: what is older counts a fiftieth. */
export const NEWCOMER_DAYS = 1096;

/**
 * The growth term, as actuaries reckon what is not yet reported (the chain ladder; Mack, 1993): for each age, what deals of that age
 * brought for each day on which deals old enough by now were created. A day still to come brings as much of it as fits into the days
 * ahead. So a year can be forecast as soon as deals have run their course, not only after a year of history and another one.
 *
 * Its spread counts the luck of deals to come, that of the deals it was learned from and of one more, that the business changes, and
 * that slower deals than the history can have seen may come too.
 * @param days how long the history is
 */
export function growthOf(won: readonly WonSoon[], days: number, ahead: Ahead): Growth {
  if (days < FEWEST_DAYS) return NO_GROWTH;
  const length = Math.min(days, NEWCOMER_DAYS);
  const least = createdBefore(length - FEWEST_CREATED, length);
  let expected = 0;
  let variance = 0;
  let amounts = 0;
  let count = 0;
  let slow = 0;
  for (const one of won) {
    // On so many of the days ahead a deal may be created that is won after as many days and still in time.
    const room = ahead.upTo - Math.max(ahead.after, one.age);
    if (room <= 0 || one.back >= length) continue;
    const rate = DAILY ** one.back / Math.max(least, createdBefore(one.age, length));
    const times = room * rate;
    expected += one.amount * times;
    if (one.age > length / 2) slow += one.amount * rate;
    variance += one.squares * (times + times ** 2);
    amounts += one.amount;
    count += one.count;
  }
  if (count === 0) return NO_GROWTH;
  const oneMore = ((amounts / count) * (ahead.upTo - ahead.after)) / createdBefore(0, length);
  const drift = expected * DRIFT * Math.sqrt(ahead.upTo / 30.4);
  const unseen = (slow / (length / 2)) * roomBeyond(length, ahead);
  return {
    expected,
    spread: Math.sqrt(variance + oneMore ** 2 + drift ** 2 + unseen ** 2),
    notes: ahead.upTo > length ? [FAR] : [],
  };
}

/** The days ahead on which deals could be created that are older when they are won than the history is long: for all such ages. */
function roomBeyond(length: number, { after, upTo }: Ahead): number {
  const whole = (days: number) => (days * (days + 1)) / 2;
  const least = Math.max(after, length);
  if (least >= upTo) return 0;
  return whole(upTo - least) + (least - length) * (upTo - least);
}

/** The days of the history that are at least `age` days ago, newer ones counting more. */
function createdBefore(age: number, length: number): number {
  return (DAILY ** Math.max(0, age) - DAILY ** length) / (1 - DAILY);
}
