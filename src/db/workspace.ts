import { asc } from "drizzle-orm";
import { DrizzleQueryError } from "drizzle-orm/errors";
import type { Db, Tx } from "./client.ts";
import { workspaces } from "./columns.ts";
import { EVERY_WORKSPACE } from "./row-security.ts";

export { afterCommit } from "./transaction.ts";

/**
 * One transaction in which only this workspace's rows can be seen or written, whatever the queries say.
 * It is rolled back when `work` throws. Don't open another one inside: it would wait for a second connection.
 * @param workspaceId Slack's team id.
 */
export function inWorkspace<T>(
  db: Db,
  workspaceId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction(asScope(workspaceId), work);
}

/** The same for work that only reads: it is over one round trip sooner. A statement that writes fails. */
export function readWorkspace<T>(
  db: Db,
  workspaceId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.reading(asScope(workspaceId), work);
}

// The id goes into the SQL text, since SET takes no parameters.
function asScope(workspaceId: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(workspaceId))
    throw new Error(`${JSON.stringify(workspaceId)} is no workspace id.`);
  return workspaceId;
}

/** Ids of all workspaces that installed the bot, oldest first: for work that goes through each of them. */
export async function listWorkspaceIds(db: Db): Promise<string[]> {
  const rows = await db.transaction(EVERY_WORKSPACE, (tx) =>
    tx
      .select({ id: workspaces.id })
      .from(workspaces)
      .orderBy(asc(workspaces.createdAt), asc(workspaces.id)),
  );
  return rows.map((row) => row.id);
}

/** Makes the workspace known, or brings its name up to date. */
export async function registerWorkspace(
  db: Db,
  workspace: { id: string; name: string },
  now: Date,
): Promise<void> {
  await inWorkspace(db, workspace.id, (tx) =>
    tx
      .insert(workspaces)
      .values({ ...workspace, createdAt: now })
      .onConflictDoUpdate({ target: workspaces.id, set: { name: workspace.name } }),
  );
}

/** Whether the database refused a row because one with the same key is there; of that constraint, when it is named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause: unknown = error instanceof DrizzleQueryError ? error.cause : error;
  return (
    typeof cause === "object" &&
    cause !== null &&
    "code" in cause &&
    cause.code === "23505" &&
    (constraint === undefined ||
      ("constraint_name" in cause && cause.constraint_name === constraint))
  );
}
