import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { people } from "../../people/schema.ts";
import { MOST_PLAYS, overlay } from "../domain/library.ts";
import type { Play } from "../domain/play.ts";
import { SHIPPED_PLAYS } from "../domain/plays/shipped.ts";
import { objectionPlays } from "../schema.ts";

type Row = typeof objectionPlays.$inferSelect;

function toPlay(row: Row): Play {
  const { id, type, name, text, customerSafe, internalOnly, active } = row;
  // jsonb keeps no order of keys, and two plays are compared as JSON.
  const evidence = row.evidence.map(({ title, url }) => ({ title, url }));
  return { id, type, name, text, customerSafe, internalOnly, evidence, active };
}

/** The team's library: shipped plays, changed ones and own ones, retired ones among them. */
export async function getLibrary(tx: Tx, workspaceId: string): Promise<Play[]> {
  const rows = await tx
    .select()
    .from(objectionPlays)
    .where(eq(objectionPlays.workspaceId, workspaceId))
    .orderBy(asc(objectionPlays.createdAt), asc(objectionPlays.id))
    .limit(MOST_PLAYS);
  return overlay(SHIPPED_PLAYS, rows.map(toPlay));
}

/** The team's own row of a play, locked, with who changed it last; null when it stands as shipped. */
export async function lockPlay(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ play: Play; version: number; updatedByName: string; updatedAt: Date } | null> {
  const [row] = await tx
    .select({ row: objectionPlays, updatedByName: people.name })
    .from(objectionPlays)
    .innerJoin(
      people,
      and(
        eq(people.workspaceId, objectionPlays.workspaceId),
        eq(people.id, objectionPlays.updatedBy),
      ),
    )
    .where(and(eq(objectionPlays.workspaceId, workspaceId), eq(objectionPlays.id, id)))
    .for("update", { of: objectionPlays });
  if (!row) return null;
  const { version, updatedAt } = row.row;
  return { play: toPlay(row.row), version, updatedByName: row.updatedByName, updatedAt };
}

/** Makes everybody who changes the library of this workspace wait until this transaction ends. */
export async function lockLibrary(tx: Tx, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`objection library ${workspaceId}`}, 0))`,
  );
}

/** The version of each of the team's own rows: what a form was opened on. */
export async function findPlayVersion(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<number | null> {
  const [row] = await tx
    .select({ version: objectionPlays.version })
    .from(objectionPlays)
    .where(and(eq(objectionPlays.workspaceId, workspaceId), eq(objectionPlays.id, id)));
  return row?.version ?? null;
}
