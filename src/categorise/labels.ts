import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../db/client.ts";
import type { Categoriser, Suggestion } from "./categoriser.ts";
import { categoryLabels } from "./schema.ts";
import { type Lessons, lessonsOf } from "./team-lessons.ts";
import { readPart, textKey } from "./words.ts";

/** A person's word on what a text is. */
export type LabelChoice = {
  workspaceId: string;
  /** The taxonomy's name. */
  taxonomy: string;
  text: string;
  label: string;
  /** What had been suggested, when something had. */
  suggested: string | null;
  /** Whose word it is, by their number in the workspace; null when nobody of the team said it, as in an import. */
  by: number | null;
  at: Date;
};

/** Newest labels of a workspace that a categoriser learns from; older ones still answer for their own text. */
const MOST_LESSONS = 2_000;

/**
 * Keeps what a person said a text is. From the commit on every process suggests accordingly. Agreeing with a suggestion
 * is worth keeping as well as correcting it: both teach.
 */
export async function recordLabel(tx: Tx, choice: LabelChoice): Promise<void> {
  await tx.insert(categoryLabels).values({
    workspaceId: choice.workspaceId,
    taxonomy: choice.taxonomy,
    text: readPart(choice.text),
    textKey: textKey(choice.text),
    label: choice.label,
    suggested: choice.suggested,
    labelledBy: choice.by,
    at: choice.at,
  });
}

/** What a text is taken for in this workspace, where people's labels count. */
export async function suggestFor<Label extends string>(
  tx: Tx,
  workspaceId: string,
  categoriser: Categoriser<Label>,
  text: string,
): Promise<Suggestion<Label>> {
  const [suggestion] = await suggestManyFor(tx, workspaceId, categoriser, [text]);
  if (!suggestion) throw new Error("One text was asked about, and nothing was answered.");
  return suggestion;
}

/** The same for many texts, in their order, in two or three statements however many they are. */
export async function suggestManyFor<Label extends string>(
  tx: Tx,
  workspaceId: string,
  categoriser: Categoriser<Label>,
  texts: readonly string[],
): Promise<Suggestion<Label>[]> {
  if (texts.length === 0) return [];
  const keys = texts.map(textKey);
  const of = { workspaceId, taxonomy: categoriser.taxonomy.name };
  const [lessons, told] = await Promise.all([
    lessonsOf(tx, categoriser, of, MOST_LESSONS),
    labelsByKey(tx, of, keys),
  ]);
  return texts.map((text, i) => withTold(categoriser, text, lessons, told.get(keys[i] ?? "")));
}

/** The newest label of each of these texts, however old: a lesson forgotten must still be obeyed. */
async function labelsByKey(
  tx: Tx,
  { workspaceId, taxonomy }: { workspaceId: string; taxonomy: string },
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectDistinctOn([categoryLabels.textKey], {
      key: categoryLabels.textKey,
      label: categoryLabels.label,
    })
    .from(categoryLabels)
    .where(
      and(
        eq(categoryLabels.workspaceId, workspaceId),
        eq(categoryLabels.taxonomy, taxonomy),
        // One array keeps the statement's text the same for any number of texts.
        sql`${categoryLabels.textKey} = any(${sql.param([...new Set(keys)])}::text[])`,
      ),
    )
    .orderBy(categoryLabels.textKey, desc(categoryLabels.id));
  return new Map(rows.map((row) => [row.key, row.label]));
}

function withTold<Label extends string>(
  categoriser: Categoriser<Label>,
  text: string,
  { team }: Lessons,
  told: string | undefined,
): Suggestion<Label> {
  const label = categoriser.labels.find((each) => each === told);
  if (!label) return categoriser.suggest(text, team);
  return categoriser.asTold(text, label);
}
