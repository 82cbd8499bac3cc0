import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { notify } from "../../../notify/notify.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import type { DealAct } from "../../deals/index.ts";
import { people } from "../../people/schema.ts";
import { approvalAsked, approvalOver, approvalWaits } from "../notifications.ts";
import { type ApprovalView, findView } from "../queries/card.ts";
import { approvals } from "../schema/approvals.ts";
import { approvalCards } from "../schema/parts.ts";
import { cardOf } from "../views/card.ts";
import type { Reached } from "../views/reached.ts";

type Act = Pick<DealAct, "actor" | "deps" | "now">;

/** A request as it is in the database, which must be there. */
export async function viewOf(tx: Tx, workspaceId: string, id: number): Promise<ApprovalView> {
  const view = await findView(tx, workspaceId, id);
  if (!view) throw new Error(`there is no approval ${id}`);
  return view;
}

/**
 * Sends the card to people and remembers where it hangs.
 * @param told.occasion makes it this card: `asked`, `reminder`, `answer:2`
 * @param told.isUrgent comes at night too
 */
export async function postCards(
  tx: Tx,
  act: Act,
  view: ApprovalView,
  to: readonly Reached[],
  told: { occasion: string; isUrgent: boolean; news?: Mrkdwn | null | undefined },
): Promise<void> {
  const { workspaceId } = act.actor;
  const { id } = view.approval;
  // One after the other: a transaction has one connection.
  for (const { slackUserId, why } of to) {
    const dedupeKey = `approval:${id}:${told.occasion}:${slackUserId}`;
    const whyMd = why?.text ?? null;
    const isNew = await notify(act.deps, tx, told.isUrgent ? approvalAsked : approvalWaits, {
      workspaceId,
      to: slackUserId,
      data: cardOf(view, { whyMd, newsMd: told.news?.text ?? null }),
      dedupeKey,
    });
    if (isNew)
      await tx.insert(approvalCards).values({
        workspaceId,
        approvalId: id,
        dedupeKey,
        slackUserId,
        isUrgent: told.isUrgent,
        whyMd,
      });
  }
}

/** Counts the request's version up and brings every card of it to how it is now: a decided one has no buttons left. */
export async function reviseCards(tx: Tx, act: Act, id: number): Promise<ApprovalView> {
  const { workspaceId } = act.actor;
  await tx
    .update(approvals)
    .set({ version: sql`${approvals.version} + 1` })
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id)));
  const view = await viewOf(tx, workspaceId, id);
  const cards = await tx
    .select()
    .from(approvalCards)
    .where(and(eq(approvalCards.workspaceId, workspaceId), eq(approvalCards.approvalId, id)));
  for (const { dedupeKey, slackUserId, whyMd, isUrgent } of cards)
    await notify(act.deps, tx, isUrgent ? approvalAsked : approvalWaits, {
      workspaceId,
      to: slackUserId,
      data: cardOf(view, { whyMd }),
      dedupeKey: `${dedupeKey}:v${view.approval.version}`,
      revises: dedupeKey,
    });
  return view;
}

/** Tells the requester and the deal's owner what came of it, but nobody of their own act. */
export async function tellOutcome(tx: Tx, act: Act, view: ApprovalView): Promise<void> {
  const { workspaceId, personId } = act.actor;
  const { approval, deal } = view;
  const concerned = new Set([approval.requesterId, deal.ownerId]);
  concerned.delete(personId);
  for (const slackUserId of await slackIdsOf(tx, workspaceId, [...concerned]))
    await notify(act.deps, tx, approvalOver, {
      workspaceId,
      to: slackUserId,
      data: cardOf(view),
      dedupeKey: `approval:${approval.id}:${approval.state}:${slackUserId}`,
    });
}

/** The Slack accounts of people; who has none can't be written to. */
export async function slackIdsOf(
  tx: Tx,
  workspaceId: string,
  personIds: readonly number[],
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx
    .select({ slackUserId: people.slackUserId })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), inArray(people.id, [...personIds])));
  return rows.map((row) => row.slackUserId).filter((id) => id !== null);
}
