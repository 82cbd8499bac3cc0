import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Deps } from "../../../deps.ts";
import { botActor } from "../../../kernel/access.ts";
import { notify } from "../../../notify/notify.ts";
import type { DealAct } from "../../deals/index.ts";
import { getPerson } from "../../people/index.ts";
import { readSettings } from "../../settings/index.ts";
import type { Handover } from "../domain/handover.ts";
import { ladderOf } from "../domain/ladder.ts";
import { isOpen, type Lead } from "../domain/lead.ts";
import { leadNudge } from "../notifications.ts";
import { getHandover, hasWorkedOn } from "../queries/handovers.ts";
import { type DealBehind, findDealBehind, lockLead } from "../queries/lead.ts";
import { leadHandovers } from "../schema/handovers.ts";
import { askRules, giveTo, tellStuck } from "./give.ts";
import { drawHandover, endWaiting } from "./handovers.ts";

/** The bot acts by itself: nobody's request, with the rights of an admin. */
export async function botAct(deps: Deps, tx: Tx, workspaceId: string): Promise<DealAct> {
  const actor = botActor(workspaceId);
  const settings = await readSettings(tx, workspaceId);
  return { deps, actor, now: deps.clock.now(), requestId: null, settings };
}

type Waiting = { lead: Lead; deal: DealBehind | null; handover: Handover };

/**
 * A handover that still waits, with its lead locked; null when it was settled. One whose deal its owner has worked on
 * counts as accepted, one whose lead or deal went another way has ended: both are settled here.
 */
async function stillWaiting(tx: Tx, act: DealAct, handoverId: number): Promise<Waiting | null> {
  const { workspaceId } = act.actor;
  const known = await getHandover(tx, workspaceId, handoverId);
  const lead = known && (await lockLead(tx, workspaceId, known.leadId));
  // Read again under the lock: it may have been accepted while we waited for it.
  const handover = lead && (await getHandover(tx, workspaceId, handoverId));
  if (!lead || handover?.state !== "waiting") return null;
  const deal = await findDealBehind(tx, workspaceId, lead);
  const { personId, at } = handover;
  const isTheirs = deal ? deal.isOpen && deal.ownerId === personId : lead.ownerId === personId;
  if (!isTheirs || (!deal && !isOpen(lead))) {
    await endWaiting(tx, act, lead.id, "ended");
    return null;
  }
  if (deal && (await hasWorkedOn(tx, workspaceId, { dealId: deal.id, personId, since: at }))) {
    await endWaiting(tx, act, lead.id, "accepted");
    return null;
  }
  return { lead, deal, handover };
}

/** Reminds whoever was given a lead, unless they have accepted it. Done twice, it reminds once. */
export async function nudge(tx: Tx, act: DealAct, handoverId: number): Promise<void> {
  const waiting = await stillWaiting(tx, act, handoverId);
  if (!waiting || !act.settings) return;
  const { lead, deal, handover } = waiting;
  const { workspaceId } = act.actor;
  const person = await getPerson(tx, workspaceId, handover.personId);
  if (!person.slackUserId) return;
  const { lapseAt } = ladderOf(handover.at, act.settings.lead, {
    hours: person.workingHours ?? act.settings.workingHours,
    timeZone: person.timeZone,
  });
  await notify(act.deps, tx, leadNudge, {
    workspaceId,
    to: person.slackUserId,
    data: {
      id: lead.id,
      company: lead.company,
      deal: deal && { id: deal.id, title: deal.title },
      handover: handover.id,
      until: lapseAt.toISOString(),
      at: act.now.toISOString(),
    },
    dedupeKey: `lead-nudge:${handover.id}`,
  });
  await tx
    .update(leadHandovers)
    .set({ nudgedAt: act.now })
    .where(and(eq(leadHandovers.workspaceId, workspaceId), eq(leadHandovers.id, handover.id)));
}

/**
 * Gives a lead nobody accepted to the next by the rules, never back to who let it lapse. When there is nobody else it stays, and
 * the managers hear of it. Done twice, it is given once.
 */
export async function lapse(tx: Tx, act: DealAct, handoverId: number): Promise<void> {
  const waiting = await stillWaiting(tx, act, handoverId);
  if (!waiting) return;
  const { lead, deal, handover } = waiting;
  const { workspaceId } = act.actor;
  const number = await drawHandover(tx, workspaceId);
  const chosen = await askRules(tx, act, lead, [handover.personId]);
  if (chosen.personId === null || chosen.isAgain) {
    const { name } = await getPerson(tx, workspaceId, handover.personId);
    const why =
      chosen.personId === null ? chosen.why : "everybody else who could take it has let it go";
    await tellStuck(tx, act, { lead, deal, why, keptBy: name, occasion: `lapsed-${handover.id}` });
    return;
  }
  const to = await getPerson(tx, workspaceId, chosen.personId);
  await giveTo(tx, act, {
    lead,
    deal,
    handover,
    to,
    why: chosen.why,
    isByRules: true,
    number,
    endsAs: "lapsed",
    reason: null,
  });
}
