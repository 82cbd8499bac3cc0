import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { notify } from "../../../notify/notify.ts";
import { record } from "../../audit/index.ts";
import type { DealAct } from "../../deals/index.ts";
import { getPerson, type Person } from "../../people/index.ts";
import { readSettings } from "../../settings/index.ts";
import type { Handover, HandoverState } from "../domain/handover.ts";
import { ladderOf } from "../domain/ladder.ts";
import type { Lead } from "../domain/lead.ts";
import { ladderStep } from "../job-kinds.ts";
import { leadGiven, leadTaken } from "../notifications.ts";
import { findHandover } from "../queries/handovers.ts";
import { leadHandovers } from "../schema/handovers.ts";

/** The deal a lead became, as far as messages speak of it. */
export type DealOfLead = { id: number; title: string };

/** How a lead goes to somebody. */
export type Giving = {
  lead: Lead;
  deal: DealOfLead | null;
  to: Person;
  why: string;
  /** What the new owner reads besides who gave it: the rule, or why it was passed on; null where nobody said anything. */
  said: string | null;
  /** The number that was drawn for it; see `drawHandover`. */
  number: number;
  /** Accepted from the start: they took it themself, or had it before. */
  isAccepted: boolean;
};

/**
 * The number of a new handover. Whoever draws one waits until the one before is settled: two leads that are given at once count
 * each other, and nobody goes over their capacity.
 */
export function drawHandover(tx: Tx, workspaceId: string): Promise<number> {
  return nextNumber(tx, workspaceId, "lead_handover");
}

/** Writes that somebody is given a lead, asks them to accept it, and sets the ladder going unless they have accepted. */
export async function handOver(tx: Tx, act: DealAct, giving: Giving): Promise<void> {
  const { lead, deal, to, why, said, number, isAccepted } = giving;
  const { workspaceId, personId, name } = act.actor;
  await tx.insert(leadHandovers).values({
    workspaceId,
    id: number,
    leadId: lead.id,
    dealId: deal?.id ?? null,
    personId: to.id,
    byId: personId,
    why,
    at: act.now,
    state: isAccepted ? "accepted" : "waiting",
    endedAt: isAccepted ? act.now : null,
  });
  if (isAccepted) return;
  const { nudgeAt, lapseAt } = await timesOf(tx, act, to);
  const data = { workspaceId, handoverId: number };
  for (const [step, startAfter] of [
    ["nudge", nudgeAt],
    ["lapse", lapseAt],
  ] as const)
    await act.deps.jobs.enqueue(
      tx,
      ladderStep,
      { ...data, step },
      { key: `${number}:${step}`, startAfter },
    );
  if (!to.slackUserId) return;
  await notify(act.deps, tx, leadGiven, {
    workspaceId,
    to: to.slackUserId,
    data: {
      id: lead.id,
      company: lead.company,
      deal,
      handover: number,
      until: lapseAt.toISOString(),
      at: act.now.toISOString(),
      byName: personId === 0 ? null : name,
      said,
      contactName: lead.contactName,
      source: lead.source,
      score: lead.score,
    },
    dedupeKey: `lead-handover:${number}`,
  });
}

/** When the ladder of somebody who is given a lead now has its rungs. */
export async function timesOf(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now" | "settings">,
  to: Person,
) {
  const settings = act.settings ?? (await readSettings(tx, act.actor.workspaceId));
  return ladderOf(act.now, settings.lead, {
    hours: to.workingHours ?? settings.workingHours,
    timeZone: to.timeZone,
  });
}

/** Settles what waits of a lead; nothing happens when nothing waits. */
export async function endWaiting(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now">,
  leadId: number,
  state: Exclude<HandoverState, "waiting">,
  reason: string | null = null,
): Promise<void> {
  await tx
    .update(leadHandovers)
    .set({ state, endedAt: act.now, reason })
    .where(
      and(
        eq(leadHandovers.workspaceId, act.actor.workspaceId),
        eq(leadHandovers.leadId, leadId),
        eq(leadHandovers.state, "waiting"),
      ),
    );
}

/** Marks the newest handover as passed on by hand, whether it waits or was accepted: the rules look elsewhere then. */
export async function passedOn(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now">,
  handover: Handover | null,
  state: "passed_on" | "lapsed",
  reason: string | null,
): Promise<void> {
  if (!handover) return;
  await tx
    .update(leadHandovers)
    .set({ state, endedAt: act.now, reason })
    .where(
      and(eq(leadHandovers.workspaceId, act.actor.workspaceId), eq(leadHandovers.id, handover.id)),
    );
}

/** Accepts what waits for the actor; @returns whether there was something. */
export async function acceptIfMine(tx: Tx, act: DealAct, leadId: number): Promise<boolean> {
  const { workspaceId, personId } = act.actor;
  const handover = await findHandover(tx, workspaceId, leadId);
  if (handover?.state !== "waiting" || handover.personId !== personId) return false;
  await endWaiting(tx, act, leadId, "accepted");
  await record(tx, act, [
    {
      action: "lead.accepted",
      subject: "lead",
      subjectId: leadId,
      after: { handover: handover.id },
    },
  ]);
  return true;
}

/** Tells who had a lead that somebody else has it now; never the one who decided it. */
export async function tellLoser(
  tx: Tx,
  act: DealAct,
  news: {
    lead: Lead;
    deal: DealOfLead | null;
    loserId: number | null;
    to: Person;
    number: number;
    reason: string | null;
  },
): Promise<void> {
  const { lead, deal, loserId, to, number, reason } = news;
  const { workspaceId, personId, name } = act.actor;
  if (loserId === null || loserId === personId || loserId === to.id) return;
  const { slackUserId } = await getPerson(tx, workspaceId, loserId);
  if (!slackUserId) return;
  await notify(act.deps, tx, leadTaken, {
    workspaceId,
    to: slackUserId,
    data: {
      id: lead.id,
      company: lead.company,
      deal,
      toName: to.name,
      byName: personId === 0 ? null : name,
      reason,
    },
    dedupeKey: `lead-taken:${number}:${slackUserId}`,
  });
}
