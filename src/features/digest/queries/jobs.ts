import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";

/** How one kind of job stands in a workspace. The queue forgets what is done after some days. */
export type JobStanding = {
  name: string;
  lastDone: Date | null;
  /** When the first that waits for its moment is due. */
  next: Date | null;
  /** Due and not begun, or to be tried again. */
  waiting: number;
  running: number;
};

/** Every kind of job the queue remembers of a workspace, by name. It knows no workspaces, so the condition is ours to make. */
export async function listJobStandings(
  tx: Tx,
  workspaceId: string,
  now: Date,
): Promise<JobStanding[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const rows = await tx.execute<{
    name: string;
    done: string | null;
    next: string | null;
    waiting: number;
    running: number;
  }>(sql`
    select name, max(completed_on) filter (where state = 'completed') as done,
      min(start_after) filter (where state < 'active' and start_after > ${moment}) as next,
      count(*) filter (where state < 'active' and start_after <= ${moment})::int as waiting,
      count(*) filter (where state = 'active')::int as running
    from pgboss.job where data ->> 'workspaceId' = ${workspaceId} and name <> 'dead-letters'
    group by name order by name`);
  return rows.map((row) => ({
    name: row.name,
    lastDone: row.done === null ? null : new Date(row.done),
    next: row.next === null ? null : new Date(row.next),
    waiting: row.waiting,
    running: row.running,
  }));
}
