import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { authorize } from "../../../kernel/access.ts";
import { type Day, dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Money } from "../../../kernel/money.ts";
import { asMoney, currencyDigits } from "../../../kernel/money.ts";
import { cut } from "../../../kernel/text.ts";
import { type Changed, createDealIn, type DealAct, dealId } from "../../deals/index.ts";
import { getPerson, type Person } from "../../people/index.ts";
import { readSettings } from "../../settings/index.ts";
import { sells } from "../domain/assignment.ts";
import { type Estimate, estimateOf } from "../domain/estimate.ts";
import { withFacts } from "../domain/facts.ts";
import { type Lead, type LeadFacts, leadId } from "../domain/lead.ts";
import { checkLegal } from "../domain/life.ts";
import { findHandover } from "../queries/handovers.ts";
import { lockLead } from "../queries/lead.ts";
import { findLikeDeals } from "../queries/like-deals.ts";
import { noSuchLead, saveLead } from "./change-lead.ts";
import { askRules, awayUntil, checkTaker, type Given, tellStuck } from "./give.ts";
import { drawHandover, endWaiting, handOver } from "./handovers.ts";

/** What the deal is to be; what is left out is estimated. */
export type Conversion = {
  title?: string | undefined;
  amount?: Money | undefined;
  closeDate?: Day | undefined;
  contactName?: string | undefined;
  contactEmail?: string | undefined;
  /** Whoever is to have the deal; left out, the lead's owner if they sell, else whom the rules choose. */
  ownerId?: number | undefined;
};

export type Converted = { lead: Lead; change: Changed; given: Given; estimate: Estimate };

/** What the lead's deal will probably be, from deals like it that were won. */
export async function estimateLead(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now" | "settings">,
  lead: LeadFacts,
): Promise<Estimate> {
  const { workspaceId, timeZone } = act.actor;
  const { baseCurrency, lead: figures } = act.settings ?? (await readSettings(tx, workspaceId));
  const like = await findLikeDeals(tx, workspaceId, lead, baseCurrency);
  const minor = figures.defaultAmount * 10 ** currencyDigits(baseCurrency);
  const fallback = { amount: asMoney(minor, baseCurrency), days: figures.defaultCycleDays };
  return estimateOf(like, fallback, dayOf(act.now, timeZone));
}

/** What the deal is called unless somebody says otherwise: what they need, in a few words. */
export function usualTitle({ need }: Pick<Lead, "need">): string {
  const [line = ""] = (need ?? "").split("\n");
  return cut(line.trim(), 60) || "New business";
}

/**
 * Makes a deal of a lead, in one transaction: account and contact from the lead, amount and close date estimated where nobody says
 * them, the owner by the rules. Two people at once make one deal.
 * @throws AppError conflict when it was converted before, rule_broken when it is no SQL yet, bad_input without a contact
 */
