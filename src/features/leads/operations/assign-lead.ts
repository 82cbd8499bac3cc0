import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { authorize, whoMay } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { DealAct } from "../../deals/index.ts";
import { getPerson } from "../../people/index.ts";
import { type Lead, leadId } from "../domain/lead.ts";
import { checkLegal, needsReason } from "../domain/life.ts";
import { findHandover } from "../queries/handovers.ts";
import { type DealBehind, findDealBehind, lockLead } from "../queries/lead.ts";
import { noSuchLead, relationsTo } from "./change-lead.ts";
import { askRules, awayUntil, checkTaker, type Given, giveTo, tellStuck } from "./give.ts";
import { acceptIfMine, drawHandover } from "./handovers.ts";

/** To whom a lead is to go: by the rules, or to somebody. */
export type Taker = "rules" | { personId: number };

/** A lead after it was given to somebody, or not. */
export type Assigned = { lead: Lead; deal: DealBehind | null; given: Given };

/**
 * Gives a lead, or the deal it became, to somebody or to whom the rules choose. When nobody is eligible it stays as it is, and the
 * managers hear of it.
 * @param reason why it is passed on
 * @throws AppError forbidden, rule_broken for a closed lead or somebody outside sales, conflict when they have it already
 */
export function assignLead(
  act: DealAct,
  id: number,
  taker: Taker,
  reason: string | null = null,
): Promise<Assigned> {
  return inChange(act, (tx) => assignLeadIn(tx, act, id, taker, reason));
}

/**
 * The same inside a transaction that is open already.
 * @param isNew for a lead that was made in this transaction: its maker may leave it to the rules
 */
export async function assignLeadIn(
  tx: Tx,
  act: DealAct,
  id: number,
  taker: Taker,
  reason: string | null = null,
  isNew = false,
): Promise<Assigned> {
  const { actor } = act;
  const { workspaceId } = actor;
  const lead = await lockLead(tx, workspaceId, id);
  if (!lead) throw noSuchLead(id);
  const deal = await findDealBehind(tx, workspaceId, lead);
  const ownerId = deal?.ownerId ?? lead.ownerId;
  if (!isNew) authorize(actor, "lead.assign", await relationsTo(tx, actor, { ownerId }));
  if (deal) checkDealOpen(lead, deal);
  else checkLegal(lead, "assign");
  const why = reason === null ? null : needsReason(reason);
  const handover = await findHandover(tx, workspaceId, id);
  const number = await drawHandover(tx, workspaceId);
  const chosen =
    taker === "rules"
      ? await askRules(tx, act, lead, [ownerId])
      : { ...(await byHand(tx, act, taker.personId)), isAgain: false };
  if (chosen.personId === null || (taker === "rules" && chosen.personId === ownerId)) {
    const none = { ...chosen, personId: null };
    const keptBy = ownerId === null ? null : (await getPerson(tx, workspaceId, ownerId)).name;
    if (chosen.personId !== null) none.why = "there is nobody else who could take it";
    await tellStuck(tx, act, { lead, deal, why: none.why, keptBy, occasion: `asked-${number}` });
    return { lead, deal, given: none };
  }
  if (chosen.personId === ownerId)
    throw new AppError("conflict", `${chosen.name} has ${leadId(lead)} already.`);
  const to = await getPerson(tx, workspaceId, chosen.personId);
  const saved = await giveTo(tx, act, {
    lead,
    deal,
    handover,
    to,
    why: chosen.why,
    isByRules: taker === "rules",
    number,
    endsAs: "passed_on",
    reason: why,
  });
  return {
    lead: saved,
    deal,
    given: { ...chosen, isByRules: taker === "rules", awayUntil: await awayUntil(tx, act, to.id) },
  };
}

async function byHand(tx: Tx, act: DealAct, personId: number) {
  const { name } = await checkTaker(tx, act.actor.workspaceId, personId);
  const why = personId === act.actor.personId ? "took it themself" : `chosen by ${act.actor.name}`;
  return { personId, name, why };
}

/** A lead whose owner has accepted it: just now, by taking one nobody had, or before. */
export type Accepted = {
  lead: Lead;
  deal: DealBehind | null;
  what: "accepted" | "taken" | "already";
};

/**
 * Accepts a lead, or the deal it became; one that nobody has is taken by who accepts it.
 * @param handover the one the button belongs to; null when somebody typed it
 * @throws AppError conflict that says who has it, forbidden for who does not work with leads
 */
export function acceptLead(
  act: DealAct,
  id: number,
  handover: number | null = null,
): Promise<Accepted> {
  return inChange(act, (tx) => acceptLeadIn(tx, act, id, handover));
}

/** The same inside a transaction that is open already. */
export async function acceptLeadIn(
  tx: Tx,
  act: DealAct,
  id: number,
  handover: number | null = null,
): Promise<Accepted> {
  const { workspaceId, personId } = act.actor;
  const lead = await lockLead(tx, workspaceId, id);
  if (!lead) throw noSuchLead(id);
  const deal = await findDealBehind(tx, workspaceId, lead);
  const ownerId = deal?.ownerId ?? lead.ownerId;
  if (ownerId === personId) {
    const isNew = await acceptIfMine(tx, act, id);
    return { lead, deal, what: isNew ? "accepted" : "already" };
  }
  if (ownerId !== null) {
    const { name } = await getPerson(tx, workspaceId, ownerId);
    throw new AppError(
      "conflict",
      handover === null
        ? `${lead.company} is with ${name}, who accepts it.`
        : `${lead.company} went to ${name} meanwhile.`,
      `\`/lead assign ${leadId(lead)}\` gives it to somebody; that is for ${whoMay("lead.assign")}.`,
    );
  }
  authorize(act.actor, "deal.create");
  checkLegal(lead, "assign");
  const to = await checkTaker(tx, workspaceId, personId);
  const number = await drawHandover(tx, workspaceId);
  const taken = await giveTo(tx, act, {
    lead,
    deal,
    handover: null,
    to,
    why: "took it themself",
    isByRules: false,
    number,
    endsAs: "passed_on",
    reason: null,
  });
  return { lead: taken, deal, what: "taken" };
}

function checkDealOpen(lead: Lead, deal: DealBehind): void {
  if (deal.isOpen) return;
  throw new AppError(
    "rule_broken",
    `The deal ${leadId(lead)} became is closed: there is nothing left to take over.`,
  );
}
