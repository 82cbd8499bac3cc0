import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { inWorkspace, readWorkspace } from "../../../db/workspace.ts";
import { addDays, type Day } from "../../../kernel/dates.ts";
import { timeline, utcDay } from "./timeline.ts";

/** Deals written by one statement. */
const BATCH = 10_000;
/** From so many deals on, whole tables are read rather than looked up in. */
const MANY = 500;

/** What a run wrote: the last day that is closed now, deals looked at, rows added. */
export type SnapshotRun = { throughDay: Day; deals: number; rows: number };

/**
 * Writes what every deal was at the end of each day up to yesterday (UTC), for all days that are missing at once. A deal of which
 * nothing changed writes nothing, and so does a second run for the same day. Deals without a past get theirs, from the stage
 * history and the audit log; those whose past an import told better get that part anew. No other row is ever changed.
 */
export async function takeSnapshots(tx: Tx, workspaceId: string, now: Date): Promise<SnapshotRun> {
  const throughDay = addDays(utcDay(now), -1);
  // Compiling these statements takes longer than it saves; and a plan that is to fit lists of any length goes, from the sixth
  // batch on, through a whole table for each deal.
  await tx.execute(sql`set local jit = off`);
  await tx.execute(sql`set local plan_cache_mode = force_custom_plan`);
  const progress = await lockProgress(tx, workspaceId, now);
  const from = progress.throughDay ? addDays(progress.throughDay, 1) : null;
  const seen = await countEntries(tx, workspaceId, null);
  const imported = await findImported(tx, workspaceId, await settled(tx, workspaceId, progress));
  await forgetRebuilt(tx, workspaceId, imported);
  const ids = await findChanged(tx, workspaceId, from, imported);
  // Right after an import the planner takes the tables for empty, and would go through them once for each deal.
  if (ids.length > MANY) await tx.execute(sql`set local enable_nestloop = off`);
  let rows = 0;
  // One after the other: together they would sort more than the server gives one statement.
  for (let start = 0; start < ids.length; start += BATCH)
    rows += await writeDays(tx, workspaceId, ids.slice(start, start + BATCH), { from, throughDay });
  await tx.execute(sql`
    update snapshot_progress set through_day = greatest(through_day, ${throughDay}::date),
      seen_entry = ${seen.entry}::bigint, seen_imported = ${seen.imported}::bigint,
      taken_at = ${now.toISOString()}::timestamptz
    where workspace_id = ${workspaceId}`);
  return { throughDay, deals: ids.length, rows };
}

/** Brings the history up to date if a day is missing or an import told of the past; at other times it costs one short query. */
export async function ensureHistory(
  { db }: { db: Db },
  workspaceId: string,
  now: Date,
): Promise<void> {
  const isDue = await readWorkspace(db, workspaceId, (tx) => historyIsDue(tx, workspaceId, now));
  if (isDue) await inWorkspace(db, workspaceId, (tx) => takeSnapshots(tx, workspaceId, now));
}

async function historyIsDue(tx: Tx, workspaceId: string, now: Date): Promise<boolean> {
  const yesterday = addDays(utcDay(now), -1);
  const [row] = await tx.execute<{ due: boolean }>(sql`
    select p.through_day < ${yesterday}::date or exists (
      select from stage_history h where h.workspace_id = p.workspace_id and h.id > p.seen_entry
        and h.kind = 'imported') as due
    from snapshot_progress p where p.workspace_id = ${workspaceId}`);
  return row?.due ?? true;
}

type Progress = { throughDay: Day | null; seenEntry: number; seenImported: number };

/** Locks the workspace's history: a second run at the same time waits, and then finds nothing to do. */
async function lockProgress(tx: Tx, workspaceId: string, now: Date): Promise<Progress> {
  const [made] = await tx.execute(sql`
    insert into snapshot_progress (workspace_id, through_day, seen_entry, seen_imported, taken_at)
    values (${workspaceId}, '1900-01-01', 0, 0, ${now.toISOString()}::timestamptz)
    on conflict do nothing returning 1`);
  const [row] = await tx.execute<{ day: Day; seen: string; imported: string }>(sql`
    select through_day::text as day, seen_entry as seen, seen_imported as imported from snapshot_progress
    where workspace_id = ${workspaceId} for update`);
  if (made || !row) return { throughDay: null, seenEntry: 0, seenImported: 0 };
  return {
    throughDay: row.day,
    seenEntry: Number(row.seen),
    seenImported: Number(row.imported),
  };
}

/** The newest entry of the stage history, up to one if it is given, and how many of them came with an import. */
async function countEntries(
  tx: Tx,
  workspaceId: string,
  upTo: number | null,
): Promise<{ entry: number; imported: number }> {
  const [row] = await tx.execute<{ entry: string; imported: string }>(sql`
    select coalesce(max(id), 0) as entry, count(*) filter (where kind = 'imported') as imported
    from stage_history where workspace_id = ${workspaceId} ${upTo === null ? sql`` : sql`and id <= ${upTo}::bigint`}`);
  return { entry: Number(row?.entry ?? 0), imported: Number(row?.imported ?? 0) };
}

