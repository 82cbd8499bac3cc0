import type { Candidate } from "../../../../src/features/leads/domain/assignment.ts";
import type { Lead, LeadFacts } from "../../../../src/features/leads/domain/lead.ts";
import { scoreOf } from "../../../../src/features/leads/domain/score.ts";

/** What is known of a lead of which only the company and the source are known, with what of it matters. */
export function someFacts(over: Partial<LeadFacts> = {}): LeadFacts {
  return {
    company: "Acme",
    contactName: null,
    contactEmail: null,
    contactTitle: null,
    source: "inbound",
    segment: null,
    employees: null,
    industry: null,
    country: null,
    budget: null,
    authority: null,
    need: null,
    timing: null,
    ...over,
  };
}

/** Everything an SQL asks for. */
export const BANT = {
  contactName: "Jane Doe",
  contactEmail: "jane@acme.com",
  budget: { minor: 5_000_000, currency: "EUR" },
  authority: "decides",
  need: "Single sign-on",
  timing: "this_quarter",
} as const satisfies Partial<LeadFacts>;

/** A lead with the score its facts give it. */
export function aLead(over: Partial<Lead> = {}): Lead {
  const facts = someFacts(over);
  const then = new Date("2026-11-18T14:00:00Z");
  return {
    ...facts,
    id: 4,
    status: "new",
    score: scoreOf(facts).total,
    scoreReason: null,
    disqualifiedReason: null,
    ownerId: null,
    dealId: null,
    createdBy: 1,
    createdAt: then,
    updatedAt: then,
    version: 1,
    ...over,
  };
}

/** An account executive who carries nothing, with what of it matters. */
export function aRep(personId: number, over: Partial<Candidate> = {}): Candidate {
  return {
    personId,
    name: `Rep ${personId}`,
    teamId: null,
    roles: ["ae"],
    isActive: true,
    isAway: false,
    openDeals: 0,
    openLeads: 0,
    lastTurn: 0,
    ...over,
  };
}
