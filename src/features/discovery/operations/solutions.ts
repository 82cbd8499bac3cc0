import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { plural } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDeal } from "../../deals/index.ts";
import { suggestCategories } from "../categorising.ts";
import {
  type EditableField,
  editSolution,
  mergeProposals,
  type Proposal,
  recommend,
  type Solution,
} from "../domain/solution.ts";
import { listChallenges, listRequirements, listSolutions } from "../queries/discovery.ts";
import { solutions } from "../schema/solutions.ts";
import { changedMeanwhile, isGone } from "./meanwhile.ts";

/**
 * Proposes solutions from the requirements and challenges as they are now; what people wrote over stays theirs.
 * @throws AppError not_found, forbidden, or rule_broken when there is nothing to propose from
 */
export function proposeSolutions(act: DealAct, dealId: number) {
  return workOnDeal(act, dealId, "deal.change_se_fields", async (tx, { deal }) => {
    const { workspaceId } = act.actor;
    const proposals = recommend(await needsOf(tx, workspaceId, dealId));
    if (proposals.length === 0)
      throw new AppError(
        "rule_broken",
        "There is nothing to propose a solution for yet.",
        `Log what the customer needs first: \`/deal require opp_${dealId} Single sign-on with Okta\`.`,
      );
    const kept = await listSolutions(tx, workspaceId, dealId);
    const { keep, drop } = mergeProposals(kept, proposals);
    const before = new Map(kept.map((one) => [one.subject, one]));
    const written = keep.filter((one) => !isSame(one, before.get(one.subject)));
    if (drop.length > 0)
      await tx
        .delete(solutions)
        .where(
          and(
            eq(solutions.workspaceId, workspaceId),
            eq(solutions.dealId, dealId),
            inArray(solutions.subject, drop),
          ),
        );
    // One after the other: a transaction has one connection.
    for (const one of written) await save(tx, act, dealId, one);
    await record(tx, act, [
      ...written.map((one) => ({
        action: "deal.solution_proposed",
        subject: "deal",
        subjectId: dealId,
        before: asFields(before.get(one.subject)),
        after: { ...asFields(one), id: one.subject },
      })),
      ...drop.map((subject) => ({
        action: "deal.solution_dropped",
        subject: "deal",
        subjectId: dealId,
        before: { ...asFields(before.get(subject)), id: subject },
      })),
    ]);
    const changes = written.length + drop.length;
    return {
      result: { solutions: keep, changes },
      words: changes > 0 ? md`proposed ${plural(keep.length, "solution")}` : null,
      tell: [deal.seId],
    };
  });
}

/**
 * Writes over what was proposed.
 * @param seen what stood there when the person began: when it is another by now, somebody was quicker
 * @throws AppError not_found, forbidden or conflict
 */
export function changeSolution(
  act: DealAct,
  dealId: number,
  subject: string,
  edit: Pick<Proposal, EditableField>,
  seen: Pick<Proposal, "effort" | "weeks">,
) {
  return workOnDeal(act, dealId, "deal.change_se_fields", async (tx, { deal }) => {
    const kept = await listSolutions(tx, act.actor.workspaceId, dealId);
    const before = kept.find((one) => one.subject === subject);
    if (!before) throw isGone("solution");
    if (before.effort !== seen.effort || before.weeks !== seen.weeks)
      throw await changedMeanwhile(
        tx,
        act,
        dealId,
        { part: "solution", id: subject },
        `${before.title} is ${before.effort}, ${plural(before.weeks, "week")} now`,
      );
    const after = editSolution(before, edit);
    if (isSame(after, before)) return { result: before, words: null };
    await save(tx, act, dealId, after);
    await record(tx, act, [
      {
        action: "deal.solution_edited",
        subject: "deal",
        subjectId: dealId,
        before: asFields(before),
        after: { ...asFields(after), id: subject },
      },
    ]);
    return {
      result: after,
      words: md`changed the solution “${after.title}”`,
      tell: [deal.seId],
    };
  });
}

/** What solutions are derived from; a requirement nobody looked at yet counts under its suggestion. */
async function needsOf(tx: Tx, workspaceId: string, dealId: number) {
  const [requirements, challenges] = await Promise.all([
    listRequirements(tx, workspaceId, dealId),
    listChallenges(tx, workspaceId, dealId),
  ]);
  const without = requirements.filter((one) => one.category === null);
  const guesses = await suggestCategories(
    tx,
    workspaceId,
    without.map((one) => one.text),
  );
  const guessed = new Map(without.map((one, i) => [one.id, guesses[i]?.label]));
  return {
    challenges,
    requirements: requirements.map((one) => ({
      text: one.text,
      category: one.category ?? guessed.get(one.id) ?? ("functional" as const),
    })),
  };
}

async function save(tx: Tx, act: DealAct, dealId: number, one: Solution): Promise<void> {
  const columns = { ...one, edited: [...one.edited], updatedAt: act.now };
  await tx
    .insert(solutions)
    .values({ workspaceId: act.actor.workspaceId, dealId, ...columns, createdAt: act.now })
    .onConflictDoUpdate({
      target: [solutions.workspaceId, solutions.dealId, solutions.subject],
      set: columns,
    });
}

function asFields(one: Solution | undefined): Record<string, unknown> | undefined {
  return one && { solution: one.proposal, effort: one.effort, weeks: one.weeks };
}

function isSame(a: Solution, b: Solution | undefined): boolean {
  return (
    b !== undefined &&
    a.title === b.title &&
    a.proposal === b.proposal &&
    a.effort === b.effort &&
    a.weeks === b.weeks &&
    a.edited.length === b.edited.length
  );
}