/**
 * The entry from which on imports tell something new. Numbers are given before a transaction commits: when there are more of
 * them than were seen, an import was still running at the last run, and all are looked at anew.
 */
async function settled(tx: Tx, workspaceId: string, progress: Progress): Promise<number> {
  const { seenEntry, seenImported } = progress;
  const { imported } = await countEntries(tx, workspaceId, seenEntry);
  return imported === seenImported ? seenEntry : 0;
}

async function findImported(tx: Tx, workspaceId: string, after: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select distinct deal_id as id from stage_history
    where workspace_id = ${workspaceId} and id > ${after}::bigint and kind = 'imported'`);
  return rows.map((row) => row.id);
}

/** Takes away what was rebuilt for these deals, when it can be told better now. */
async function forgetRebuilt(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    delete from deal_snapshots where workspace_id = ${workspaceId} and rebuilt and deal_id = any(${list(ids)})`);
}

/** The deals that may have something to write: changed since, told of by an import, or without any row. */
async function findChanged(
  tx: Tx,
  workspaceId: string,
  from: Day | null,
  imported: readonly number[],
): Promise<number[]> {
  // An hour more: who began to write before midnight may have ended after the last run.
  const since = from ? sql`d.updated_at >= ${from}::timestamptz - interval '1 hour'` : sql`true`;
  const rows = await tx.execute<{ id: number }>(sql`
    select d.id from deals d where d.workspace_id = ${workspaceId} and (
      ${since} or d.id = any(${list(imported)})
      or not exists (select from deal_snapshots s where s.workspace_id = d.workspace_id and s.deal_id = d.id))
    order by d.id`);
  return rows.map((row) => row.id);
}

const COLUMNS = sql.raw(
  `stage, status, amount, currency, close_date, probability, owner_id, se_id, close_pushes, has_contact, members, notes,
   requirements, demos, pocs, objections, stage_entered_at, created_at, closed_at, rebuilt`,
);

/** The rows of these deals for the days that miss them: before their first row, and from `from` on. */
async function writeDays(
  tx: Tx,
  workspaceId: string,
  ids: readonly number[],
  { from, throughDay }: { from: Day | null; throughDay: Day },
): Promise<number> {
  const which: SQL = sql`d.id = any(${list(ids)})`;
  const begin = from ?? throughDay;
  const written = await tx.execute(sql`
    with bounds as materialized (
      select deal_id as id, min(valid_from) as first_row, max(valid_from) as last_row
      from deal_snapshots where workspace_id = ${workspaceId} and deal_id = any(${list(ids)}) group by deal_id
    ),
    ${timeline(
      workspaceId,
      which,
      sql`select b.id, greatest(${begin}::date, b.last_row + 1) from bounds b`,
    )},
    -- Before the first row there is, or after the last.
    due as (
      select s.*, b.first_row, s.day < b.first_row as in_front
      from states s left join bounds b on b.id = s.id
      where s.day >= s.born and s.day <= ${throughDay}::date
        and (b.id is null or s.day < b.first_row or s.day >= greatest(${begin}::date, b.last_row + 1))
    ),
    stood as (
      select id, valid_from as day, null::date as first_row, false as in_front, true as is_old, ${COLUMNS}
      from (select s.*, s.deal_id as id from deal_snapshots s join bounds b
        on b.id = s.deal_id and b.last_row = s.valid_from where s.workspace_id = ${workspaceId}) s
      union all
      select id, day, first_row, coalesce(in_front, false), false, ${COLUMNS} from due
    ),
    compared as (
      select *, row(${COLUMNS}) is distinct from lag(row(${COLUMNS})) over (partition by id, in_front order by day) as differs
      from stood
    ),
    fresh as materialized (select * from compared where differs and not is_old),
    -- By its key: the planner does not know yet how many rows were written in this transaction.
    ended as (
      update deal_snapshots s set valid_to = f.day
      from (select f.id, b.last_row, min(f.day) as day from fresh f join bounds b on b.id = f.id
        where not f.in_front group by f.id, b.last_row) f
      where s.workspace_id = ${workspaceId} and s.deal_id = f.id and s.valid_from = f.last_row
    )
    insert into deal_snapshots (workspace_id, deal_id, valid_from, valid_to, ${COLUMNS})
    select ${workspaceId}, id, day,
      coalesce(lead(day) over (partition by id, in_front order by day), case when in_front then first_row end), ${COLUMNS}
    from fresh`);
  return written.count;
}

/** Numbers as one value, so that the text of the statement stays the same. */
function list(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(",")}}`}::int[]`;
}
