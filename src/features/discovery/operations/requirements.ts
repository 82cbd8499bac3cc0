import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDeal } from "../../deals/index.ts";
import { requirements } from "../../deals/schema/trail.ts";
import { suggestCategories, teachCategory } from "../categorising.ts";
import { checkRoom, oneLine, textKey } from "../domain/lines.ts";
import { type Category, categoryName } from "../domain/requirement.ts";
import { listRequirements, type StoredRequirement } from "../queries/discovery.ts";
import { changedMeanwhile, isGone } from "./meanwhile.ts";

/** A requirement that was logged, with why it is where it is. */
export type Logged = {
  id: number;
  text: string;
  category: Category;
  source: "suggested" | "person";
  /** In percent; null when a person chose. */
  confidence: number | null;
  /** The words that decided, when there are such. */
  because: string | null;
};

const QUOTED = 80;
const quoted = (text: string) => md`“${cut(text, QUOTED)}”`;

/**
 * Logs requirements on a deal, each under the category somebody chose, or else the one suggested. Those that are there
 * already, up to case and spaces, are left as they are.
 * @throws AppError not_found, forbidden, or rule_broken when the deal is full
 */
export function logRequirements(
  act: DealAct,
  dealId: number,
  { texts, category }: { texts: readonly string[]; category?: Category | undefined },
) {
  const { workspaceId, personId } = act.actor;
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const present = await listRequirements(tx, workspaceId, dealId);
    const known = new Set(present.map((one) => textKey(one.text)));
    const fresh = texts.filter((text) => !known.has(textKey(text)));
    checkRoom(present.length, fresh.length, "requirement");
    if (fresh.length === 0) return { result: { logged: [], known: texts.length }, words: null };
    const suggested = await suggestCategories(tx, workspaceId, fresh);
    const drafts = fresh.map((text, i) => ({ text, guess: suggested[i] ?? null }));
    const rows = await tx
      .insert(requirements)
      .values(
        drafts.map(({ text, guess }) => ({
          workspaceId,
          dealId,
          text,
          authorId: personId || null,
          at: act.now,
          category: category ?? guess?.label ?? "functional",
          categorySource: category ? ("person" as const) : ("suggested" as const),
          confidence: category ? null : (guess?.confidence ?? null),
        })),
      )
      .returning({ id: requirements.id });
    const logged: Logged[] = drafts.map(({ text, guess }, i) => ({
      id: rows[i]?.id ?? 0,
      text,
      category: category ?? guess?.label ?? "functional",
      source: category ? "person" : "suggested",
      confidence: category ? null : (guess?.confidence ?? null),
      because: category ? null : (guess?.because ?? null),
    }));
    // One after the other: a transaction has one connection.
    if (category)
      for (const { text, guess } of drafts)
        await teachCategory(tx, act, { text, label: category, suggested: guess?.label ?? null });
    await record(
      tx,
      act,
      logged.map((one) => ({
        action: "deal.requirement_added",
        subject: "deal",
        subjectId: dealId,
        after: { requirement: one.text, category: one.category, id: one.id },
      })),
    );
    const [first] = logged;
    return {
      result: { logged, known: texts.length - fresh.length },
      words:
        logged.length === 1 && first
          ? md`logged a requirement: ${quoted(first.text)}`
          : md`logged ${plural(logged.length, "requirement")}`,
      tell: [deal.seId],
    };
  });
}

/**
 * Puts a requirement under another category, and teaches the categoriser so.
 * @param to.from the category the person saw: when it is another by now, somebody was quicker
 * @throws AppError not_found, forbidden or conflict
 */
export function recategorise(
  act: DealAct,
  dealId: number,
  id: number,
  to: { category: Category; from: Category },
) {
  return workOnDeal(act, dealId, "discovery.log", async (tx) => {
    const before = await lockRequirement(tx, act, dealId, id);
    if (before.category === to.category) return { result: before, words: null };
    if (before.category !== null && before.category !== to.from)
      throw await changedMeanwhile(
        tx,
        act,
        dealId,
        { part: "requirement", id },
        `“${cut(before.text, QUOTED)}” is under ${categoryName(before.category)} now`,
      );
    await setCategory(tx, act, dealId, before, to.category);
    // Sorting is no news to anybody: it is recorded, and nobody is told.
    return { result: before, words: null };
  });
}

/** What a person may change in a requirement, as they saw it before. */
export type RequirementEdit = {
  text: string;
  category: Category;
  seen: { text: string; category: Category };
};

