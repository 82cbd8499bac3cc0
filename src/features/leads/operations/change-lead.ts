import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { type Actor, authorize, type Permission, type Relation } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { notify } from "../../../notify/notify.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import type { DealAct } from "../../deals/index.ts";
import { getPerson, managersOf } from "../../people/index.ts";
import { changesBetween } from "../domain/diff.ts";
import type { Lead } from "../domain/lead.ts";
import { leadChanged } from "../notifications.ts";
import { lockLead, toRow } from "../queries/lead.ts";
import { leads } from "../schema/leads.ts";
import { acceptIfMine } from "./handovers.ts";

/** What was done to a lead: for the audit log, and for its owner. */
export type LeadEvent = {
  /** In the past tense: `qualified`. */
  kind: string;
  /** To finish "Dan …"; null where the owner hears of it in other words. */
  words: Mrkdwn | null;
  reason?: string | null | undefined;
  /** What the audit log keeps besides the fields that changed. */
  after?: Record<string, unknown> | undefined;
};

/** A lead before and after; no event means that nothing had to change. */
export type LeadChange = { before: Lead; lead: Lead; event: LeadEvent | null };

type Decide = (
  lead: Lead,
  tx: Tx,
) => { lead: Lead; event: LeadEvent | null } | Promise<{ lead: Lead; event: LeadEvent | null }>;

/**
 * The only way to change a lead: lock it, check the permission, let a rule decide, and save it with its audit entry and the
 * message to its owner in one transaction. Whatever the owner does to a lead that waits for them accepts it.
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changeLead(
  act: DealAct,
  id: number,
  permission: Permission,
  decide: Decide,
): Promise<LeadChange> {
  return inChange(act, (tx) => changeLeadIn(tx, act, id, permission, decide));
}

/** The same inside a transaction that is open already. */
export async function changeLeadIn(
  tx: Tx,
  act: DealAct,
  id: number,
  permission: Permission,
  decide: Decide,
): Promise<LeadChange> {
  const { actor } = act;
  const before = await lockLead(tx, actor.workspaceId, id);
  if (!before) throw noSuchLead(id);
  authorize(actor, permission, await relationsTo(tx, actor, before));
  const { lead: next, event } = await decide(before, tx);
  if (!event) return { before, lead: before, event };
  const lead: Lead = { ...next, version: before.version + 1, updatedAt: act.now };
  await saveLead(tx, act, before, lead, event);
  await acceptIfMine(tx, act, lead.id);
  if (event.words) await tellOwner(tx, act, lead, event.words);
  return { before, lead, event };
}

/** Writes a changed lead and its audit entry. */
export async function saveLead(
  tx: Tx,
  act: DealAct,
  before: Lead,
  lead: Lead,
  event: LeadEvent,
): Promise<void> {
  await tx
    .update(leads)
    .set(toRow(lead))
    .where(and(eq(leads.workspaceId, act.actor.workspaceId), eq(leads.id, lead.id)));
  const changes = changesBetween(before, lead);
  await record(tx, act, [
    {
      action: `lead.${event.kind}`,
      subject: "lead",
      subjectId: lead.id,
      before: changes.before,
      after: { ...changes.after, ...event.after },
      reason: event.reason,
    },
  ]);
}

/** How the actor stands to a lead, as the permission table asks it. */
export async function relationsTo(
  tx: Tx,
  actor: Actor,
  lead: Pick<Lead, "ownerId">,
): Promise<Relation[]> {
  if (lead.ownerId === null) return [];
  if (lead.ownerId === actor.personId) return ["owner"];
  const above = await managersOf(tx, actor.workspaceId, lead.ownerId);
  return above.includes(actor.personId) ? ["owners_manager"] : [];
}

async function tellOwner(tx: Tx, act: DealAct, lead: Lead, words: Mrkdwn): Promise<void> {
  const { workspaceId, personId, name } = act.actor;
  if (lead.ownerId === null || lead.ownerId === personId) return;
  const { slackUserId } = await getPerson(tx, workspaceId, lead.ownerId);
  if (!slackUserId) return;
  await notify(act.deps, tx, leadChanged, {
    workspaceId,
    to: slackUserId,
    data: { id: lead.id, company: lead.company, actorName: name, what: words.text },
    dedupeKey: `lead:${lead.id}:v${lead.version}:${slackUserId}`,
  });
}

/** The answer to an id that belongs to nothing. */
export function noSuchLead(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no lead ${formatId("lead", id)}.`,
    "`/lead list all` shows them; `/lead new` makes one.",
  );
}