export function convertLead(act: DealAct, id: number, wanted: Conversion): Promise<Converted> {
  return inChange(act, async (tx) => {
    const { actor } = act;
    const { workspaceId } = actor;
    authorize(actor, "deal.create");
    const before = await lockLead(tx, workspaceId, id);
    if (!before) throw noSuchLead(id);
    if (before.dealId !== null)
      throw new AppError(
        "conflict",
        `${leadId(before)} is a deal already: ${dealId({ id: before.dealId })}.`,
        `\`/deal show ${dealId({ id: before.dealId })}\` opens it.`,
      );
    checkLegal(before, "convert");
    const facts = withFacts(before, {
      contactName: wanted.contactName,
      contactEmail: wanted.contactEmail,
    });
    if (facts.contactName === null)
      throw new AppError(
        "bad_input",
        `${leadId(before)} needs a contact before it is a deal.`,
        `\`/lead convert ${leadId(before)}\` asks for it.`,
      );
    const estimate = await estimateLead(tx, act, facts);
    const number = await drawHandover(tx, workspaceId);
    const owner = await ownerFor(tx, act, before, wanted.ownerId);
    const isAccepted = owner.person.id === actor.personId || owner.hasAccepted;
    const amount = wanted.amount ?? estimate.amount;
    const change = await createDealIn(
      tx,
      act,
      {
        account: facts.company,
        accountFacts: {
          sector: facts.industry,
          employees: facts.employees,
          country: facts.country,
        },
        title: wanted.title ?? usualTitle(before),
        amount,
        closeDate: wanted.closeDate ?? estimate.closeDate,
        contact: {
          name: facts.contactName,
          email: facts.contactEmail ?? undefined,
          title: facts.contactTitle ?? undefined,
        },
        ownerId: owner.person.id,
        // Who is asked to accept it is not told of it besides.
        toldElsewhere: isAccepted ? [] : [owner.person.id],
      },
      amount.currency,
    );
    const lead: Lead = {
      ...before,
      ...facts,
      status: "converted",
      dealId: change.deal.id,
      ownerId: owner.person.id,
      version: before.version + 1,
      updatedAt: act.now,
    };
    await endWaiting(tx, act, id, "ended");
    await saveLead(tx, act, before, lead, { kind: "converted", words: null });
    const deal = { id: change.deal.id, title: change.deal.title };
    await handOver(tx, act, {
      lead,
      deal,
      to: owner.person,
      why: owner.why,
      said: owner.isByRules ? owner.why : null,
      number,
      isAccepted,
    });
    if (owner.stuck !== null)
      await tellStuck(tx, act, {
        lead,
        deal: { ...deal, ownerId: owner.person.id, isOpen: true },
        why: owner.stuck,
        keptBy: owner.person.name,
        occasion: "converted",
      });
    const given: Given = {
      personId: owner.person.id,
      name: owner.person.name,
      why: owner.why,
      isByRules: owner.isByRules,
      awayUntil: await awayUntil(tx, act, owner.person.id),
    };
    return { lead, change, given, estimate };
  });
}

type Owner = {
  person: Person;
  why: string;
  /** Whether the rules chose, and not a person or what was before. */
  isByRules: boolean;
  /** The lead was theirs already, and they had accepted it. */
  hasAccepted: boolean;
  /** Why the rules found nobody; null when they did, or were not asked. */
  stuck: string | null;
};

async function ownerFor(
  tx: Tx,
  act: DealAct,
  lead: Lead,
  wanted: number | undefined,
): Promise<Owner> {
  const { workspaceId, personId, name } = act.actor;
  const handover = await findHandover(tx, workspaceId, lead.id);
  const hasAccepted = (id: number) =>
    lead.ownerId === id && handover?.personId === id && handover.state === "accepted";
  if (wanted !== undefined) {
    const person = await checkTaker(tx, workspaceId, wanted);
    const why = wanted === personId ? "took it themself" : `chosen by ${name}`;
    return { person, why, isByRules: false, hasAccepted: hasAccepted(wanted), stuck: null };
  }
  const known = lead.ownerId === null ? null : await getPerson(tx, workspaceId, lead.ownerId);
  if (known?.isActive && closesDeals(known))
    return {
      person: known,
      why: "has the lead",
      isByRules: false,
      hasAccepted: hasAccepted(known.id),
      stuck: null,
    };
  const chosen = await askRules(tx, act, lead);
  if (chosen.personId !== null) {
    const person = await getPerson(tx, workspaceId, chosen.personId);
    return {
      person,
      why: chosen.why,
      isByRules: true,
      hasAccepted: hasAccepted(person.id),
      stuck: null,
    };
  }
  // A deal is always somebody's: whoever converted it keeps it until a manager decides.
  const person = await getPerson(tx, workspaceId, personId);
  return {
    person,
    why: "nobody else is free",
    isByRules: true,
    hasAccepted: false,
    stuck: chosen.why,
  };
}

/** Sales development hands its leads on; account executives and managers keep theirs as deals. */
function closesDeals(person: Person): boolean {
  return sells(person) && person.roles.some((role) => role === "ae" || role === "manager");
}
