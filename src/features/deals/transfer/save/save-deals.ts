import { sql } from "drizzle-orm";
import type { Tx } from "../../../../db/client.ts";
import { nextNumber } from "../../../../db/counters.ts";
import { AppError } from "../../../../kernel/errors.ts";
import { type AuditEntry, record } from "../../../audit/index.ts";
import { changesBetween } from "../../domain/diff.ts";
import { toDeal } from "../../queries/row.ts";
import { deals } from "../../schema/deals.ts";
import { dealNotes, requirements, stageHistory } from "../../schema/trail.ts";
import type { Additions, DealPlan, PlannedChange, PlannedDeal } from "../plan/plan-deals.ts";
import type { DealRow } from "../plan/world.ts";
import { insertRows, updateVersioned } from "./bulk-rows.ts";
import { type ImportAct, type Refs, saveNames } from "./save-names.ts";

/** Rows between two reports of progress. */
const BATCH = 500;

/** Carries a plan out, in the caller's transaction: all of it, or nothing when it throws. */
export async function saveDeals(
  tx: Tx,
  act: ImportAct,
  plan: DealPlan,
  progress: (saved: number) => Promise<void>,
): Promise<void> {
  const refs = await saveNames(tx, act, plan);
  await forgetPlans(tx);
  const numberOf = await numberDeals(tx, act, plan.created);
  const planned = [
    ...plan.created.map((deal) => createdRow(act, deal, numberOf(deal), refs)),
    ...plan.changed.map((change) => changedRow(act, change, refs)),
  ];
  // Each deal is written twice, first itself and then what belongs to it: one writing counts as half of it.
  let halves = 0;
  const told = async (batch: readonly Saved[]) => {
    halves += batch.length;
    await progress(Math.floor(halves / 2));
  };
  for (const batch of batchesOf(planned)) {
    await saveRows(tx, batch);
    await told(batch);
  }
  await forgetPlans(tx);
  for (const batch of batchesOf(planned)) {
    await saveAdditions(tx, act, batch, refs);
    await record(tx, act, batch.map(auditOf));
    await told(batch);
  }
}

/**
 * PostgreSQL keeps the plans by which it checks foreign keys. One made while a table was small goes through the whole
 * table for each row: 8,800 deals took 5 s, and 100,000 would run into the time limit. So what refers to a table is written
 * after all of its rows are there, and planned anew.
 */
async function forgetPlans(tx: Tx): Promise<void> {
  await tx.execute(sql`discard plans`);
}

/** A number for each new deal: the one our own export gave it, which nobody has here, else the next free one. */
async function numberDeals(
  tx: Tx,
  { actor }: ImportAct,
  created: readonly PlannedDeal[],
): Promise<(deal: PlannedDeal) => number> {
  if (created.length === 0) return () => 0;
  // Nobody else can take a number until this transaction ends.
  const next = await nextNumber(tx, actor.workspaceId, "opp", 0);
  const first = created.reduce((highest, { ownId }) => Math.max(highest, (ownId ?? 0) + 1), next);
  const fresh = created.filter(({ ownId }) => ownId === null);
  const numbers = new Map(fresh.map((deal, i) => [deal, first + i]));
  await nextNumber(tx, actor.workspaceId, "opp", first - next + fresh.length);
  return (deal) => deal.ownId ?? numbers.get(deal) ?? 0;
}

/** A deal as it will stand in the database, and what comes with it. */
type Saved = { row: DealRow; before: DealRow | null; additions: Additions };

function createdRow(act: ImportAct, deal: PlannedDeal, id: number, refs: Refs): Saved {
  const { workspaceId } = act.actor;
  const state = withRefs(deal.state, refs);
  return {
    row: { workspaceId, ...state, id, updatedAt: act.now, version: 1 },
    before: null,
    additions: deal,
  };
}

function changedRow(act: ImportAct, change: PlannedChange, refs: Refs): Saved {
  const { before, after } = change;
  const row = { ...withRefs(after, refs), updatedAt: act.now, version: before.version + 1 };
  return { row, before, additions: change };
}

async function saveRows(tx: Tx, batch: readonly Saved[]): Promise<void> {
  const rowsOf = (isNew: boolean) =>
    batch.filter(({ before }) => (before === null) === isNew).map(({ row }) => row);
  await insertRows(tx, deals, rowsOf(true));
  const changed = rowsOf(false);
  if ((await updateVersioned(tx, deals, changed)) !== changed.length)
    throw new AppError(
      "conflict",
      "Somebody changed one of these deals while they were imported; nothing was imported.",
      "Import the file again.",
    );
}

/** What a deal got besides its row: the stages it went through, requirements, notes. */
async function saveAdditions(
  tx: Tx,
  act: ImportAct,
  batch: readonly Saved[],
  refs: Refs,
): Promise<void> {
  const { workspaceId, personId } = act.actor;
  const actorId = personId || null;
  await insertRows(
    tx,
    stageHistory,
    batch.flatMap(({ row, before, additions }) =>
      additions.entries.map(({ stage, at }, i, all) => ({
        workspaceId,
        dealId: row.id,
        kind: "imported" as const,
        fromStage: all[i - 1]?.stage ?? before?.stage ?? null,
        toStage: stage,
        at,
        actorId,
        version: row.version,
      })),
    ),
  );
  await insertRows(
    tx,
    requirements,
    batch.flatMap(({ row, additions }) =>
      additions.requirements.map((text) => ({
        workspaceId,
        dealId: row.id,
        text,
        authorId: actorId,
        at: act.now,
      })),
    ),
  );
  await insertRows(
    tx,
    dealNotes,
    batch.flatMap(({ row, additions }) =>
      additions.notes.map(({ at, text, authorId }) => ({
        workspaceId,
        dealId: row.id,
        authorId: refs.person(authorId),
        text,
        at,
      })),
    ),
  );
}

function withRefs<Row extends Pick<DealRow, "accountId" | "contactId" | "ownerId" | "seId">>(
  row: Row,
  refs: Refs,
): Row {
  return {
    ...row,
    accountId: row.accountId && refs.account(row.accountId),
    contactId: row.contactId && refs.contact(row.contactId),
    ownerId: refs.person(row.ownerId),
    seId: row.seId && refs.person(row.seId),
  };
}

function auditOf({ row, before, additions }: Saved): AuditEntry {
  const entry = { action: "deal.imported", subject: "deal", subjectId: row.id };
  if (!before) return { ...entry, after: introduction(row) };
  const changes = changesBetween(toDeal(before), toDeal(row));
  return {
    ...entry,
    before: changes.before,
    after: { ...changes.after, ...added(additions) },
  };
}

/** What the audit log says of a new deal: no names of people outside, since they may ask to be forgotten. */
function introduction(row: DealRow): Record<string, unknown> {
  const { title, accountId, ownerId, stage, amount, currency, closeDate, source, sourceId } = row;
  return { title, accountId, ownerId, stage, amount, currency, closeDate, source, sourceId };
}

function added({ requirements: texts, notes }: Additions): Record<string, unknown> {
  return {
    ...(texts.length > 0 && { requirements: texts }),
    ...(notes.length > 0 && { notes: notes.length }),
  };
}

function batchesOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / BATCH) }, (_, i) =>
    list.slice(i * BATCH, (i + 1) * BATCH),
  );
}
