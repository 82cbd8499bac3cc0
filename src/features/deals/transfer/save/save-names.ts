import { and, eq } from "drizzle-orm";
import type { Act } from "../../../../db/change.ts";
import type { Tx } from "../../../../db/client.ts";
import { nextNumber } from "../../../../db/counters.ts";
import { importPeople } from "../../../people/index.ts";
import { accounts, contacts } from "../../schema/accounts.ts";
import { products } from "../../schema/products.ts";
import { openPeopleBook } from "../plan/name-books.ts";
import type { DealPlan } from "../plan/plan-deals.ts";
import { readNames } from "../plan/world.ts";
import { insertRows } from "./bulk-rows.ts";

/** For whom an import writes, and when. The person's number is 0 at the command line, where nobody of the workspace acts. */
export type ImportAct = Pick<Act, "actor" | "now" | "requestId">;

/** What the numbers below 0 of a plan stand for; others stand for themselves. */
export type Refs = { account: Ref; contact: Ref; person: Ref };
type Ref = (id: number) => number;

/** Who stands for owners nobody named, at the command line. */
export const UNASSIGNED = "Unassigned";

/** Saves the people, accounts, contacts and products that are new in the plan. */
export async function saveNames(tx: Tx, act: ImportAct, plan: DealPlan): Promise<Refs> {
  const person = await savePeople(tx, act, plan);
  const account = await saveAccounts(tx, act, plan);
  const contact = await saveContacts(tx, act, plan, account);
  await saveProducts(tx, act, plan);
  return { account, contact, person };
}

async function savePeople(tx: Tx, act: ImportAct, plan: DealPlan): Promise<Ref> {
  const { added } = plan.people;
  if (added.length === 0) return (id) => id;
  const owners = new Set([
    ...plan.created.map(({ state }) => state.ownerId),
    ...plan.changed.map(({ after }) => after.ownerId),
  ]);
  await importPeople(
    tx,
    act,
    added.map(({ id, name, email }) => ({
      name,
      ...(email && { email }),
      ...(owners.has(id) && name !== UNASSIGNED && { role: "ae" as const }),
    })),
  );
  // Looked up again, since two of them may share a name and differ in their addresses.
  const book = openPeopleBook((await readNames(tx, act.actor.workspaceId)).people);
  const ids = new Map(added.map((one) => [one.id, book.find(one)]));
  return (id) => ids.get(id) ?? id;
}

async function saveAccounts(tx: Tx, act: ImportAct, plan: DealPlan): Promise<Ref> {
  const { workspaceId } = act.actor;
  const { added } = plan.accounts;
  const account = await numberThese(tx, workspaceId, "account", added.length);
  await insertRows(
    tx,
    accounts,
    added.map((one) => ({ workspaceId, ...one, id: account(one.id), createdAt: act.now })),
  );
  return account;
}

async function saveContacts(tx: Tx, act: ImportAct, plan: DealPlan, account: Ref): Promise<Ref> {
  const { workspaceId } = act.actor;
  const { added, completed } = plan.contacts;
  const contact = await numberThese(tx, workspaceId, "contact", added.length);
  await insertRows(
    tx,
    contacts,
    added.map((one) => ({
      workspaceId,
      ...one,
      id: contact(one.id),
      accountId: account(one.accountId),
      createdAt: act.now,
    })),
  );
  // One statement each: only contacts whose address or title nobody knew.
  for (const [id, details] of completed)
    await tx
      .update(contacts)
      .set(details)
      .where(and(eq(contacts.workspaceId, workspaceId), eq(contacts.id, id)));
  return contact;
}

async function saveProducts(tx: Tx, act: ImportAct, plan: DealPlan): Promise<void> {
  const { workspaceId } = act.actor;
  const { added } = plan.products;
  const product = await numberThese(tx, workspaceId, "product", added.length);
  await insertRows(
    tx,
    products,
    added.map((one) => ({
      workspaceId,
      ...one,
      id: product(one.id),
      currency: plan.currency,
      createdAt: act.now,
    })),
  );
}

/** The next free numbers of a kind, for -1, -2, … */
export async function numberThese(
  tx: Tx,
  workspaceId: string,
  kind: string,
  howMany: number,
): Promise<Ref> {
  const first = howMany > 0 ? await nextNumber(tx, workspaceId, kind, howMany) : 0;
  return (id) => (id < 0 ? first - id - 1 : id);
}
