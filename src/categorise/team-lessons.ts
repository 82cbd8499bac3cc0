import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../db/client.ts";
import type { Categoriser, TeamLabel } from "./categoriser.ts";
import { categoryLabels } from "./schema.ts";

/** What a workspace has taught about one taxonomy, and what it was read from. */
export type Lessons = { team: readonly TeamLabel[]; state: string };

type Of = { workspaceId: string; taxonomy: string };

/** Workspaces whose lessons each categoriser keeps at hand; a model takes up to 2 MB. */
const MOST_KEPT = 16;

const kept = new WeakMap<object, Map<string, Lessons>>();

/**
 * The newest labels of a workspace, oldest first. The list is the same object for as long as nothing was added, so that a
 * categoriser learns it once. Whether something was added is asked of the database each time: another process may have.
 */
export async function lessonsOf<Label extends string>(
  tx: Tx,
  categoriser: Categoriser<Label>,
  of: Of,
  most: number,
): Promise<Lessons> {
  const mine = kept.get(categoriser) ?? new Map<string, Lessons>();
  kept.set(categoriser, mine);
  const state = await stateOf(tx, of, most);
  const known = mine.get(of.workspaceId);
  const lessons = known?.state === state ? known : { team: await newest(tx, of, most), state };
  // Set anew, so that the first one is always the one that was used longest ago.
  mine.delete(of.workspaceId);
  mine.set(of.workspaceId, lessons);
  for (const id of mine.keys()) {
    if (mine.size <= MOST_KEPT) break;
    mine.delete(id);
  }
  return lessons;
}

/**
 * What differs whenever other rows are among the newest. The highest id alone would not do: ids are given at the insert, so
 * a row with a lower one may be committed after a higher one was seen. Their sum and number tell, from the index alone. The
 * newest row's text and label stand for the database itself, which may have been replaced by another under a running process.
 */
async function stateOf(tx: Tx, of: Of, most: number): Promise<string> {
  const ids = tx
    .select({ id: categoryLabels.id })
    .from(categoryLabels)
    .where(isOf(of))
    .orderBy(desc(categoryLabels.id))
    .limit(most)
    .as("newest");
  const last = sql`(select concat_ws(' ', ${categoryLabels.textKey}, ${categoryLabels.label}) from ${categoryLabels}
    where ${isOf(of)} and ${categoryLabels.id} = max(${ids.id}))`;
  const [row] = await tx
    .select({
      state: sql<string>`concat_ws(' ', count(*), max(${ids.id}), sum(${ids.id}), ${last})`,
    })
    .from(ids);
  return row?.state ?? "";
}

function isOf({ workspaceId, taxonomy }: Of) {
  return and(eq(categoryLabels.workspaceId, workspaceId), eq(categoryLabels.taxonomy, taxonomy));
}

async function newest(tx: Tx, of: Of, most: number): Promise<readonly TeamLabel[]> {
  const rows = await tx
    .select({ text: categoryLabels.text, label: categoryLabels.label })
    .from(categoryLabels)
    .where(isOf(of))
    .orderBy(desc(categoryLabels.id))
    .limit(most);
  return rows.reverse();
}
