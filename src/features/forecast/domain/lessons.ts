import { type Day, daysBetween } from "../../../kernel/dates.ts";
import { DEAL_FEATURES, featuresOf, type StandingDeal } from "./deal-features.ts";
import type { DealRow } from "./model/features.ts";
import { type TimeRequest, timeRequest } from "./model/time-model.ts";
import type { TrainRequest } from "./model/train.ts";
import { trainRequest } from "./model/train.ts";

/** Open deals as they stood when a past day was over. */
export type PastBook = { day: Day; deals: readonly StandingDeal[] };

/** What became of deals as it is known on some day: absent while they are open. */
export type Outcomes = ReadonlyMap<number, { won: boolean; closedOn: Day }>;

/** What two trainings need, and how much past it is. */
export type Lessons = { win: TrainRequest; time: TimeRequest; from: Day; deals: number };

/** With fewer closed deals there is nothing to learn. */
export const FEWEST_CLOSED = 30;
const SEED = 1;
/** The time model asks each deal up to seven times, once for each period it was open in: a part of the deals is enough. */
const MOST_TIME_ROWS = 4_000;
const EPOCH = "1970-01-01" as Day;

/**
 * The lessons of past books: each open deal of each book, with what became of it as far as that is known when `through` is over. A
 * deal that is open still teaches when deals close, and nothing of winning. Null with under 30 closed deals.
 */
export function lessonsOf(
  books: readonly PastBook[],
  outcomes: Outcomes,
  through: Day,
): Lessons | null {
  const rows: { row: DealRow; dealId: number; stage: string; asOf: Day; closed: Closed | null }[] =
    [];
  for (const { day, deals } of books) {
    if (day >= through) continue;
    for (const deal of deals) {
      const outcome = outcomes.get(deal.dealId);
      // Closed before that day and open on it: it was reopened since, and what came of that is not known yet.
      const closed = outcome && outcome.closedOn > day ? outcome : null;
      rows.push({
        row: featuresOf(deal, day),
        dealId: deal.dealId,
        stage: deal.stage,
        asOf: day,
        closed,
      });
    }
  }
  const decided = rows.flatMap((one) => (one.closed ? [{ ...one, closed: one.closed }] : []));
  const deals = new Set(decided.map(({ dealId }) => dealId)).size;
  const [first] = books;
  if (!first || deals < FEWEST_CLOSED) return null;
  const win = trainRequest(
    decided.map(({ row }) => row),
    decided.map(({ closed }) => closed.won),
    {
      schema: DEAL_FEATURES,
      groups: decided.map(({ dealId }) => dealId),
      times: {
        asOf: decided.map(({ asOf }) => number(asOf)),
        known: decided.map(({ closed }) => number(closed.closedOn)),
      },
      stages: decided.map(({ stage }) => stage),
      seed: SEED,
    },
  );
  const every = Math.ceil(rows.length / MOST_TIME_ROWS);
  const timed = rows.filter(({ dealId }) => scattered(dealId) % every === 0);
  const time = timeRequest(
    timed.map(({ row }) => row),
    timed.map(({ asOf, closed }) =>
      closed
        ? { days: Math.max(1, daysBetween(asOf, closed.closedOn)), closed: true }
        : { days: daysBetween(asOf, through), closed: false },
    ),
    {
      schema: DEAL_FEATURES,
      groups: timed.map(({ dealId }) => dealId),
      asOf: timed.map(({ asOf }) => number(asOf)),
      seed: SEED,
    },
  );
  return { win, time, from: first.day, deals };
}

type Closed = { won: boolean; closedOn: Day };

function number(day: Day): number {
  return daysBetween(EPOCH, day);
}

/** Numbers in another order: the deals may be every third one already (multiplicative hashing, Knuth). */
function scattered(dealId: number): number {
  return Math.imul(dealId, 2_654_435_761) >>> 8;
}
