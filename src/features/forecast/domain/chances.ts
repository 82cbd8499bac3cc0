import type { Due } from "./period.ts";

/**
 * Deals that stood alike on the same past day: in one stage, due alike. `won` were won within the days that were ahead then;
 * `closed` and `wonEver` tell what is known of them today. Amounts in minor units of one currency.
 */
export type PastGroup = {
  /** Which of the past days, the newest first. */
  origin: number;
  stage: string;
  due: Due;
  count: number;
  won: number;
  closed: number;
  wonEver: number;
  /** What those with an amount in that currency were said to be worth, and what the won among them brought. */
  amount: number;
  wonAmount: number;
};

/** A chance learned from the past, and how many deals it rests on. */
export type Chance = { chance: number; won: number; cases: number };

/** What was learned of deals that stood as today's stand. */
export type Chances = {
  /** The chance that a deal in that stage, due so, is won within the days ahead. */
  of(stage: string, due: Due): Chance;
  /** The chance that a deal in that stage is ever won. */
  ever(stage: string): Chance;
  /**
   * Of such deals that are won in the end, the share that was won within the days ahead, and how many wins it rests on; null without
   * any. Lost deals say nothing here: many are lost sooner than a deal can be won.
   */
  timely(stage: string, due: Due): { share: number; wins: number } | null;
  /** What deals brought for each unit their chances had promised: under 1 where large ones are won less often. */
  sizeFactor: number;
};

/** Each past day counts this much of the next newer one. */
const RECENCY = 0.9;
/** How many deals the default counts for. */
const PRIOR_CASES = 10;
/** How much of a stage's chance of ever winning falls into the days ahead, as long as the past does not tell. */
const USUALLY: Readonly<Record<Due, number>> = { in_time: 1, early: 0.5, later: 0.1, none: 0.25 };
const SIZE_BOUNDS = [0.6, 1.6] as const;
/** Pulls the size factor to 1 as if this many average past days had gone as promised. */
const PRIOR_DAYS = 2;

/**
 * Learns chances from past days: of the deals that stood in a stage and were due so, how many were won in as many days as are ahead
 * now. Few cases lean on the stage's chance of ever winning, and that on its default probability (the mean of a Beta distribution
 * that has seen 10 such deals before).
 * @param usualPercent a stage's default probability
 */
export function learnChances(
  past: readonly PastGroup[],
  usualPercent: (stage: string) => number,
): Chances {
  const everOf = new Map<string, Counted>();
  const cells = new Map<string, Counted>();
  const endings = new Map<string, { won: number; open: number }>();
  for (const group of past) {
    const weight = RECENCY ** group.origin;
    add(everOf, group.stage, weight, group.closed, group.wonEver);
    const cell = `${group.stage} ${group.due}`;
    add(cells, cell, weight, group.count, group.won);
    const { won, open } = endings.get(cell) ?? { won: 0, open: 0 };
    endings.set(cell, {
      won: won + weight * group.wonEver,
      open: open + weight * (group.count - group.closed),
    });
  }
  const ever = (stage: string): Chance => leaning(everOf.get(stage), usualPercent(stage) / 100);
  const of = (stage: string, due: Due): Chance =>
    leaning(cells.get(`${stage} ${due}`), ever(stage).chance * USUALLY[due]);
  const timely = (stage: string, due: Due) => {
    const inTime = cells.get(`${stage} ${due}`)?.weightedWon ?? 0;
    const { won, open } = endings.get(`${stage} ${due}`) ?? { won: 0, open: 0 };
    // What is open still may be won yet, and not in time: left out, the quick ones would seem to be all.
    const wins = won + open * ever(stage).chance;
    return wins > 0 ? { share: Math.min(1, inTime / wins), wins } : null;
  };
  return { of, ever, timely, sizeFactor: sizeFactorOf(past, of) };
}

type Counted = { weighted: number; weightedWon: number; cases: number; won: number };

function add<K>(into: Map<K, Counted>, key: K, weight: number, cases: number, won: number): void {
  const sum = into.get(key) ?? { weighted: 0, weightedWon: 0, cases: 0, won: 0 };
  sum.weighted += weight * cases;
  sum.weightedWon += weight * won;
  sum.cases += cases;
  sum.won += won;
  into.set(key, sum);
}

function leaning(counted: Counted | undefined, usual: number): Chance {
  const { weighted, weightedWon, cases, won } = counted ?? {
    weighted: 0,
    weightedWon: 0,
    cases: 0,
    won: 0,
  };
  return { chance: (weightedWon + PRIOR_CASES * usual) / (weighted + PRIOR_CASES), won, cases };
}

function sizeFactorOf(past: readonly PastGroup[], of: Chances["of"]): number {
  let promised = 0;
  let brought = 0;
  let days = 0;
  for (const origin of new Set(past.map((group) => group.origin))) days += RECENCY ** origin;
  for (const { origin, stage, due, amount, wonAmount } of past) {
    const weight = RECENCY ** origin;
    promised += weight * amount * of(stage, due).chance;
    brought += weight * wonAmount;
  }
  if (promised <= 0 || days <= 0) return 1;
  const average = (PRIOR_DAYS * promised) / days;
  const [least, most] = SIZE_BOUNDS;
  return Math.min(most, Math.max(least, (brought + average) / (promised + average)));
}
