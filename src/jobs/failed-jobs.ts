import { sql } from "drizzle-orm";
import type { Tx } from "../db/client.ts";
import { DEAD_LETTERS } from "./queue.ts";

/** A job that failed at its last try. Kept for 90 days. */
export type FailedJob = {
  id: string;
  /** The job's name. */
  name: string;
  data: unknown;
  error: string;
  failedAt: Date;
};

/** The workspace's failed jobs, newest first. The queue's tables know no workspaces, so the condition is ours to make. */
export async function listFailedJobs(
  tx: Tx,
  workspaceId: string,
  limit = 50,
): Promise<FailedJob[]> {
  const rows = await tx.execute<{
    id: string;
    name: string;
    data: unknown;
    error: string | null;
    failed_at: string;
  }>(sql`
    select id, source_name as name, data, source_output ->> 'message' as error, created_on as failed_at
    from pgboss.job
    where name = ${DEAD_LETTERS} and data ->> 'workspaceId' = ${workspaceId}
    order by created_on desc
    limit ${limit}`);
  return rows.map(({ failed_at, error, ...job }) => ({
    ...job,
    error: error ?? "It ran too long or its process stopped.",
    failedAt: new Date(failed_at),
  }));
}
