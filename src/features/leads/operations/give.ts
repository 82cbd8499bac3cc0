import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { notify } from "../../../notify/notify.ts";
import { record } from "../../audit/index.ts";
import { assignIn, type DealAct } from "../../deals/index.ts";
import { getPerson, listAbsent, type Person } from "../../people/index.ts";
import { readSettings } from "../../settings/index.ts";
import { type Assignment, chooseOwner, sells } from "../domain/assignment.ts";
import type { Handover } from "../domain/handover.ts";
import type { Lead } from "../domain/lead.ts";
import { leadStuck } from "../notifications.ts";
import { listCandidates, listManagers } from "../queries/candidates.ts";
import { listRefusers } from "../queries/handovers.ts";
import type { DealBehind } from "../queries/lead.ts";
import { saveLead } from "./change-lead.ts";
import { handOver, passedOn, tellLoser } from "./handovers.ts";

/** Who got a lead and why, or why nobody did. */
export type Given =
  | { personId: number; name: string; why: string; isByRules: boolean; awayUntil: string | null }
  | { personId: null; why: string };

/**
 * Asks the rules who should get a lead. Draw the handover's number before: then nobody else is given anything meanwhile.
 * @param besides people who should not get it while there are others, besides those who had it and let it go
 */
export async function askRules(
  tx: Tx,
  act: DealAct,
  lead: Pick<Lead, "id" | "segment" | "country" | "industry">,
  besides: readonly (number | null)[] = [],
): Promise<Assignment> {
  const { workspaceId } = act.actor;
  const settings = act.settings ?? (await readSettings(tx, workspaceId));
  const candidates = await listCandidates(
    tx,
    workspaceId,
    async (ids) => new Set((await listAbsent(tx, workspaceId, ids, act.now)).keys()),
  );
  const refusers = await listRefusers(tx, workspaceId, lead.id);
  const avoid = new Set([...refusers, ...besides.filter((id) => id !== null)]);
  const { assignment: rules, capacity } = settings.lead;
  return chooseOwner(lead, { rules, capacity, candidates, avoid });
}

/**
 * Somebody who was chosen by hand.
 * @throws AppError rule_broken for who has left or does not work with leads
 */
export async function checkTaker(tx: Tx, workspaceId: string, personId: number): Promise<Person> {
  const person = await getPerson(tx, workspaceId, personId);
  if (!person.isActive)
    throw new AppError(
      "rule_broken",
      `${person.name} has left: their Slack account is closed.`,
      "`/deal people` lists who is here.",
    );
  if (!sells(person))
    throw new AppError(
      "rule_broken",
      `${person.name} does not work with leads.`,
      "Leads go to account executives, sales development reps and managers.",
    );
  return person;
}

/** Until when somebody is away, for who gives them something; null when they are here. */
export async function awayUntil(tx: Tx, act: DealAct, personId: number): Promise<string | null> {
  const away = await listAbsent(tx, act.actor.workspaceId, [personId], act.now);
  return away.get(personId)?.until ?? null;
}

/**
 * Gives a lead, or the deal it became, to somebody: the owner changes, the one who had it is told, the new one is asked to
 * accept. The lead is locked already.
 */
export async function giveTo(
  tx: Tx,
  act: DealAct,
  given: {
    lead: Lead;
    deal: DealBehind | null;
    handover: Handover | null;
    to: Person;
    why: string;
    isByRules: boolean;
    number: number;
    /** What becomes of the handover before it. */
    endsAs: "passed_on" | "lapsed";
    reason: string | null;
  },
): Promise<Lead> {
  const { lead: before, deal, handover, to, why, isByRules, number, endsAs, reason } = given;
  const loserId = deal?.ownerId ?? before.ownerId;
  if (handover && loserId === handover.personId) await passedOn(tx, act, handover, endsAs, reason);
  const lead: Lead = {
    ...before,
    ownerId: to.id,
    version: before.version + 1,
    updatedAt: act.now,
  };
  await saveLead(tx, act, before, lead, {
    kind: before.ownerId === null ? "assigned" : "reassigned",
    words: null,
    reason,
    after: { to: to.name, why },
  });
  if (deal) {
    const toldElsewhere = [to.id, ...(loserId === null ? [] : [loserId])];
    await assignIn(tx, act, deal.id, "owner", to.id, toldElsewhere);
  }
  const isAccepted = to.id === act.actor.personId;
  const said = isByRules ? why : reason === null ? null : `“${reason}”`;
  await handOver(tx, act, { lead, deal, to, why, said, number, isAccepted });
  await tellLoser(tx, act, { lead, deal, loserId, to, number, reason });
  return lead;
}

/** Tells the managers that nobody can be given a lead; the one who asked knows already. */
export async function tellStuck(
  tx: Tx,
  act: DealAct,
  stuck: {
    lead: Lead;
    deal: DealBehind | null;
    why: string;
    keptBy: string | null;
    occasion: string;
  },
): Promise<void> {
  const { lead, deal, why, keptBy, occasion } = stuck;
  const { workspaceId, slackUserId } = act.actor;
  await record(tx, act, [
    { action: "lead.not_assigned", subject: "lead", subjectId: lead.id, reason: why },
  ]);
  for (const manager of await listManagers(tx, workspaceId)) {
    if (manager === slackUserId) continue;
    await notify(act.deps, tx, leadStuck, {
      workspaceId,
      to: manager,
      data: {
        id: lead.id,
        company: lead.company,
        deal: deal && { id: deal.id, title: deal.title },
        why,
        keptBy,
      },
      dedupeKey: `lead-stuck:${lead.id}:${occasion}:${manager}`,
    });
  }
}