/**
 * Changes the words or the category of a requirement.
 * @throws AppError not_found, forbidden, bad_input, or conflict when it was changed since it was seen
 */
export function editRequirement(act: DealAct, dealId: number, id: number, edit: RequirementEdit) {
  const text = oneLine(edit.text, "requirement");
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const before = await lockRequirement(tx, act, dealId, id);
    const { seen } = edit;
    if (before.text !== seen.text || (before.category ?? seen.category) !== seen.category)
      throw await changedMeanwhile(
        tx,
        act,
        dealId,
        { part: "requirement", id },
        `it is “${cut(before.text, QUOTED)}” now`,
      );
    const chosen = edit.category !== seen.category;
    if (chosen) await setCategory(tx, act, dealId, { ...before, text }, edit.category);
    if (text === before.text) return { result: null, words: null };
    // The category stays with the new words: it stood in the form, and who left it there agreed.
    await tx
      .update(requirements)
      .set({ text })
      .where(isRequirement(act, dealId, id));
    await record(tx, act, [
      {
        action: "deal.requirement_edited",
        subject: "deal",
        subjectId: dealId,
        before: { requirement: before.text },
        after: { requirement: text, id },
      },
    ]);
    return {
      result: null,
      words: md`changed a requirement to ${quoted(text)}`,
      tell: [deal.seId],
    };
  });
}

/**
 * Removes a requirement; its words stay in the audit log.
 * @throws AppError not_found or forbidden
 */
export function removeRequirement(act: DealAct, dealId: number, id: number) {
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const before = await lockRequirement(tx, act, dealId, id);
    await tx.delete(requirements).where(isRequirement(act, dealId, id));
    await record(tx, act, [
      {
        action: "deal.requirement_removed",
        subject: "deal",
        subjectId: dealId,
        before: { requirement: before.text, category: before.category, id },
      },
    ]);
    return {
      result: before,
      words: md`removed the requirement ${quoted(before.text)}`,
      tell: [deal.seId],
    };
  });
}

/** Gives those a category that came without one, through a stage's gate or an import; what people chose stays. */
export async function categoriseNew(
  act: Pick<DealAct, "deps" | "actor">,
  uncategorised: readonly Pick<StoredRequirement, "id" | "text">[],
): Promise<Map<number, { category: Category; confidence: number }>> {
  const { workspaceId } = act.actor;
  return inWorkspace(act.deps.db, workspaceId, async (tx) => {
    const texts = uncategorised.map((one) => one.text);
    const guesses = await suggestCategories(tx, workspaceId, texts);
    const found = new Map<number, { category: Category; confidence: number }>();
    // One after the other, by id: two who look at once must lock in the same order.
    for (const [i, { id }] of uncategorised.entries()) {
      const guess = guesses[i];
      if (!guess) continue;
      const { label: category, confidence } = guess;
      await tx
        .update(requirements)
        .set({ category, categorySource: "suggested", confidence })
        .where(
          and(
            eq(requirements.workspaceId, workspaceId),
            eq(requirements.id, id),
            isNull(requirements.category),
          ),
        );
      found.set(id, { category, confidence });
    }
    return found;
  });
}

async function setCategory(
  tx: Tx,
  act: DealAct,
  dealId: number,
  before: { id: number; text: string; category: Category | null },
  category: Category,
): Promise<void> {
  await tx
    .update(requirements)
    .set({ category, categorySource: "person", confidence: null })
    .where(isRequirement(act, dealId, before.id));
  await teachCategory(tx, act, { text: before.text, label: category, suggested: before.category });
  await record(tx, act, [
    {
      action: "deal.requirement_categorised",
      subject: "deal",
      subjectId: dealId,
      before: { category: before.category },
      after: { category, id: before.id },
    },
  ]);
}

async function lockRequirement(tx: Tx, act: DealAct, dealId: number, id: number) {
  const [row] = await tx
    .select({
      id: requirements.id,
      text: requirements.text,
      category: requirements.category,
      source: requirements.categorySource,
    })
    .from(requirements)
    .where(isRequirement(act, dealId, id))
    .for("update");
  if (!row) throw isGone("requirement");
  return row;
}

function isRequirement({ actor }: Pick<DealAct, "actor">, dealId: number, id: number) {
  return and(
    eq(requirements.workspaceId, actor.workspaceId),
    eq(requirements.dealId, dealId),
    eq(requirements.id, id),
  );
}
