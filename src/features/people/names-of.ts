import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../db/client.ts";
import { people } from "./schema.ts";

/** What these people are called, also those who have left. */
export async function namesOf(
  tx: Tx,
  workspaceId: string,
  ids: readonly (number | null)[],
): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), inArray(people.id, wanted)));
  return new Map(rows.map((row) => [row.id, row.name]));
}
