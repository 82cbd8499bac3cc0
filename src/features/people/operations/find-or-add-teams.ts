import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { AppError } from "../../../kernel/errors.ts";
import { personKey } from "../domain/person.ts";
import { teams } from "../schema.ts";

/**
 * The teams of these names, by their keys; those that don't exist are added. The caller holds the lock of `lockPeople`.
 * @throws AppError bad_input for a name without a letter or digit
 */
export async function findOrAddTeams(
  tx: Tx,
  workspaceId: string,
  names: readonly string[],
): Promise<{ ids: ReadonlyMap<string, number>; added: string[] }> {
  const wanted = new Map<string, string>();
  for (const name of names.map((one) => one.trim())) {
    const key = personKey(name);
    if (!key)
      throw new AppError("bad_input", `“${name}” is no name for a team.`, "Use a word, like EMEA.");
    if (!wanted.has(key)) wanted.set(key, name);
  }
  if (wanted.size === 0) return { ids: new Map(), added: [] };
  const found = await tx
    .select({ id: teams.id, key: teams.nameKey })
    .from(teams)
    .where(and(eq(teams.workspaceId, workspaceId), inArray(teams.nameKey, [...wanted.keys()])));
  const ids = new Map(found.map(({ key, id }) => [key, id]));
  const missing = [...wanted].filter(([key]) => !ids.has(key));
  if (missing.length > 0) {
    const first = await nextNumber(tx, workspaceId, "team", missing.length);
    const rows = missing.map(([key, name], i) => ({
      workspaceId,
      id: first + i,
      name,
      nameKey: key,
    }));
    await tx.insert(teams).values(rows);
    for (const row of rows) ids.set(row.nameKey, row.id);
  }
  return { ids, added: missing.map(([, name]) => name) };
}
