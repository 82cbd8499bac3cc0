import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { withFacts } from "./facts.ts";
import { type Lead, type LeadFacts, type LeadStatus, leadId } from "./lead.ts";
import { scoreOf } from "./score.ts";
import { type Evidence, evidenceWords, statusName } from "./words.ts";

/** What can be done to a lead. */
export type LeadAct = "edit" | "qualify" | "score" | "assign" | "convert" | "disqualify" | "reopen";

const OPEN: readonly LeadStatus[] = ["new", "mql", "sql"];
/** The statuses in which each act is legal. */
export const LEGAL: Readonly<Record<LeadAct, readonly LeadStatus[]>> = {
  edit: OPEN,
  qualify: ["new", "mql"],
  score: OPEN,
  assign: OPEN,
  convert: ["sql"],
  disqualify: OPEN,
  reopen: ["disqualified"],
};

const ACT_WORDS: Record<LeadAct, string> = {
  edit: "edited",
  qualify: "qualified further",
  score: "scored",
  assign: "given to anybody",
  convert: "converted",
  disqualify: "disqualified",
  reopen: "taken up again",
};

/** Whether the act is legal now. */
export function isLegal(lead: Pick<Lead, "status">, act: LeadAct): boolean {
  return LEGAL[act].includes(lead.status);
}

/**
 * @throws AppError rule_broken that says how the lead stands and what can be done with it
 */
export function checkLegal(lead: Pick<Lead, "id" | "status">, act: LeadAct): void {
  if (isLegal(lead, act)) return;
  const id = leadId(lead);
  const may = (Object.keys(LEGAL) as LeadAct[])
    .filter((one) => LEGAL[one].includes(lead.status))
    .map((one) => `\`/lead ${one} ${id}\``);
  throw new AppError(
    "rule_broken",
    lead.status === "converted"
      ? `${id} is a deal already: it can't be ${act === "convert" ? "converted again" : ACT_WORDS[act]}.`
      : `${id} is ${statusWords(lead.status)}: it can't be ${ACT_WORDS[act]}.`,
    may.length > 0
      ? `What can be done now: ${joinWords(may, "or")}.`
      : "Its deal goes on from here: `/lead show` has the way to it.",
  );
}

/** "new", "converted", "an MQL": to finish "It is …". */
export function statusWords(status: LeadStatus): string {
  return status === "mql" || status === "sql" ? `an ${statusName(status)}` : status;
}

/** From which score a lead may go on to each status. */
export type Thresholds = { mqlScore: number; sqlScore: number };
/** The statuses one qualifies to. */
export type Qualified = "mql" | "sql";

/** What a status asks for: the contact for an MQL, and budget, authority, need and timing for an SQL. */
const NEEDS: Record<Qualified, readonly Evidence[]> = {
  mql: ["contactName", "contactEmail"],
  sql: ["contactName", "contactEmail", "budget", "authority", "need", "timing"],
};

/** What stands between a lead and a status: what nobody has written down, and the points it lacks (0 for none). */
export type Gap = { to: Qualified; missing: Evidence[]; short: number; threshold: number };

/** The next status, or the one that was asked for. */
export function nextStatus(lead: Pick<Lead, "status">, to?: Qualified | undefined): Qualified {
  return to ?? (lead.status === "new" ? "mql" : "sql");
}

/** What stands between the lead and the status. */
export function gapTo(
  lead: LeadFacts & Pick<Lead, "score">,
  to: Qualified,
  thresholds: Thresholds,
): Gap {
  const threshold = to === "mql" ? thresholds.mqlScore : thresholds.sqlScore;
  return {
    to,
    missing: NEEDS[to].filter((field) => lead[field] === null),
    short: Math.max(0, threshold - lead.score),
    threshold,
  };
}

/** The lead with its score as the table gives it, unless a person set another. */
export function rescored(lead: Lead): Lead {
  return lead.scoreReason === null ? { ...lead, score: scoreOf(lead).total } : lead;
}

/**
 * Moves a lead on to MQL or SQL, with what was filled in for it. Under the score a status asks for, a person may still vouch
 * for it with a reason.
 * @throws AppError rule_broken naming exactly what is missing
 */
export function qualify(
  lead: Lead,
  wanted: {
    to?: Qualified | undefined;
    filled?: { [K in keyof LeadFacts]?: LeadFacts[K] | undefined } | undefined;
    reason?: string | undefined;
  },
  thresholds: Thresholds,
): Lead {
  checkLegal(lead, "qualify");
  const to = nextStatus(lead, wanted.to);
  if (to === lead.status)
    throw new AppError("rule_broken", `${leadId(lead)} is ${statusWords(to)} already.`);
  const next = rescored({ ...lead, ...withFacts(lead, wanted.filled ?? {}), status: to });
  const { missing, short, threshold } = gapTo(next, to, thresholds);
  if (missing.length > 0)
    throw new AppError(
      "rule_broken",
      `${leadId(lead)} needs ${evidenceWords(missing)} before it is ${statusWords(to)}.`,
      `\`/lead qualify ${leadId(lead)}\` asks for it.`,
    );
  if (short > 0 && !wanted.reason?.trim())
    throw new AppError(
      "rule_broken",
      `${leadId(lead)} scores ${next.score}; ${statusWords(to)} has ${threshold} or more.`,
      "Say why it should go on all the same; the reason is kept.",
    );
  return next;
}

/** Ends a lead with a reason. */
export function disqualify(lead: Lead, reason: string): Lead {
  checkLegal(lead, "disqualify");
  return { ...lead, status: "disqualified", disqualifiedReason: needsReason(reason) };
}

/** Takes a disqualified lead up again: it starts anew. */
export function reopen(lead: Lead, reason: string): Lead {
  checkLegal(lead, "reopen");
  needsReason(reason);
  return rescored({ ...lead, status: "new", disqualifiedReason: null });
}

/** Sets a score of one's own with a reason, or, with null, the table's again. */
export function setScore(lead: Lead, own: { score: number; reason: string } | null): Lead {
  checkLegal(lead, "score");
  if (own === null) return rescored({ ...lead, scoreReason: null });
  if (!Number.isInteger(own.score) || own.score < 0 || own.score > 100)
    throw new AppError("bad_input", `${own.score} is no score.`, "Give 0 to 100 points.");
  return { ...lead, score: own.score, scoreReason: needsReason(own.reason) };
}

/** Writes over what is known; the score follows unless a person set it. */
export function edit(
  lead: Lead,
  written: { [K in keyof LeadFacts]?: LeadFacts[K] | undefined },
): Lead {
  checkLegal(lead, "edit");
  return rescored({ ...lead, ...withFacts(lead, written) });
}

const LONGEST_REASON = 500;

/** @throws AppError bad_input for none, or one that is too long */
export function needsReason(reason: string): string {
  const text = reason.replaceAll(/\s+/g, " ").trim();
  if (!text) throw new AppError("bad_input", "That needs a reason.", "A few words are enough.");
  if (text.length > LONGEST_REASON)
    throw new AppError(
      "bad_input",
      `That reason has ${text.length} characters; ${LONGEST_REASON} fit.`,
      "Put the rest into a note.",
    );
  return text;
}
