import { nameKey } from "../../../../kernel/text.ts";
import type { KnownContact } from "./world.ts";

export type ContactDetails = { name: string; email: string | null; title: string | null };
export type NewContact = ContactDetails & { id: number; accountId: number; nameKey: string };

/** The contacts of a workspace and of a file; who is new has a number below 0 until they are saved. */
export type ContactBook = {
  /** The number of the contact of that name at the account. */
  find(accountId: number, contact: ContactDetails): number;
  added: NewContact[];
  /** Known contacts, by number, whose address or title nobody knew and the file tells. */
  completed: Map<number, Pick<ContactDetails, "email" | "title">>;
};

export function openContactBook(known: readonly KnownContact[]): ContactBook {
  const byName = new Map(known.map((one) => [`${one.accountId} ${one.nameKey}`, one]));
  const added: NewContact[] = [];
  const completed: ContactBook["completed"] = new Map();
  return {
    added,
    completed,
    find(accountId, contact) {
      const key = `${accountId} ${nameKey(contact.name)}`;
      const found = byName.get(key);
      if (!found) {
        const id = -1 - added.length;
        const fresh = { ...contact, id, accountId, nameKey: nameKey(contact.name) };
        added.push(fresh);
        byName.set(key, fresh);
        return id;
      }
      const email = found.email ?? contact.email;
      const title = found.title ?? contact.title;
      if (found.id > 0 && (email !== found.email || title !== found.title)) {
        byName.set(key, { ...found, email, title });
        completed.set(found.id, { email, title });
      }
      return found.id;
    },
  };
}
