import { authorize } from "../../kernel/access.ts";
import type { Call } from "../../slack/call.ts";
import { code, join, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { listAudit } from "../audit/index.ts";
import { dealId, read } from "../deals/index.ts";
import { givenWords, leadAnswer, readerOf } from "./answers.ts";
import type { LeadFilter, LeadRequest } from "./domain/filter.ts";
import { leadId } from "./domain/lead.ts";
import { checkLegal, gapTo, nextStatus, type Qualified } from "./domain/life.ts";
import { statusName } from "./domain/words.ts";
import { openQualify } from "./modals/qualify.ts";
import { acceptLead, assignLead, type Taker } from "./operations/assign-lead.ts";
import {
  disqualifyLead,
  noteLead,
  qualifyLead,
  reopenLead,
  scoreLead,
} from "./operations/work-lead.ts";
import { countLeads, type LeadCursor, listLeads } from "./queries/list.ts";
import { seeLead } from "./reading.ts";
import { leadCard } from "./views/card.ts";
import { leadHistory } from "./views/history.ts";
import { leadList } from "./views/list.ts";
import { scoreCard } from "./views/score.ts";

const PAGE = 30;
const HISTORY = 50;

/** What a command and a button both do: one place each, so that both answer the same. */
export async function show(call: Call, id: number): Promise<Reply> {
  return { ...leadCard(await seeLead(call, id), readerOf(call)), replace: call.inPlace };
}

/** One page of leads; without a scope reps see theirs, managers their team's, others all. */
export async function showList(
  call: Call,
  request: LeadRequest,
  after?: LeadCursor,
): Promise<Reply> {
  const filter: LeadFilter = { ...request, scope: request.scope ?? usualScope(call) };
  const [page, totals] = await read(call, async (tx) => [
    await listLeads(tx, call.actor, filter, { limit: PAGE, after }),
    await countLeads(tx, call.actor, filter),
  ]);
  return { ...leadList({ filter, ...page, totals }, readerOf(call)), replace: call.inPlace };
}

function usualScope({ actor }: Call): LeadFilter["scope"] {
  if (actor.roles.some((role) => role === "ae" || role === "sdr")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}

/** The score with its reasons. */
export async function score(call: Call, id: number): Promise<Reply> {
  return { ...scoreCard(await seeLead(call, id), readerOf(call)), replace: call.inPlace };
}

/** Everything that happened to a lead, and to the deal it became until then. */
export async function history(call: Call, id: number): Promise<Reply> {
  const view = await seeLead(call, id);
  const lines = await read(call, (tx) =>
    listAudit(tx, call.actor.workspaceId, { kind: "lead", id }, HISTORY),
  );
  return leadHistory(view, lines, readerOf(call));
}

/** Moves a lead on, or opens the form with exactly what is missing. */
export async function qualifyNow(
  call: Call,
  id: number,
  wanted: { to?: Qualified | undefined; reason?: string | undefined } = {},
): Promise<Reply | null> {
  const { lead } = await seeLead(call, id);
  checkLegal(lead, "qualify");
  const to = nextStatus(lead, wanted.to);
  const gap = gapTo(lead, to, call.settings.lead);
  const needsReason = gap.short > 0 && !wanted.reason;
  if (to !== lead.status && (gap.missing.length > 0 || needsReason)) {
    await call.open(openQualify(lead, gap));
    return null;
  }
  const { lead: saved } = await qualifyLead(call, id, { to, reason: wanted.reason });
  return leadAnswer(
    call,
    id,
    (company) => md`Qualified ${company} as ${statusName(saved.status)}, score ${saved.score}.`,
  );
}

/** Accepts a lead, or the deal it became. */
export async function acceptNow(call: Call, id: number, handover: number | null): Promise<Reply> {
  const { deal, what } = await acceptLead(call, id, handover);
  return leadAnswer(call, id, (company) => {
    const thing = deal ? join([md`the deal ${deal.title}`, code(dealId(deal))], " ") : company;
    if (what === "already") return md`${thing} is yours already.`;
    return what === "taken" ? md`${thing} is yours now.` : md`Accepted: ${thing} is yours.`;
  });
}

/** Gives a lead to somebody and says why it is them. */
export async function assignTo(
  call: Call,
  id: number,
  taker: Taker,
  reason: string | null,
): Promise<Reply> {
  const { given, deal } = await assignLead(call, id, taker, reason);
  return leadAnswer(call, id, () =>
    deal ? md`The deal ${deal.title}: ${givenWords(call, given)}` : givenWords(call, given),
  );
}

/** Ends a lead. */
export async function disqualifyBecause(call: Call, id: number, reason: string): Promise<Reply> {
  await disqualifyLead(call, id, reason);
  return leadAnswer(call, id, (company) => md`Disqualified ${company}.`);
}

/** Takes a disqualified lead up again. */
export async function reopenBecause(call: Call, id: number, reason: string): Promise<Reply> {
  await reopenLead(call, id, reason);
  return leadAnswer(call, id, (company) => md`${company} is taken up again: it starts as new.`);
}

/** Keeps a note. */
export async function writeOn(call: Call, id: number, text: string): Promise<Reply> {
  await noteLead(call, id, text);
  return leadAnswer(call, id, (company) => md`Noted on ${company}.`);
}

/** Sets a score of one's own, or with null the table's again, and shows what it is made of. */
export async function scoreAt(
  call: Call,
  id: number,
  own: { score: number; reason: string } | null,
): Promise<Reply> {
  await scoreLead(call, id, own);
  return score(call, id);
}

/**
 * A lead before a form about it opens: nobody fills in what will be refused. The change asks again.
 * @throws AppError when the act is not legal, or not for this person
 */
export async function beforeForm(
  call: Call,
  id: number,
  act: Parameters<typeof checkLegal>[1] | null,
): Promise<{ id: number; company: string }> {
  const { lead, relations } = await seeLead(call, id);
  if (act === "assign") authorize(call.actor, "lead.assign", relations);
  // The deal a lead became is passed on by the same form.
  const isDeal = act === "assign" && lead.dealId !== null;
  if (act && !isDeal) checkLegal(lead, act);
  return { id, company: `${lead.company} (${leadId(lead)})` };
}
