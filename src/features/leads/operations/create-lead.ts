import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { authorize } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { record } from "../../audit/index.ts";
import type { DealAct } from "../../deals/index.ts";
import { knownOf } from "../domain/diff.ts";
import { factsOf, type NewFacts } from "../domain/facts.ts";
import { type Lead, leadId } from "../domain/lead.ts";
import { scoreOf } from "../domain/score.ts";
import { listTwins, toRow } from "../queries/lead.ts";
import { leadNotes, leads } from "../schema/leads.ts";
import { acceptLeadIn, assignLeadIn } from "./assign-lead.ts";
import type { Given } from "./give.ts";

/** What is written down of a new lead. */
export type NewLead = NewFacts & { note?: string | undefined };

/** Who is to have a new lead: whom the rules choose, who makes it, or nobody yet. */
export type Taking = "rules" | "me" | "nobody";

/** The company has an open lead already: it is offered, and a second one is made only by who says so. */
export class SameCompany extends AppError {
  readonly twins: readonly Pick<Lead, "id" | "company">[];

  constructor(twins: readonly Pick<Lead, "id" | "company">[]) {
    const ids = joinWords(twins.map(leadId), "and");
    const [first] = twins;
    super(
      "conflict",
      `There is an open lead for ${first?.company ?? "this company"} already: ${ids}.`,
      `\`/lead show ${first ? leadId(first) : ""}\` opens it.`,
    );
    this.twins = twins;
  }
}

/**
 * Makes a lead with the score its facts give it.
 * @param options.again makes a second one of a company that has an open lead
 * @throws SameCompany, AppError forbidden or bad_input; nothing is changed then
 */
export function createLead(
  act: DealAct,
  input: NewLead,
  options: { take?: Taking | undefined; again?: boolean | undefined } = {},
): Promise<{ lead: Lead; given: Given | null }> {
  return inChange(act, (tx) => createLeadIn(tx, act, input, options));
}

/** The same inside a transaction that is open already. */
export async function createLeadIn(
  tx: Tx,
  act: DealAct,
  input: NewLead,
  options: { take?: Taking | undefined; again?: boolean | undefined } = {},
): Promise<{ lead: Lead; given: Given | null }> {
  const { take = "nobody", again = false } = options;
  const { actor } = act;
  authorize(actor, "lead.create");
  const lead = newLead(act, 0, input);
  // The number first: whoever makes one of this company at the same moment waits here, and then sees this one.
  lead.id = await nextNumber(tx, actor.workspaceId, "lead");
  if (!again) {
    const twins = await listTwins(tx, actor.workspaceId, lead.company);
    if (twins.length > 0) throw new SameCompany(twins);
  }
  await tx.insert(leads).values({ workspaceId: actor.workspaceId, ...toRow(lead) });
  await writeNote(tx, act, lead.id, input.note);
  await recordCreated(tx, act, [lead]);
  if (take === "nobody") return { lead, given: null };
  if (take === "me") return { lead: (await acceptLeadIn(tx, act, lead.id)).lead, given: null };
  const { lead: saved, given } = await assignLeadIn(tx, act, lead.id, "rules", null, true);
  return { lead: saved, given };
}

/** A lead as it starts; the number is given later. */
export function newLead(act: DealAct, id: number, input: NewLead): Lead {
  const facts = factsOf(input);
  return {
    ...facts,
    id,
    status: "new",
    score: scoreOf(facts).total,
    scoreReason: null,
    disqualifiedReason: null,
    ownerId: null,
    dealId: null,
    createdBy: act.actor.personId,
    createdAt: act.now,
    updatedAt: act.now,
    version: 1,
  };
}

/** Keeps what was written on a lead; blank text is nothing. */
export async function writeNote(
  tx: Tx,
  act: DealAct,
  id: number,
  note: string | undefined,
): Promise<void> {
  const text = note?.trim();
  if (!text) return;
  const { workspaceId, personId } = act.actor;
  await tx
    .insert(leadNotes)
    .values({ workspaceId, leadId: id, authorId: personId, text, at: act.now });
}

/** The audit log's entries of new leads. */
export function recordCreated(tx: Tx, act: DealAct, made: readonly Lead[]): Promise<void> {
  return record(
    tx,
    act,
    made.map((lead) => ({
      action: "lead.created",
      subject: "lead",
      subjectId: lead.id,
      after: knownOf(lead),
    })),
  );
}
