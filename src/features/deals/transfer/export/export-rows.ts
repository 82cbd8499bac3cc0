import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../../db/client.ts";
import { people } from "../../../people/schema.ts";
import { accounts, contacts } from "../../schema/accounts.ts";
import { deals } from "../../schema/deals.ts";
import { dealNotes, requirements, stageHistory } from "../../schema/trail.ts";
import type { DealRow } from "../plan/world.ts";
import type { StageEntry } from "../row/deal-draft.ts";

/** A deal with all that our export tells of it. */
export type ExportRow = {
  deal: DealRow;
  account: string | null;
  contact: { name: string | null; email: string | null; title: string | null };
  owner: { name: string; email: string | null };
  se: { name: string | null; email: string | null };
  requirements: readonly string[];
  notes: readonly { at: Date; by: string; text: string }[];
  stages: readonly StageEntry[];
};

const PAGE = 1000;
const owner = alias(people, "owner");
const engineer = alias(people, "engineer");

/** All deals of the workspace by their numbers, a page at a time. */
export async function* exportPages(tx: Tx, workspaceId: string): AsyncGenerator<ExportRow[]> {
  let after = 0;
  for (;;) {
    const rows = await pageAfter(tx, workspaceId, after);
    const last = rows.at(-1);
    if (!last) return;
    after = last.deal.id;
    const ids = rows.map(({ deal }) => deal.id);
    const needs = await requirementsOf(tx, workspaceId, ids);
    const notes = await notesOf(tx, workspaceId, ids);
    const stages = await stagesOf(tx, workspaceId, ids);
    yield rows.map((row) => ({
      ...row,
      requirements: needs.get(row.deal.id) ?? [],
      notes: notes.get(row.deal.id) ?? [],
      stages: stages.get(row.deal.id) ?? [],
    }));
  }
}

function pageAfter(tx: Tx, workspaceId: string, after: number) {
  return tx
    .select({
      deal: deals,
      account: accounts.name,
      contact: { name: contacts.name, email: contacts.email, title: contacts.title },
      owner: { name: owner.name, email: owner.email },
      se: { name: engineer.name, email: engineer.email },
    })
    .from(deals)
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      contacts,
      and(eq(contacts.workspaceId, deals.workspaceId), eq(contacts.id, deals.contactId)),
    )
    .leftJoin(
      engineer,
      and(eq(engineer.workspaceId, deals.workspaceId), eq(engineer.id, deals.seId)),
    )
    .where(and(eq(deals.workspaceId, workspaceId), gt(deals.id, after)))
    .orderBy(asc(deals.id))
    .limit(PAGE)
    .then((rows) =>
      rows.map((row) => ({
        ...row,
        contact: row.contact ?? { name: null, email: null, title: null },
        se: row.se ?? { name: null, email: null },
      })),
    );
}

async function requirementsOf(tx: Tx, workspaceId: string, ids: number[]) {
  const rows = await tx
    .select({ dealId: requirements.dealId, text: requirements.text })
    .from(requirements)
    .where(and(eq(requirements.workspaceId, workspaceId), inArray(requirements.dealId, ids)))
    .orderBy(asc(requirements.id));
  return grouped(rows, ({ text }) => text);
}

async function notesOf(tx: Tx, workspaceId: string, ids: number[]) {
  const rows = await tx
    .select({
      dealId: dealNotes.dealId,
      at: dealNotes.at,
      text: dealNotes.text,
      name: people.name,
      email: people.email,
    })
    .from(dealNotes)
    .innerJoin(
      people,
      and(eq(people.workspaceId, dealNotes.workspaceId), eq(people.id, dealNotes.authorId)),
    )
    .where(and(eq(dealNotes.workspaceId, workspaceId), inArray(dealNotes.dealId, ids)))
    .orderBy(asc(dealNotes.id));
  return grouped(rows, ({ at, text, name, email }) => ({
    at,
    by: email ? `${name} <${email}>` : name,
    text,
  }));
}

async function stagesOf(tx: Tx, workspaceId: string, ids: number[]) {
  const rows = await tx
    .select({ dealId: stageHistory.dealId, stage: stageHistory.toStage, at: stageHistory.at })
    .from(stageHistory)
    .where(and(eq(stageHistory.workspaceId, workspaceId), inArray(stageHistory.dealId, ids)))
    .orderBy(asc(stageHistory.id));
  return grouped(rows, ({ stage, at }) => ({ stage, at }));
}

function grouped<Row extends { dealId: number }, T>(
  rows: readonly Row[],
  part: (row: Row) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.dealId);
    if (group) group.push(part(row));
    else groups.set(row.dealId, [part(row)]);
  }
  return groups;
}
