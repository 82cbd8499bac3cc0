import { and, eq } from "drizzle-orm";
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

/** The account of that name, whatever its spelling of case, accents or legal form; made when it is new. */
export async function ensureAccount(
  tx: Tx,
  act: Act,
  text: string,
): Promise<{ id: number; name: string }> {
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

/** The contact of that name at the account; made when it is new, its e-mail filled in when it was not known. */
export async function ensureContact(
  tx: Tx,
  act: Act,
  accountId: number,
  contact: { name: string; email?: string | undefined },
): Promise<number> {
  const { workspaceId } = act.actor;
  const { name, key } = cleanName(contact.name, "a contact");
  const findKnown = async () => {
    const [known] = await tx
      .select({ id: contacts.id, email: contacts.email })
      .from(contacts)
      .where(
        and(
          eq(contacts.workspaceId, workspaceId),
          eq(contacts.accountId, accountId),
          eq(contacts.nameKey, key),
        ),
      );
    if (known && contact.email && !known.email)
      await tx
        .update(contacts)
        .set({ email: contact.email })
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
