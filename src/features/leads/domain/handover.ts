/**
 * How a handover stands: it waits for its person, was accepted, was passed on by hand, ran out of time, or ended because
 * the lead or deal went another way.
 */
export const HANDOVER_STATES = ["waiting", "accepted", "passed_on", "lapsed", "ended"] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

/** A lead, or the deal it became, given to somebody who is to accept it. */
export type Handover = {
  id: number;
  leadId: number;
  /** Set from the conversion on: then the deal is what is given. */
  dealId: number | null;
  personId: number;
  /** 0 for the bot itself. */
  byId: number;
  /** "owns DACH, 12 open": why it is this person. */
  why: string;
  at: Date;
  state: HandoverState;
  nudgedAt: Date | null;
};
