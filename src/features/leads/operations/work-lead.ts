import { AppError } from "../../../kernel/errors.ts";
import { settingsSchema } from "../../../kernel/settings.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { DealAct } from "../../deals/index.ts";
import { isSame } from "../domain/diff.ts";
import { type Lead, type LeadFacts, leadId } from "../domain/lead.ts";
import {
  disqualify as disqualified,
  edit as edited,
  type Qualified,
  qualify as qualified,
  reopen as reopened,
  setScore,
} from "../domain/life.ts";
import { statusName } from "../domain/words.ts";
import { listTwins } from "../queries/lead.ts";
import { changeLead, type LeadChange, type LeadEvent } from "./change-lead.ts";
import { SameCompany, writeNote } from "./create-lead.ts";
import { endWaiting } from "./handovers.ts";

function changed(before: Lead, lead: Lead, event: LeadEvent) {
  return isSame(before, lead) ? { lead: before, event: null } : { lead, event };
}

/** Writes over what is known of an open lead; the score follows. A company that another open lead has is refused. */
export function editLead(
  act: DealAct,
  id: number,
  written: { [K in keyof LeadFacts]?: LeadFacts[K] | undefined },
): Promise<LeadChange> {
  return changeLead(act, id, "lead.create", async (before, tx) => {
    const lead = edited(before, written);
    if (lead.company !== before.company) {
      const twins = await listTwins(tx, act.actor.workspaceId, lead.company, id);
      if (twins.length > 0) throw new SameCompany(twins);
    }
    return changed(before, lead, { kind: "edited", words: md`changed what is known of it` });
  });
}

/**
 * Moves a lead on to MQL or SQL with what was filled in for it.
 * @throws AppError rule_broken naming exactly what is missing
 */
export function qualifyLead(
  act: DealAct,
  id: number,
  wanted: {
    to?: Qualified | undefined;
    filled?: { [K in keyof LeadFacts]?: LeadFacts[K] | undefined } | undefined;
    reason?: string | undefined;
  },
): Promise<LeadChange> {
  return changeLead(act, id, "lead.create", (before) => {
    const thresholds = (act.settings ?? settingsSchema.parse({})).lead;
    const lead = qualified(before, wanted, thresholds);
    return {
      lead,
      event: {
        kind: "qualified",
        words: md`qualified it as ${statusName(lead.status)}, score ${lead.score}`,
        reason: wanted.reason ?? null,
      },
    };
  });
}

/** Ends a lead with a reason; nobody is reminded of it any more. */
export function disqualifyLead(act: DealAct, id: number, reason: string): Promise<LeadChange> {
  return changeLead(act, id, "lead.create", async (before, tx) => {
    const lead = disqualified(before, reason);
    await endWaiting(tx, act, id, "ended", lead.disqualifiedReason);
    const words = md`disqualified it: “${lead.disqualifiedReason ?? ""}”`;
    return { lead, event: { kind: "disqualified", words, reason: lead.disqualifiedReason } };
  });
}

/** Takes a disqualified lead up again, unless its company has another open lead meanwhile. */
export function reopenLead(act: DealAct, id: number, reason: string): Promise<LeadChange> {
  return changeLead(act, id, "lead.create", async (before, tx) => {
    const lead = reopened(before, reason);
    const twins = await listTwins(tx, act.actor.workspaceId, lead.company, id);
    if (twins.length > 0) throw new SameCompany(twins);
    const words = md`took it up again: “${reason}”`;
    return { lead, event: { kind: "reopened", words, reason } };
  });
}

/** Sets a score of one's own with a reason, or with null the table's again. */
export function scoreLead(
  act: DealAct,
  id: number,
  own: { score: number; reason: string } | null,
): Promise<LeadChange> {
  return changeLead(act, id, "lead.create", (before) => {
    const lead = setScore(before, own);
    const words = own
      ? md`set its score to ${lead.score}: “${own.reason}”`
      : md`gave it the table's score again: ${lead.score}`;
    return changed(before, lead, { kind: "scored", words, reason: own?.reason ?? null });
  });
}

const LONGEST_NOTE = 3000;

/** Keeps a note on a lead, open or closed. */
export function noteLead(act: DealAct, id: number, note: string): Promise<LeadChange> {
  const text = note.trim();
  if (!text || text.length > LONGEST_NOTE)
    throw new AppError(
      "bad_input",
      text ? `That note has ${text.length} characters; ${LONGEST_NOTE} fit.` : "What is the note?",
      `\`/lead note ${leadId({ id })} they come back in March\``,
    );
  return changeLead(act, id, "lead.create", async (before, tx) => {
    await writeNote(tx, act, id, text);
    return {
      lead: before,
      event: { kind: "noted", words: md`wrote: “${text}”`, after: { note: text } },
    };
  });
}
