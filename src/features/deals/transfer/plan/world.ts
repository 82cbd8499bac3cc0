import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../../db/client.ts";
import { people } from "../../../people/schema.ts";
import { accounts, contacts } from "../../schema/accounts.ts";
import { deals } from "../../schema/deals.ts";
import { products } from "../../schema/products.ts";
import { dealNotes, requirements } from "../../schema/trail.ts";
import type { DealDraft, Identity } from "../row/deal-draft.ts";
import type { KnownPerson, Named } from "./name-books.ts";

export type DealRow = typeof deals.$inferSelect;
export type KnownContact = {
  id: number;
  accountId: number;
  nameKey: string;
  email: string | null;
  title: string | null;
};

/** What the database knows of the things a file is about. */
export type World = {
  deals: readonly DealRow[];
  accounts: readonly Named[];
  contacts: readonly KnownContact[];
  products: readonly Named[];
  people: readonly KnownPerson[];
  /** What is written on these deals already, by the deal's number. */
  requirements: ReadonlyMap<number, ReadonlySet<string>>;
  notes: ReadonlyMap<number, ReadonlySet<string>>;
};

/** Ids in one statement. */
const BATCH = 5000;

/**
 * Reads what is known, before a file is planned.
 * @param lock keeps the deals as they are until the transaction ends
 */
export async function readWorld(
  tx: Tx,
  workspaceId: string,
  drafts: readonly DealDraft[],
  options: { lock: boolean },
): Promise<World> {
  const found = await findDeals(
    tx,
    workspaceId,
    drafts.map((draft) => draft.identity),
    options,
  );
  const trail = drafts.some((draft) => draft.requirements.length + draft.notes.length > 0);
  return {
    deals: found,
    ...(await readNames(tx, workspaceId)),
    contacts: await listContacts(tx, workspaceId),
    requirements: trail ? await requirementsOf(tx, workspaceId, found) : new Map(),
    notes: trail ? await notesOf(tx, workspaceId, found) : new Map(),
  };
}

/** The names a workspace knows accounts, products and people by. */
export async function readNames(
  tx: Tx,
  workspaceId: string,
): Promise<Pick<World, "accounts" | "products" | "people">> {
  const named = (table: typeof accounts | typeof products) =>
    tx
      .select({ id: table.id, name: table.name, nameKey: table.nameKey })
      .from(table)
      .where(eq(table.workspaceId, workspaceId))
      .orderBy(asc(table.id));
  return {
    accounts: await named(accounts),
    products: await named(products),
    people: await tx
      .select({ id: people.id, name: people.name, nameKey: people.nameKey, email: people.email })
      .from(people)
      .where(eq(people.workspaceId, workspaceId))
      .orderBy(asc(people.id)),
  };
}

/** The deals that are found by our own ids, or by those of the systems they came from. */
export async function findDeals(
  tx: Tx,
  workspaceId: string,
  identities: readonly Pick<Identity, "ownId" | "source" | "sourceId">[],
  { lock }: { lock: boolean },
): Promise<DealRow[]> {
  const rows = new Map<number, DealRow>();
  for (let start = 0; start < identities.length; start += BATCH) {
    const batch = identities.slice(start, start + BATCH);
    const query = tx
      .select()
      .from(deals)
      .where(and(eq(deals.workspaceId, workspaceId), isOneOf(batch)))
      .orderBy(asc(deals.id));
    for (const row of await (lock ? query.for("update") : query)) rows.set(row.id, row);
  }
  return [...rows.values()];
}

function isOneOf(
  identities: readonly Pick<Identity, "ownId" | "source" | "sourceId">[],
): SQL | undefined {
  const ids = identities.flatMap(({ ownId }) => ownId ?? []);
  const foreign = identities.flatMap(({ source, sourceId }) =>
    source && sourceId ? [{ source, id: sourceId }] : [],
  );
  // As JSON, so that the statement is the same, and prepared once, whatever the number of rows.
  return or(
    ids.length > 0
      ? sql`${deals.id} in (select value::int from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
      : undefined,
    foreign.length > 0
      ? sql`(${deals.source}, ${deals.sourceId}) in (select f.source, f.id
          from jsonb_to_recordset(${JSON.stringify(foreign)}::jsonb) as f (source text, id text))`
      : undefined,
    ids.length + foreign.length === 0 ? sql`false` : undefined,
  );
}

function listContacts(tx: Tx, workspaceId: string): Promise<KnownContact[]> {
  return tx
    .select({
      id: contacts.id,
      accountId: contacts.accountId,
      nameKey: contacts.nameKey,
      email: contacts.email,
      title: contacts.title,
    })
    .from(contacts)
    .where(eq(contacts.workspaceId, workspaceId));
}

async function requirementsOf(tx: Tx, workspaceId: string, rows: readonly DealRow[]) {
  const found = new Map<number, Set<string>>();
  for (const batch of batchesOf(rows))
    for (const { dealId, text } of await tx
      .select({ dealId: requirements.dealId, text: requirements.text })
      .from(requirements)
      .where(and(eq(requirements.workspaceId, workspaceId), inArray(requirements.dealId, batch))))
      add(found, dealId, text);
  return found;
}

async function notesOf(tx: Tx, workspaceId: string, rows: readonly DealRow[]) {
  const found = new Map<number, Set<string>>();
  for (const batch of batchesOf(rows))
    for (const { dealId, at, text } of await tx
      .select({ dealId: dealNotes.dealId, at: dealNotes.at, text: dealNotes.text })
      .from(dealNotes)
      .where(and(eq(dealNotes.workspaceId, workspaceId), inArray(dealNotes.dealId, batch))))
      add(found, dealId, noteKey({ at, text }));
  return found;
}

/** What makes a note this note: the same words at the same moment. */
export function noteKey({ at, text }: { at: Date; text: string }): string {
  return `${at.getTime()} ${text}`;
}

function add(found: Map<number, Set<string>>, dealId: number, text: string): void {
  const texts = found.get(dealId);
  if (texts) texts.add(text);
  else found.set(dealId, new Set([text]));
}

function batchesOf(rows: readonly DealRow[]): number[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, i) =>
    rows.slice(i * BATCH, (i + 1) * BATCH).map((row) => row.id),
  );
}
