import { and, eq, sql } from "drizzle-orm";
import type { Act } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { prepared } from "../../../db/prepared.ts";
import { together } from "../../../db/together.ts";
import { nameKey } from "../../../kernel/text.ts";
import { type AuditEntry, record } from "../../audit/index.ts";
import type { Deal, DealEvent } from "../domain/deal.ts";
import { changesBetween } from "../domain/diff.ts";
import type { UndoState } from "../domain/move.ts";
import { deals } from "../schema/deals.ts";
import { dealMembers, dealNotes, requirements, stageHistory } from "../schema/trail.ts";
import type { Changed } from "./change-deal.ts";

/** The columns of a deal; the amount becomes minor units beside its currency, which stays when the amount goes. */
export function toRow(deal: Deal) {
  const { amount, competitors, products, metadata, ...columns } = deal;
  return {
    ...columns,
    titleKey: nameKey(deal.title),
    amount: amount?.minor ?? null,
    ...(amount ? { currency: amount.currency } : {}),
    competitors: [...competitors],
    products: [...products],
    metadata: { ...metadata },
  };
}

// The columns that follow from a field of another name.
const SOURCES: Readonly<Record<string, keyof Deal>> = { titleKey: "title", currency: "amount" };

/** Only what differs: to set all columns takes longer than everything else in a change. */
function changedColumns(before: Deal, deal: Deal): Partial<ReturnType<typeof toRow>> {
  return Object.fromEntries(
    Object.entries(toRow(deal)).filter(([column]) => {
      const field = SOURCES[column] ?? (column as keyof Deal);
      return deal[field] !== before[field];
    }),
  );
}

/** Writes a decided change: the row, its history, what was added to it, and the audit log. */
export async function saveDeal(tx: Tx, act: Act, change: Changed): Promise<void> {
  const { deal, events } = change;
  const { workspaceId } = act.actor;
  const changes = changesBetween(change.before, deal);
  await together([
    tx
      .update(deals)
      .set(changedColumns(change.before, deal))
      .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, deal.id))),
    ...events.map((event) => saveEvent(tx, act, change, event)),
    record(
      tx,
      act,
      // What was worked on keeps its own record.
      events
        .filter((event) => event.kind !== "worked")
        .map((event, i) => ({
          action: `deal.${event.kind}`,
          subject: "deal",
          subjectId: deal.id,
          ...merged(ofEvent(event), i === 0 ? changes : {}),
          reason: reasonOf(event),
        })),
    ),
  ]);
}

const insertMove = prepared(
  ["workspaceId", "dealId", "kind", "from", "to", "now", "personId", "reason", "version", "before"],
  (tx, { workspaceId, dealId, kind, from, to, now, personId, reason, version, before }) =>
    tx.insert(stageHistory).values({
      workspaceId,
      dealId,
      kind,
      fromStage: from,
      toStage: to,
      at: sql`${now}::timestamptz`,
      actorId: personId,
      reason,
      version,
      before: sql`${before}::jsonb`,
    }),
);

async function saveEvent(tx: Tx, act: Act, change: Changed, event: DealEvent): Promise<void> {
  const { before, deal } = change;
  const { workspaceId, personId } = act.actor;
  const base = { workspaceId, dealId: deal.id };
  switch (event.kind) {
    case "moved":
    case "reopened": {
      const undo: UndoState = {
        probability: before.probability,
        probabilityReason: before.probabilityReason,
        lostReason: before.lostReason,
        lostTo: before.lostTo,
        stageEnteredAt: before.stageEnteredAt.toISOString(),
      };
      await insertMove(tx, {
        ...base,
        kind: event.kind === "reopened" ? "reopened" : event.undo ? "undone" : "moved",
        from: event.from,
        to: event.to,
        now: act.now.toISOString(),
        personId,
        reason: reasonOf(event),
        version: deal.version,
        before: JSON.stringify(undo),
      });
      return;
    }
    case "noted":
      await tx
        .insert(dealNotes)
        .values({ ...base, authorId: personId, text: event.note, at: act.now });
      return;
    case "requirement_added":
      await tx
        .insert(requirements)
        .values({ ...base, authorId: personId, text: event.requirement, at: act.now });
      return;
    case "member_added":
      await tx
        .insert(dealMembers)
        .values({ ...base, personId: event.personId, addedAt: act.now })
        .onConflictDoNothing();
      return;
    default:
      return;
  }
}

function reasonOf(event: DealEvent): string | null {
  if (event.kind === "reopened") return event.reason;
  return event.kind === "moved" ? event.override : null;
}

function ofEvent(event: DealEvent): Pick<AuditEntry, "before" | "after"> {
  switch (event.kind) {
    case "moved":
    case "reopened":
      return { before: { stage: event.from }, after: { stage: event.to } };
    case "noted":
      return { after: { note: event.note } };
    case "requirement_added":
      return { after: { requirement: event.requirement } };
    case "member_added":
      return { after: { member: event.personId } };
    default:
      return {};
  }
}

/** What an event says of itself, and, with the first of a change, all that the change wrote over. */
function merged(
  event: Pick<AuditEntry, "before" | "after">,
  changes: Pick<AuditEntry, "before" | "after">,
): Pick<AuditEntry, "before" | "after"> {
  return {
    before: { ...changes.before, ...event.before },
    after: { ...changes.after, ...event.after },
  };
}
