import { and, eq, sql } from "drizzle-orm";
import type { Act } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nameKey } from "../../../kernel/text.ts";
import { record } from "../../audit/index.ts";
import { accounts, contacts } from "../schema/accounts.ts";

/** A line of text that names something: 1 to `max` characters. */
function cleanName(text: string, what: string, max = 120): { name: string; key: string } {
  const name = text.replaceAll(/\s+/g, " ").trim();
  const key = nameKey(name);
  if (!key) throw new AppError("bad_input", `“${name}” is no name for ${what}.`);
  if (name.length > max)
    throw new AppError("bad_input", `That name has ${name.length} characters; ${max} fit.`);
  return { name, key };
}

/** What is known of a company besides its name. */
export type AccountFacts = {
  sector?: string | null | undefined;
  employees?: number | null | undefined;
  country?: string | null | undefined;
};
/** A person at an account. */
export type NewContact = {
  name: string;
  email?: string | undefined;
  title?: string | undefined;
};

/**
 * The account of that name, whatever its spelling of case, accents or legal form; made when it is new.
 * @param facts fill in what its row does not know yet
 */
export async function ensureAccount(
  tx: Tx,
  act: Act,
  text: string,
  facts: AccountFacts = {},
): Promise<{ id: number; name: string }> {
  const { workspaceId } = act.actor;
  const account = await findOrMake(tx, act, text);
  const { sector = null, employees = null, country = null } = facts;
  if (sector !== null || employees !== null || country !== null)
    await tx
      .update(accounts)
      .set({
        sector: sql`coalesce(${accounts.sector}, ${sector})`,
        employees: sql`coalesce(${accounts.employees}, ${employees}::int)`,
        country: sql`coalesce(${accounts.country}, ${country})`,
      })
      .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.id, account.id)));
  return account;
}

async function findOrMake(tx: Tx, act: Act, text: string): Promise<{ id: number; name: string }> {
  const { workspaceId } = act.actor;
  const { name, key } = cleanName(text, "an account");
  const find = () =>
    tx
      .select({ id: accounts.id, name: accounts.name })
      .from(accounts)
      .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.nameKey, key)));
  const [known] = await find();
  if (known) return known;
  const id = await nextNumber(tx, workspaceId, "account");
  const [made] = await tx
    .insert(accounts)
    .values({ workspaceId, id, name, nameKey: key, createdAt: act.now })
    .onConflictDoNothing()
    .returning({ id: accounts.id, name: accounts.name });
  if (!made) {
    // Somebody else made it in this very moment.
    const [theirs] = await find();
    if (theirs) return theirs;
    throw new Error(`account ${key} is neither there nor new`);
  }
  await record(tx, act, [
    { action: "account.created", subject: "account", subjectId: id, after: { name } },
  ]);
  return made;
}

/** The contact of that name at the account; made when it is new, e-mail and title filled in when they were not known. */
export async function ensureContact(
  tx: Tx,
  act: Act,
  accountId: number,
  contact: NewContact,
): Promise<number> {
  const { workspaceId } = act.actor;
  const { name, key } = cleanName(contact.name, "a contact");
  const findKnown = async () => {
    const [known] = await tx
      .select({ id: contacts.id, email: contacts.email, title: contacts.title })
      .from(contacts)
      .where(
        and(
          eq(contacts.workspaceId, workspaceId),
          eq(contacts.accountId, accountId),
          eq(contacts.nameKey, key),
        ),
      );
    if (known && ((contact.email && !known.email) || (contact.title && !known.title)))
      await tx
        .update(contacts)
        .set({
          email: known.email ?? contact.email ?? null,
          title: known.title ?? contact.title ?? null,
        })
        .where(and(eq(contacts.workspaceId, workspaceId), eq(contacts.id, known.id)));
    return known;
  };
  const known = await findKnown();
  if (known) return known.id;
  const id = await nextNumber(tx, workspaceId, "contact");
  const [made] = await tx
    .insert(contacts)
    .values({
      workspaceId,
      id,
      accountId,
      name,
      nameKey: key,
      email: contact.email ?? null,
      title: contact.title ?? null,
      createdAt: act.now,
    })
    .onConflictDoNothing()
    .returning({ id: contacts.id });
  if (!made) {
    // Somebody else made it in this very moment.
    const theirs = await findKnown();
    if (theirs) return theirs.id;
    throw new Error(`contact ${id} is neither there nor new`);
  }
  await record(tx, act, [
    // The audit log says that there is a contact, not who: it outlives a person's right to be forgotten.
    { action: "contact.created", subject: "contact", subjectId: id, after: { accountId } },
  ]);
  return id;
}
