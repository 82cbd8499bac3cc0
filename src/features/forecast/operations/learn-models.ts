import { sql } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { inWorkspace, readWorkspace } from "../../../db/workspace.ts";
import { addMonths, type Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Sight } from "../../pipeline/index.ts";
import { FEWEST_CLOSED, lessonsOf, type PastBook } from "../domain/lessons.ts";
import type { DealModels } from "../domain/ml-estimate.ts";
import { beginningOf } from "../queries/pipeline.ts";
import { listOutcomes, listStandingDeals } from "../queries/standing-deals.ts";
import { forecastModels } from "../schema/models.ts";
import { trainInWorker, trainTimeInWorker } from "../train/train-in-worker.ts";

/** Most deals of all past days together that one training takes; beyond it, every second, third … deal is taken. */
const MOST_ROWS = 15_000;
const MOST_BOOKS = 36;

/** Everyone's deals: what jobs look at. */
export function wholeWorkspace(workspaceId: string): Sight {
  return { workspaceId, owners: null, engineerId: null, visible: undefined };
}

/**
 * The open deals as they stood on the same day of each past month. Where there are too many, the same part of the deals is taken on
 * every day, chosen by their numbers.
 */
export async function readPastBooks(
  db: Db,
  workspaceId: string,
  through: Day,
): Promise<PastBook[]> {
  const { first } = await readWorkspace(db, workspaceId, (tx) =>
    beginningOf(tx, workspaceId, through),
  );
  const days: Day[] = [];
  for (let months = 1; first && months <= MOST_BOOKS; months++) {
    const day = addMonths(through, -months);
    if (day < first) break;
    days.unshift(day);
  }
  const every = await thinning(db, workspaceId, days);
  const books: PastBook[] = [];
  // One after the other, each in a short transaction: nobody waits for this.
  for (const day of days)
    books.push({
      day,
      deals: await readWorkspace(db, workspaceId, (tx) =>
        listStandingDeals(
          tx,
          wholeWorkspace(workspaceId),
          { at: day, through: day },
          every === 1 ? sql`true` : sql`b.deal_id % ${every}::int = 0`,
        ),
      ),
    });
  return books;
}

async function thinning(db: Db, workspaceId: string, days: readonly Day[]): Promise<number> {
  const middle = days[Math.floor(days.length / 2)];
  if (!middle) return 1;
  const rows = await readWorkspace(db, workspaceId, (tx) =>
    tx.execute<{ open: number }>(sql`
      select count(*)::int as open from deal_snapshots where workspace_id = ${workspaceId} and status = 'open'
        and valid_from <= ${middle}::date and coalesce(valid_to, 'infinity'::date) > ${middle}::date`),
  );
  const all = (rows[0]?.open ?? 0) * days.length;
  return Math.max(1, Math.ceil(all / MOST_ROWS));
}

/** Models learned from past books as far as they were known when a day was over; null when that is too little. */
export async function learnAsOf(
  db: Db,
  workspaceId: string,
  books: readonly PastBook[],
  through: Day,
  signal?: AbortSignal,
): Promise<(DealModels & { from: Day; deals: number }) | null> {
  const outcomes = await readWorkspace(db, workspaceId, (tx) =>
    listOutcomes(tx, workspaceId, through),
  );
  const lessons = lessonsOf(
    books.filter(({ day }) => day < through),
    outcomes,
    through,
  );
  if (!lessons) return null;
  // One after the other: together they would need twice the memory.
  const win = await trainInWorker(lessons.win, { signal });
  const time = await trainTimeInWorker(lessons.time, { signal });
  return { win, time, from: lessons.from, deals: lessons.deals };
}

/**
 * Learns from all the past there is and stores the models; the ones before them go.
 * @throws AppError rule_broken when there are too few closed deals to learn from
 */
export async function trainModels(
  db: Db,
  workspaceId: string,
  now: Date,
  through: Day,
  signal?: AbortSignal,
): Promise<{ deals: number }> {
  const books = await readPastBooks(db, workspaceId, through);
  const models = await learnAsOf(db, workspaceId, books, through, signal);
  if (!models)
    throw new AppError(
      "rule_broken",
      `There are fewer than ${FEWEST_CLOSED} closed deals to learn from.`,
      "The other methods need less.",
    );
  const { win, time, from, deals } = models;
  await inWorkspace(db, workspaceId, async (tx) => {
    const [made] = await tx
      .insert(forecastModels)
      .values({
        workspaceId,
        trainedAt: now,
        fromDay: from,
        throughDay: through,
        deals,
        win,
        time,
      })
      .returning({ id: forecastModels.id });
    await tx.execute(sql`
      delete from forecast_models where workspace_id = ${workspaceId} and id < ${made?.id ?? 0}`);
  });
  return { deals };
}
